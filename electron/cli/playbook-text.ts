import { styleText } from 'node:util';
import type { Playbook, PlaybookProblem, ResponseTime, Runbook, Step } from '../core/playbook/model.ts';
import { plainText } from '../core/playbook/words.ts';
import { severityLabel } from '../core/severity.ts';

/** The report for people: what the document gives, line by line, then what it lacks. */
export function asText(playbook: Playbook, document: { readonly file: string; readonly lineCount: number }): string {
  return [
    `${styleText('bold', playbook.title || 'Untitled playbook')}  ${styleText('dim', `${document.file}, ${document.lineCount} lines`)}`,
    '',
    ...understood(playbook),
    ...problems(playbook.problems),
    verdict(playbook.problems),
    '',
  ].join('\n');
}

function understood(playbook: Playbook): readonly string[] {
  const { severities, ladder, initialResponse, templates, runbooks, postmortem, contacts } = playbook;
  return [
    ...part('Severities', severities, ({ level, name, responseTime, line }) => {
      return row(line, severityLabel(level), name.padEnd(12), respond(responseTime));
    }),
    ...part('Initial response', initialResponse, ({ text, line }, index) => row(line, `${index + 1}.`, text)),
    ...part('Ladder', ladder, ({ level, who, condition, line }) =>
      row(line, `L${level}`, who.padEnd(26), condition || 'from the start'),
    ),
    ...part('Messages', templates, ({ kind, fields, line }) =>
      row(line, kind.padEnd(11), `${fields.length} blanks to fill in`),
    ),
    ...part('Runbooks', runbooks, runbookRow),
    ...part('Post-mortem', postmortem.sections, ({ title, line }) => row(line, title)),
    ...part('On call', contacts.roles, ({ role, primary, backup, line }) => {
      return row(line, role.padEnd(20), [primary.text || 'nobody', backup.text || 'nobody'].join(' · backup '));
    }),
    ...part('Vendors', contacts.vendors, ({ service, statusUrl, line }) =>
      row(line, service.padEnd(20), statusUrl ?? 'no status page'),
    ),
    ...part('Channels', contacts.channels, ({ kind, value, line }) => row(line, kind.padEnd(20), value)),
    ...part('Environment', playbook.environment, ({ name, line }) => row(line, name)),
    ...part('Schedule', playbook.schedule, ({ name, text, line }) => row(line, name.padEnd(26), text)),
    ...part('Thresholds', Object.entries(playbook.thresholds), ([name, value]) =>
      row(null, name.padEnd(34), String(value)),
    ),
    ...part('Kept as notes', playbook.notes, ({ inline, line }) => row(line, plainText(inline).slice(0, 90))),
  ];
}

function part<T>(
  title: string,
  items: readonly T[],
  rowOf: (item: T, index: number) => string | readonly string[],
): readonly string[] {
  if (items.length === 0) return [];
  return [`${styleText('bold', title)} ${styleText('dim', `(${items.length})`)}`, ...items.flatMap(rowOf), ''];
}

/** A line number first, so that the eye and an editor find the place. */
function row(line: number | null, ...cells: readonly string[]): string {
  return `${styleText('dim', (line === null ? '' : String(line)).padStart(6))}  ${cells.join('  ').trimEnd()}`;
}

function respond(time: ResponseTime): string {
  return time.kind === 'unknown' ? `${time.text || 'nothing'} (not understood)` : time.text;
}

function runbookRow({ title, severities, alerts, steps, line }: Runbook): readonly string[] {
  const labels = severities.map(severityLabel).join('/') || 'no severity';
  const names = alerts.map(({ name, qualifier }) => (qualifier === null ? name : `${name} (${qualifier})`)).join(', ');
  return [
    row(line, title),
    row(null, `${labels}, ${steps.length} steps; alerts: ${names}`),
    ...allSteps(steps).flatMap(({ evidence, text, line: at }) =>
      evidence === undefined ? [] : [row(at, `  evidence ${evidence.padEnd(20)}`, text)],
    ),
  ];
}

function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...allSteps(step.children)]);
}

const GROUPS = [
  ['error', 'A responder would lack', 'red'],
  ['warning', 'Not understood, or refused', 'yellow'],
  ['info', 'Good to know', 'cyan'],
] as const;

function problems(list: readonly PlaybookProblem[]): readonly string[] {
  return GROUPS.flatMap(([severity, title, color]) => {
    const group = list.filter((problem) => problem.severity === severity);
    if (group.length === 0) return [];
    return [
      `${styleText([color, 'bold'], title)} ${styleText('dim', `(${group.length})`)}`,
      ...group.map(({ line, message }) => row(line, message)),
      '',
    ];
  });
}

function verdict(list: readonly PlaybookProblem[]): string {
  const lacking = list.filter(({ severity }) => severity === 'error').length;
  if (lacking > 0)
    return `Understood; ${lacking === 1 ? 'one thing is' : `${lacking} things are`} missing in the night.`;
  return list.some(({ severity }) => severity === 'warning') ? 'Complete; some of it was not understood.' : 'Complete.';
}
