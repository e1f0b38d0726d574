import { readFileSync } from 'node:fs';
import { homedir, uptime } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defaultConfigPath } from '../config/folder.ts';
import { loadConfig } from '../config/load.ts';
import { wouldFire } from '../core/alerts/would-fire.ts';
import { askSource } from '../core/ask-source.ts';
import { defaultRules } from '../core/checks/rules.ts';
import type { ConfiguredSource, Reference } from '../core/configured-source.ts';
import { parsePlaybook } from '../core/playbook/parse.ts';
import type { Instant } from '../core/time.ts';
import { configuredReference, configuredSources, sourcesBeside } from '../sources/configured.ts';
import { hasNoNetwork } from '../sources/network.ts';
import { readArguments } from './arguments.ts';
import { exitStatus, type LookedAt, lookReport, withVerdicts } from './look-report.ts';
import { lookText } from './look-text.ts';

const BUILT_IN_PLAYBOOK = fileURLToPath(new URL('../../assets/playbook/default.md', import.meta.url));
const BAD_ARGUMENTS = 64;
const BAD_CONFIGURATION = 65;
const INTERNAL = 70;

const USAGE = `Usage: npm run look [-- --json]

Looks once at every configured source and says what it saw.
Exit status: 0 well, 1 SEV3 or SEV4, 2 SEV1 or SEV2, 3 something is unknown or nothing is configured,
64 bad arguments, 65 bad configuration, 70 internal error.
`;

/** Runs the command and answers with its exit status. */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { words, json, unknown } = readArguments(argv, env);
  if (unknown.length > 0 || words.length > 0) {
    process.stderr.write(`Unknown argument ${[...unknown, ...words].join(' ')}\n\n${USAGE}`);
    return BAD_ARGUMENTS;
  }
  const { config, problems } = loadConfig({
    env,
    readFile,
    configPath: defaultConfigPath(process.platform, env, homedir()),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  for (const { message } of problems) process.stderr.write(`Configuration: ${message}\n`);
  const playbook = parsePlaybook(readFile(config.playbookFile ?? BUILT_IN_PLAYBOOK));
  const rules = defaultRules({ ...playbook.thresholds, ...config.thresholds }, config.rules);

  const sources = configuredSources(config.sources, playbook.schedule);
  const beside = sourcesBeside(config.sources, playbook.contacts.vendors);
  for (const problem of beside.problems) process.stderr.write(`Vendors: ${problem}\n`);
  // What stands beside the watched system says nothing where none is watched.
  const asked = await lookAtAll(
    sources.length === 0 ? [] : [...sources, ...beside.sources],
    configuredReference(config.sources),
  );
  const alerts = wouldFire(
    asked.flatMap(({ asked: { checks } }) => checks),
    rules,
  );
  const looked = withVerdicts(asked, alerts, rules);
  const report = lookReport(looked, alerts);
  const { environment } = config;
  process.stdout.write(
    json ? `${JSON.stringify(report, null, 2)}\n` : lookText({ environment, state: report.state, looked, alerts }),
  );
  return problems.length > 0 ? BAD_CONFIGURATION : exitStatus(report);
}

function readFile(path: string): string {
  return readFileSync(path, 'utf8');
}

/** All at once: a source that hangs delays none of the others. */
async function lookAtAll(
  sources: readonly ConfiguredSource[],
  reference: Reference | null,
): Promise<readonly LookedAt[]> {
  const { signal } = new AbortController();
  return await Promise.all(
    sources.map(async (source) => {
      const context = () => ({
        now: now(),
        memory: null,
        healthSays: null,
        // One look cannot see the network change; what it saw is told as if it lasted.
        surroundings: { offline: hasNoNetwork(), unchangedForMs: Number.POSITIVE_INFINITY, answeredBefore: false },
      });
      const asked = await askSource(source, { signal, depth: 'full', reference, context });
      await source.probe.close();
      return { source, asked };
    }),
  );
}

function now(): Instant {
  return { wallMs: Date.now(), elapsedMs: uptime() * 1000, awakeMs: performance.now(), bootId: '' };
}

try {
  process.exitCode = await main(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = INTERNAL;
}
