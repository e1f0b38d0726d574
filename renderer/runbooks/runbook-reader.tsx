import type { Runbook, Step } from '../../electron/core/playbook/model.ts';
import { CodeSnippet } from '../ui/code-block.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Words } from '../ui/inline.tsx';

/** A runbook to read, without an incident: nothing here can be ticked. */
export function RunbookReader({ runbook }: { readonly runbook: Runbook }) {
  const { title, severities, alerts, trigger, notes, steps } = runbook;
  return (
    <section className="reader" aria-labelledby="reader-title">
      <h2 id="reader-title" className="reader-title">
        {severities.map((severity) => (
          <SeverityGlyph key={severity} severity={severity} />
        ))}
        {title}
      </h2>
      {alerts.length > 0 && (
        <p className="dim">
          Opened by{' '}
          {alerts.map(({ name, qualifier }) => (qualifier === null ? name : `${name} (${qualifier})`)).join(', ')}
          {trigger !== null && `: ${trigger}`}
        </p>
      )}
      {notes.map((words, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a document's paragraphs never move
        <p key={index}>
          <Words parts={words} />
        </p>
      ))}
      <ol className="panel reading">
        {steps.map((step) => (
          <ReadingStep key={step.id} step={step} />
        ))}
      </ol>
    </section>
  );
}

function ReadingStep({ step }: { readonly step: Step }) {
  return (
    <li>
      <p>
        <Words parts={step.inline} />
      </p>
      {step.details.map((words, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a document's paragraphs never move
        <p key={index} className="dim">
          <Words parts={words} />
        </p>
      ))}
      {step.code.map((block) => (
        <CodeSnippet key={block.line} block={block} />
      ))}
      {step.children.length > 0 && (
        <ul>
          {step.children.map((child) => (
            <ReadingStep key={child.id} step={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
