import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { MessageDesk } from './commands/messages.ts';
import { loadConfig } from './config/load.ts';
import type { CeleryAnswer } from './core/checks/celery-answer.ts';
import { DEFAULT_COMPONENT_NAMES } from './core/checks/health-components.ts';
import { DEFAULT_THRESHOLDS } from './core/checks/thresholds.ts';
import type { EngineSettings } from './core/engine/advance.ts';
import { drillOverrides, engineSettings, lineOn, playbookProblems, runbookOf } from './core/engine/settings.ts';
import { placeholdersOf } from './core/evidence/placeholders.ts';
import { alertKeysOf, type Incident } from './core/incidents/incident.ts';
import type { Playbook, Runbook } from './core/playbook/model.ts';
import type { Clock, Probe, SampleLog, Store } from './core/ports.ts';
import type { AppSnapshot, Problem } from './core/snapshot.ts';
import { HOUR_MS } from './core/time.ts';
import { accountName, emptied, openStoreOrLend, readFile, readPlaybook, simulated } from './ground.ts';
import { type Outgoing, openOutgoing } from './outgoing.ts';
import { type ContactBook, createContactBook } from './runtime/contacts.ts';
import { createEvidence, type Evidence } from './runtime/evidence.ts';
import { createViewRequests, type ViewRequests } from './runtime/view-requests.ts';
import { createWatching, type Watching } from './runtime/watching.ts';
import { configuredReference, configuredSources, sourcesBeside } from './sources/configured.ts';
import { configuredEvidence } from './sources/evidence/desk.ts';
import { startTraining, type Training } from './training/training.ts';

export interface HouseParts {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Playbook and drills that are shipped. */
  readonly assetsFolder: string;
  /** The log and its backups; training keeps its own beside it. */
  readonly dataFolder: string;
  /** Where the configuration file is unless SEVLIGHT_CONFIG names another. */
  readonly configFile: string;
  readonly isOffline: () => boolean;
  /** Stands in for node:sqlite where the runtime has none; null in a package. */
  readonly sqliteModule: string | null;
}

/** Everything behind tray, notices and window: no Electron here, so that tests and tools run the same house. */
export interface House {
  readonly watching: Watching;
  readonly settings: EngineSettings;
  readonly playbook: Playbook;
  /** Who writes what is written here, by name; null where nobody says. */
  readonly author: string | null;
  readonly training: Training | null;
  readonly views: ViewRequests;
  /** For what is asked of the past. */
  readonly log: Pick<Store, 'eventsOf' | 'eventsAfter'>;
  readonly samples: Pick<SampleLog, 'samples'>;
  readonly runbookOf: (heading: string) => Runbook | null;
  readonly messages: MessageDesk;
  readonly contacts: ContactBook;
  readonly evidence: Evidence;
  /** Whether notifications can be expected to arrive. */
  setDelivery(delivery: AppSnapshot['delivery']): void;
  addProblem(problem: Problem): void;
  close(): Promise<void>;
}

/**
 * Reads the configuration and the playbook, opens the store, and wires the watch. Without any configuration, on the
 * simulated system.
 *
 * @throws StoreError where this computer can keep nothing at all.
 */
