import { readFile } from 'node:fs/promises';
import { defaultRules } from '../core/checks/rules.ts';
import { alertsOfRules, problemsForAlerts } from '../core/playbook/lookup.ts';
import type { Playbook, PlaybookProblem } from '../core/playbook/model.ts';
import { parsePlaybook } from '../core/playbook/parse.ts';
import { readArguments } from './arguments.ts';
import { asJson } from './playbook-json.ts';
import { asText } from './playbook-text.ts';

const COMPLETE = 0;
const LACKING = 1;
const UNREADABLE = 2;
const BAD_ARGUMENTS = 64;
const INTERNAL = 70;

const USAGE = `Usage: npm run playbook -- check FILE [--json]

Reads a team's Markdown document and says what was understood and what was not.
Exit status: 0 complete, 1 a responder lacks something, 2 unreadable, 64 bad arguments, 70 internal error.
`;

/** Runs the command and answers with its exit status. */
async function main(argv: readonly string[]): Promise<number> {
  const { words, json, unknown } = readArguments(argv, process.env);
  const [verb, file, ...others] = words;
  if (verb !== 'check' || file === undefined || others.length > 0 || unknown.length > 0) {
    process.stderr.write(unknown.length > 0 ? `Unknown option ${unknown.join(' ')}\n\n${USAGE}` : USAGE);
    return BAD_ARGUMENTS;
  }
  const document = await readDocument(file);
  const playbook = withAlertProblems(parsePlaybook(document.kind === 'text' ? document.text : ''));
  const refusal = document.kind === 'refused' ? document.why : nothingIn(playbook);
  if (refusal !== null) {
    const problems: readonly PlaybookProblem[] = [{ line: 1, severity: 'error', message: refusal }];
    if (json) process.stdout.write(`${JSON.stringify(asJson({ ...playbook, problems }), null, 2)}\n`);
    else process.stderr.write(`${file}: ${refusal}\n`);
    return UNREADABLE;
  }
  const lineCount = document.kind === 'text' ? document.text.split('\n').length : 0;
  process.stdout.write(json ? `${JSON.stringify(asJson(playbook), null, 2)}\n` : asText(playbook, { file, lineCount }));
  return playbook.problems.some(({ severity }) => severity === 'error') ? LACKING : COMPLETE;
}

type Document = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly why: string };

async function readDocument(file: string): Promise<Document> {
  try {
    const bytes = await readFile(file);
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = REFUSALS[code];
    if (why === undefined) throw error;
    return { kind: 'refused', why };
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  ENOTDIR: 'There is no such file.',
  EISDIR: 'This is a folder; name the Markdown file in it.',
  EACCES: 'You may not read this file.',
  ERR_FS_FILE_TOO_LARGE: 'The file is far too large for a playbook.',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'The file is not UTF-8 text.',
};

function withAlertProblems(playbook: Playbook): Playbook {
  const unanswered = problemsForAlerts(playbook, alertsOfRules(defaultRules(playbook.thresholds)));
  return { ...playbook, problems: [...playbook.problems, ...unanswered].toSorted((a, b) => a.line - b.line) };
}

function nothingIn({ severities, initialResponse, ladder, runbooks, contacts, templates }: Playbook): string | null {
  const found = [severities, initialResponse, ladder, runbooks, contacts.roles, templates];
  return found.every(({ length }) => length === 0) ? 'Nothing in it was understood as a playbook.' : null;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = INTERNAL;
}
