/** What follows the command's name, sorted; `npm run X --json` keeps the flag and tells of it in the environment. */
export interface Arguments {
  readonly words: readonly string[];
  readonly json: boolean;
  /** Flags nobody knows. */
  readonly unknown: readonly string[];
}

export function readArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Arguments {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const flags = options.filter((argument) => argument.startsWith('-') && argument !== '-');
  return {
    words: [...options.filter((argument) => !flags.includes(argument)), ...(end < 0 ? [] : argv.slice(end + 1))],
    json: flags.includes('--json') || environment.npm_config_json === 'true',
    unknown: flags.filter((flag) => flag !== '--json'),
  };
}