export async function openHouse(parts: HouseParts): Promise<House> {
  const { clock, assetsFolder } = parts;
  const { config, problems: configProblems } = loadConfig({
    env: parts.env,
    configPath: parts.configFile,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    readFile,
  });
  const problems: Problem[] = [...configProblems];
  let delivery: AppSnapshot['delivery'] = { available: true, reason: '' };
  let watching: Watching | null = null;
  let outgoing: Outgoing | null = null;
  let evidence: Evidence | null = null;
  const changed = () => watching?.publisher.changed();

  const { playbook, origin, file } = readPlaybook(
    config.playbookFile,
    join(assetsFolder, 'playbook', 'default.md'),
    problems,
  );
  // A configuration that went wrong is told, not covered up by a drill.
  const isConfigured = configuredSources(config.sources, playbook.schedule).length > 0 || configProblems.length > 0;
  const training = isConfigured
    ? null
    : await startTraining(readFile(join(assetsFolder, 'drills', 'connections-exhausted.yaml')), changed);
  const sourcesSettings = training === null ? config.sources : simulated(training, config.sources);
  const beside = sourcesBeside(sourcesSettings, playbook.contacts.vendors);
  const sources = [...configuredSources(sourcesSettings, playbook.schedule), ...beside.sources];
  problems.push(
    ...beside.problems.map((message): Problem => ({ area: 'configuration', severity: 'warning', message })),
  );

  const settings = engineSettings({
    mode: training === null ? 'live' : 'training',
    sources,
    playbook,
    thresholds: config.thresholds,
    overrides: training === null ? config.rules : drillOverrides(training.drill.holdMs),
    hours: config.workingHours,
    quietHours: config.quietHours,
    contacts: () => contacts.contacts(),
  });

  const folder = training === null ? parts.dataFolder : emptied(join(parts.dataFolder, 'training'));
  const opened = openStoreOrLend(folder, clock.now(), parts.sqliteModule);
  problems.push(...opened.problems);
  const contacts = createContactBook({
    store: opened.store,
    playbook,
    nowWallMs: () => clock.now().wallMs,
    changed,
  });
  const lines = lastOf(
    (own: Playbook['contacts']) => new Map(playbook.ladder.map((one) => [one.level, lineOn({ contacts: own }, one)])),
  );
  const peopleProblems = lastOf((own: Playbook['problems']) =>
    playbookProblems({ ...playbook, problems: own }, settings.rules, basename(file)),
  );

  const views = createViewRequests(changed);
  const { rules } = settings;
  const runbooks = new Map(rules.map(({ runbook }) => [runbook, runbookOf(playbook, rules, runbook)]));
  const heading = (name: string) => runbooks.get(name) ?? null;
  watching = createWatching({
    store: opened.store,
    clock,
    settings,
    sources,
    reference: configuredReference(sourcesSettings),
    newId: randomUUID,
    random: Math.random,
    isOffline: parts.isOffline,
    around: () => ({
      environment: training === null ? config.environment : 'simulated system',
      problems: [
        ...problems,
        ...peopleProblems(contacts.playbookProblems()),
        ...contacts.problems(),
        ...(outgoing?.problems() ?? []),
      ],
      delivery,
      playbook: { title: playbook.title, revision: 1, origin },
      training: training?.view() ?? null,
      view: views.current(),
      runbookIdOf: (name) => heading(name)?.id ?? null,
      lineOn: ({ level }) => lines(contacts.contacts()).get(level) ?? [],
      evidenceOf: (incident, events) => evidence?.viewsOf(incident, events) ?? {},
      placeholdersOf: (incident) => placeholdersOf(alertKeysOf(incident), config.placeholders),
    }),
  });
  const workers = sources.find(({ id }) => id === 'celery');
  evidence = createEvidence({
    engine: watching.engine,
    clock,
    desk: configuredEvidence({
      settings: sourcesSettings,
      // The source of this id is made by celerySource, whose probe answers so.
      celery: workers === undefined ? null : (workers.probe as Probe<CeleryAnswer>),
      wallMs: () => clock.now().wallMs,
    }),
    components: sourcesSettings.health?.components ?? DEFAULT_COMPONENT_NAMES,
    thresholds: { ...DEFAULT_THRESHOLDS, ...playbook.thresholds, ...config.thresholds },
    listsOf,
    eventsOf: (incidentId) => opened.store.eventsOf(incidentId),
    changed,
  });
  function listsOf({ runbook }: Incident) {
    const found = heading(runbook);
    return [
      ...(found === null ? [] : [{ list: found.id, steps: found.steps }]),
      { list: 'initial-response', steps: playbook.initialResponse },
    ];
  }
  if (training !== null) watching.engine.listen(({ incidents }) => training.follow(incidents, heading));
  watching.engine.report([
    { type: 'app-started', payload: { version: parts.version, mode: settings.mode }, incidentId: null },
  ]);

  evidence.start();
  outgoing = openOutgoing({
    config,
    settings,
    playbook,
    store: opened.store,
    clock,
    engine: watching.engine,
    runbookOf: heading,
    isOffline: parts.isOffline,
    changed,
  });

  const backups = setInterval(() => {
    const problem = opened.store.backUpIfDue(clock.now());
    if (problem !== null) tellProblem(problem);
  }, HOUR_MS);
  function tellProblem(problem: Problem): void {
    problems.push(problem);
    changed();
  }

  return {
    watching,
    settings,
    playbook,
    author: config.author ?? accountName(),
    training,
    views,
    log: opened.store,
    samples: opened.store,
    runbookOf: heading,
    evidence,
    messages: outgoing.messages,
    contacts,
    setDelivery: (next) => {
      delivery = next;
      changed();
    },
    addProblem: tellProblem,
    close: async () => {
      clearInterval(backups);
      evidence?.stop();
      await watching?.stop();
      await outgoing?.close();
      watching?.publisher.stop();
      await training?.close();
      opened.store.close();
    },
  };
}

/** The function, asked anew only where its argument is another one. */
function lastOf<Argument, Result>(work: (argument: Argument) => Result): (argument: Argument) => Result {
  let last: { readonly argument: Argument; readonly result: Result } | null = null;
  return (argument) => {
    if (last === null || last.argument !== argument) last = { argument, result: work(argument) };
    return last.result;
  };
}
