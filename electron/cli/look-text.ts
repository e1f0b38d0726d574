import { styleText } from 'node:util';
import type { WouldFire } from '../core/alerts/would-fire.ts';
import type { Check } from '../core/checks/check.ts';
import type { Look } from '../core/look.ts';
import { severityLabel } from '../core/severity.ts';
import { columns } from './columns.ts';
import type { LookedAt, LookReport } from './look-report.ts';

type Style = Parameters<typeof styleText>[0];

/** Each carries its meaning in words too: colour is never alone. */
const VERDICTS: Readonly<Record<Look['verdict'], { readonly mark: string; readonly style: Style }>> = {
  ok: { mark: '✓', style: 'green' },
  bad: { mark: '✗', style: 'red' },
  unknown: { mark: '?', style: 'yellow' },
};

const STATES: Readonly<Record<LookReport['state'], Style>> = {
  ok: ['bold', 'green'],
  SEV1: ['bold', 'whiteBright', 'bgRed'],
  SEV2: ['bold', 'black', 'bgYellow'],
  SEV3: ['bold', 'yellow'],
  SEV4: ['bold', 'cyan'],
  unknown: ['bold', 'magenta'],
};

export interface LookText {
  readonly environment: string;
  readonly state: LookReport['state'];
  readonly looked: readonly LookedAt[];
  readonly alerts: readonly WouldFire[];
}

/** What one look saw, for a person: the verdict first, then what would be raised, then everything that was measured. */
export function lookText({ environment, state, looked, alerts }: LookText): string {
  const blocks = [`${headline(state, alerts)}  ${styleText('dim', environment)}`];
  if (looked.length === 0) {
    blocks.push('Nothing is configured. Set HEALTH_URL, or write a configuration file: docs/configuration.md.');
  }
  if (alerts.length > 0) blocks.push(alertBlock(alerts));
  blocks.push(...looked.map(sourceBlock));
  return `\n${blocks.join('\n\n')}\n`;
}

function headline(state: LookReport['state'], alerts: readonly WouldFire[]): string {
  if (state === 'ok') return styleText(STATES.ok, 'All is well');
  if (state === 'unknown') return styleText(STATES.unknown, 'Not everything could be looked at');
  const worst = alerts.find(({ explainedBy, severity }) => explainedBy === null && severityLabel(severity) === state);
  return `${styleText(STATES[state], state)}  ${styleText('bold', worst?.name ?? '')}`;
}

function alertBlock(alerts: readonly WouldFire[]): string {
  const unexplained = alerts
    .filter(({ explainedBy }) => explainedBy === null)
    .toSorted((a, b) => a.severity - b.severity);
  const explained = alerts.filter(({ explainedBy }) => explainedBy !== null);
  return [
    styleText('dim', 'Alerts, were this to last'),
    ...unexplained.flatMap(({ name, severity, runbook, reason }) => {
      const label = severityLabel(severity);
      return [
        `  ${styleText(STATES[label], label)}  ${styleText('bold', name)}`,
        `        ${reason}`,
        styleText('dim', `        Runbook: ${runbook}`),
      ];
    }),
    ...explained.map(({ name, severity, explainedBy }) =>
      styleText('dim', `  ${severityLabel(severity)}  ${name}: explained by ${explainedBy?.name}, not announced`),
    ),
  ].join('\n');
}

function sourceBlock({ source, asked: { look, checks, latencyMs } }: LookedAt): string {
  const rows = checks.flatMap((check) => [
    [`  ${mark(check.look)} ${label(check.name)}`, valueText(check), check.look.reason],
    ...(check.facts ?? []).map(({ label: fact, value }) => [
      styleText('dim', `      ${fact}`),
      '',
      styleText('dim', value),
    ]),
  ]);
  return [
    `${mark(look)} ${styleText('bold', source.name)}  ${styleText('dim', `${source.address}  ${Math.round(latencyMs)} ms`)}`,
    `  ${look.reason}`,
    '',
    ...columns(rows),
  ].join('\n');
}

function mark({ verdict }: Look): string {
  return styleText(VERDICTS[verdict].style, VERDICTS[verdict].mark);
}

/** `queue_length` reads `Queue length`. */
function label(name: string): string {
  const spaced = name.replaceAll('_', ' ');
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`;
}

function valueText({ value, unit }: Check): string {
  if (value === null) return '';
  return unit === '' ? String(value) : `${value} ${unit}`;
}
