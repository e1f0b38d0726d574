import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_COMPONENT_NAMES } from '../../../electron/core/checks/health-components.ts';
import { componentFor, judgeThroughHealth } from '../../../electron/core/evidence/health.ts';
import { NO_PARAMETERS } from '../../../electron/core/evidence/parameters.ts';
import { EVIDENCE_IDS, type EvidenceId } from '../../../electron/core/playbook/model.ts';
import { Secret } from '../../../electron/core/secret.ts';
import { healthQuestions } from '../../../electron/sources/evidence/health.ts';
import { type HealthServer, startHealthServer } from '../../servers/health.ts';
import { asked, CONTEXT } from './asked.ts';

let server: HealthServer;

beforeEach(async () => {
  server = await startHealthServer();
});
afterEach(() => server.stop());

const questions = (url = server.url) =>
  healthQuestions({
    url: new Secret(url),
    intervalMs: 15_000,
    ca: null,
    components: DEFAULT_COMPONENT_NAMES,
    ignored: [],
  });

/** What the endpoint says to a question that nobody else can be asked. */
async function through(id: EvidenceId) {
  const component = componentFor(id, DEFAULT_COMPONENT_NAMES);
  if (component === null) throw new Error(`The endpoint says nothing of ${id}.`);
  const reading = await questions().health?.ask(NO_PARAMETERS, new AbortController().signal);
  if (reading?.outcome !== 'answered') throw new Error('The endpoint did not answer.');
  return judgeThroughHealth(id, component, reading.answer, CONTEXT);
}

describe('health', () => {
  it('says that all is well, or what is not', async () => {
    expect(await asked(questions(), 'health')).toMatchObject({
      value: 'healthy',
      verdict: 'expected',
      sentence: 'All 5 components are well.',
    });
    server.set('redis', 'unhealthy', 'Connection refused');
    const finding = await asked(questions(), 'health');
    expect(finding).toMatchObject({ value: 'unhealthy', verdict: 'unexpected', sentence: 'Not well: redis.' });
    expect(finding.facts).toEqual([{ label: 'redis', value: 'Connection refused' }]);
  });

  it('shows no password of its address', () => {
    const [text] = Object.values(questions('https://watch:secret@app.example.com/health/?full=1&token=abc'));
    expect(text?.text).toBe('GET https://app.example.com/health/?full=1&token=…');
  });

  it('cannot tell an outage from a network without the looks', async () => {
    await server.stop();
    expect(await asked(questions(), 'health')).toMatchObject({ value: 'No answer', verdict: 'unknown' });
    expect(await asked(questions(), 'health', {}, { sourceIsBad: true })).toMatchObject({ verdict: 'unexpected' });
  });
});

describe('what only the endpoint can be asked', () => {
  it('hears an exhausted pool in its words', async () => {
    server.set('database', 'unhealthy', 'FATAL: sorry, too many clients already (100 of 100)');
    expect(await through('postgres-connections')).toMatchObject({
      value: '100 of 100 connections',
      verdict: 'unexpected',
      branch: 'pool-exhausted',
    });
    server.set('database', 'unhealthy', 'could not connect to server');
    expect(await through('postgres-connections')).toMatchObject({ verdict: 'unexpected', branch: 'database-down' });
  });

  it('reads the queue’s length from it', async () => {
    expect(await through('queue-length')).toMatchObject({ value: '3 tasks waiting', verdict: 'expected' });
  });

  it('is well or unwell as the component is', async () => {
    const ids = EVIDENCE_IDS.filter((id) => componentFor(id, DEFAULT_COMPONENT_NAMES) !== null);
    expect(ids).toHaveLength(8);
    for (const id of ids) expect(await through(id), id).toMatchObject({ verdict: 'expected' });
    for (const component of ['database', 'redis', 'document_processing', 'failures']) server.set(component, 'degraded');
    server.set('celery', 'unhealthy', 'No Celery workers responding');
    for (const id of ids.filter((each) => each !== 'queue-length')) {
      expect(await through(id), id).toMatchObject({ verdict: 'unexpected' });
    }
  });
});
