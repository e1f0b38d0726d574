import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askEvidence, reveal } from '../../electron/commands/evidence.ts';
import type { EvidenceDesk, EvidenceQuestions, Revealed } from '../../electron/core/evidence/question.ts';
import { EVIDENCE_IDS } from '../../electron/core/playbook/model.ts';
import { Refusal } from '../../electron/ipc/refusal.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { ANNOTATION_ATTEMPTS, COMMAND_ATTEMPTS, documentWith } from '../core/evidence/hostile-documents.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import { type Desk, openDesk } from '../runtime/evidence-desk.ts';
import { temporaryFolder } from '../store/parts.ts';

let store: OpenedStore;
let clock: FakeClock;
let asked: string[];

beforeEach(() => {
  clock = fakeClock();
  store = openStore({ folder: temporaryFolder(), now: clock.now() }).store;
  asked = [];
});
afterEach(() => store.close());

/** Every question there is; whoever asks one is noted. */
const ALL = Object.fromEntries(
  EVIDENCE_IDS.map((id) => [
    id,
    {
      text: id,
      ask: async () => {
        asked.push(id);
        return { outcome: 'failed', failure: { kind: 'refused', message: 'Nothing listens.' }, latencyMs: 1 };
      },
    },
  ]),
) as EvidenceQuestions;

function open(step: string, alertKey?: string, told: EvidenceDesk['reveal'] = null): Desk {
  const desk = openDesk(store, clock, documentWith(step), { questions: ALL, reveal: told });
  desk.open(alertKey);
  return desk;
}

function ask(desk: Desk, stepId = desk.step().id): Promise<string> {
  const input = { commandId: 'c-1', incidentId: 'inc-1', list: desk.list(), stepId };
  return askEvidence(desk.engine.state().incidents, desk.evidence, input, () => desk.playbook.runbooks[0]?.steps);
}

async function refusal(work: () => Promise<unknown>): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('asking', () => {
  it.each([...COMMAND_ATTEMPTS, ...ANNOTATION_ATTEMPTS])(
    'is refused with the reason, and asks nobody: $name',
    async ({ step }) => {
      const desk = open(step);
      desk.evidence.start();
      const { code, message } = await refusal(() => ask(desk));
      expect(code).toBe('refused');
      expect(message).toMatch(/^“.+” (?:destroys data|changes production|is none of the fixed|is no question)/s);
      expect(asked).toEqual([]);
      expect(store.eventsOf('inc-1').map(({ type }) => type)).not.toContain('evidence-answered');
    },
  );

  it('asks the one question of the step', async () => {
    const desk = open('Look: `redis-cli ping`');
    // What was answered is told at once: the step may be folded away.
    expect(await ask(desk)).toMatch(/^No answer: .*Nothing listens\./);
    expect(asked).toEqual(['redis-ping']);
  });

  it('refuses a step that the playbook has no more', async () => {
    const desk = open('Look: `redis-cli ping`');
    expect((await refusal(() => ask(desk, 'gone'))).code).toBe('unknown');
  });

  it.each([
    ['download-activity/7; DROP TABLE core_auditlog'],
    ["download-activity/7' OR '1'='1"],
    ['download-activity/'],
    ['download-activity/$(rm -rf /)'],
    ['redis-connection-failed'],
  ])('takes no id from an alert that is none: %s', async (alertKey) => {
    const desk = open('Who? <!-- evidence: downloads-of-user -->', alertKey);
    expect((await refusal(() => ask(desk))).message).toMatch(/about one user, and no alert/);
    expect(asked).toEqual([]);
  });

  it('asks about the user of the alert', async () => {
    const desk = open('Who? <!-- evidence: downloads-of-user -->', 'download-activity/4711');
    await ask(desk);
    expect(asked).toEqual(['downloads-of-user']);
  });
});

describe('revealing', () => {
  const told: Revealed = { rows: [{ label: 'E-mail', value: 'vera@example.com' }] };
  const tell: EvidenceDesk['reveal'] = async () => ({ outcome: 'answered', answer: told, latencyMs: 1 });

  it('tells a person’s data, and leaves no trace of it', async () => {
    const desk = open('Who?', 'download-activity/4711', tell);
    const input = { incidentId: 'inc-1' };
    expect(await reveal(desk.engine.state().incidents, desk.evidence, input)).toEqual(told);
    expect(JSON.stringify(store.eventsAfter(0))).not.toContain('vera');
  });

  it('is refused where no alert is about a person', async () => {
    const desk = open('Who?', 'redis-connection-failed', tell);
    const told = refusal(() => reveal(desk.engine.state().incidents, desk.evidence, { incidentId: 'inc-1' }));
    expect((await told).message).toMatch(/No alert of this incident is about a person/);
  });
});
