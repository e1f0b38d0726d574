import './handover.css';
import { useState } from 'react';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk } from '../store/context.ts';
import { useAnswer } from '../store/use-answer.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';

const SHIFTS = [8, 12, 24, 72] as const;

/** One page for whoever comes next, made from the log; copied or exported as Markdown. */
export default function HandoverScreen() {
  const { bridge } = useDesk();
  const verbs = useVerbs();
  const [hours, setHours] = useState<number>(12);
  const { value, problem } = useAnswer(() => bridge.handover({ hours }), String(hours));
  const copy = (): void => {
    if (value !== null) void verbs.copy(value.markdown, 'the handover');
  };
  const keep = (): void => void verbs.exportHandover(hours);
  const actions: Action[] = [
    { id: 'handover-export', label: 'Export the handover as Markdown', keys: 'x', group: 'Incident', run: keep },
    { id: 'handover-copy', label: 'Copy the handover as Markdown', keys: 'c', group: 'Incident', run: copy },
    ...SHIFTS.map(
      (shift): Action => ({
        id: `handover-${shift}`,
        label: `Handover over the last ${shift} h`,
        group: 'Incident',
        run: () => setHours(shift),
      }),
    ),
  ];
  useActions(actions);
  return (
    <section className="page handover">
      <h1 tabIndex={-1}>Handover</h1>
      <div className="buttons">
        <div className="handover-hours">
          {SHIFTS.map((shift) => (
            <Button key={shift} kind="plain" pressed={shift === hours} onPress={() => setHours(shift)}>
              {shift} h
            </Button>
          ))}
        </div>
        {value !== null && (
          <div className="buttons">
            <Button kind="primary" keys="x" onPress={keep}>
              Export Markdown
            </Button>
            <Button keys="c" onPress={copy}>
              Copy
            </Button>
          </div>
        )}
      </div>
      {problem !== null && <p className="panel empty">{problem}</p>}
      {value !== null && <Page markdown={value.markdown} />}
    </section>
  );
}

/** The few marks that our own page uses: headings, lists, lines. */
function Page({ markdown }: { readonly markdown: string }) {
  const lines = markdown.split('\n');
  return (
    <div className="panel handover-page">
      {lines.map((line, index) => {
        const key = `${index} ${line}`;
        if (line === '' || line.startsWith('# ')) return null;
        if (line.startsWith('### ')) return <h3 key={key}>{line.slice(4)}</h3>;
        if (line.startsWith('## ')) return <h2 key={key}>{line.slice(3)}</h2>;
        if (line.startsWith('- ')) {
          return (
            <p key={key} className="item">
              {line.slice(2)}
            </p>
          );
        }
        return <p key={key}>{line}</p>;
      })}
    </div>
  );
}
