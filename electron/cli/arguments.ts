export interface Arguments {
  readonly json: boolean;
  readonly help: boolean;
  /** What is neither an option nor its value, in order. */
  readonly operands: readonly string[];
}

export type ParsedArguments =
  | { readonly ok: true; readonly value: Arguments }
  /** Says which argument is wrong. */
  | { readonly ok: false; readonly message: string };

/** `npm run look --json` keeps the option for npm itself and hands it on as this variable. */
const NPM_JSON = 'npm_config_json';

/** Reads `--json`, `--help` and between `least` and `most` operands. */
export function parseArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  { least, most }: { readonly least: number; readonly most: number },
): ParsedArguments {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  const options = before.filter((arg) => arg.startsWith('-') && arg !== '-');
  const operands = [...before.filter((arg) => !options.includes(arg)), ...(end < 0 ? [] : args.slice(end + 1))];
  const wrong = options.find((option) => !['--json', '--help', '-h'].includes(option));
  if (wrong !== undefined) return { ok: false, message: `There is no option ${wrong}.` };
  const help = options.includes('--help') || options.includes('-h');
  if (!help && operands.length < least) return { ok: false, message: 'Something is missing.' };
  if (!help && operands.length > most) return { ok: false, message: `"${operands[most]}" is one too many.` };
  return { ok: true, value: { json: options.includes('--json') || env[NPM_JSON] === 'true', help, operands } };
}
