import { describe, expect, it } from 'vitest';
import { DOWN } from './night.ts';
import { aNightWithATeam } from './team.ts';

const MINUTE = 60;
type Night = ReturnType<typeof aNightWithATeam>;

/** Ten minutes into an outage that somebody owns, five minutes are given to a restart of the pool. */
function restarting(): Night {
  const night = aNightWithATeam();
  night.world('postgres', { database: DOWN });
  night.pass(2 * MINUTE);
  night.acknowledge();
  night.updateGiven();
  night.pass(8 * MINUTE);
  const payload = { list: 'database', stepId: 'restart', text: 'Restart the pool', forMs: 5 * MINUTE * 1000 };
  night.say([{ type: 'step-timed', payload, incidentId: night.incident().id }]);
  return night;
}

const told = (night: Night): readonly string[] => night.notices().filter((line) => line.endsWith('time is over'));
const ONCE = '[SEV1] Database connection failed: time is over';

describe('a step that was given five minutes', () => {
  it('is told when they are over, once, and the ladder is told beside it', () => {
    const night = restarting();
    night.pass(10 * MINUTE);
    expect(night.notices().slice(1)).toEqual([
      `15:00 ${ONCE}`,
      '15:30 [SEV1] Database connection failed: escalate now',
    ]);
    // It stands beside the incident's own notice, whose place the next one takes.
    expect(night.intended('deadline')[0]?.replaces).toBe(night.intended('alarm')[0]?.noticeId);
    expect(night.intended('time-box')[0]?.body).toBe(
      'Restart the pool\nIts 5 min are over. Go on, or try something else?',
    );
  });

  it('is told at the wake when they ran out asleep', () => {
    const night = restarting();
    night.sleep(6 * MINUTE);
    expect(told(night)).toEqual([`16:00 ${ONCE}`]);
    night.pass(10 * MINUTE);
    expect(told(night)).toHaveLength(1);
  });

  it('is told after a restart when they ran out meanwhile, and not again after the next', () => {
    const night = restarting();
    night.restart(6 * MINUTE);
    night.pass(MINUTE);
    expect(told(night)).toEqual([`16:00 ${ONCE}`]);
    night.restart();
    night.pass(5 * MINUTE);
    expect(told(night)).toHaveLength(1);
  });

  it('is told although all is muted: whoever set the time waits for it', () => {
    const night = restarting();
    const untilWallMs = night.now().wallMs + 3_600_000;
    night.say([{ type: 'muted', payload: { target: { kind: 'all' }, untilWallMs, reason: null }, incidentId: null }]);
    night.pass(10 * MINUTE);
    expect(told(night)).toHaveLength(1);
  });

  it('is told again when it was given time again, and not when it is done before', () => {
    const night = restarting();
    night.pass(6 * MINUTE);
    const { id: incidentId } = night.incident();
    const step = { list: 'database', stepId: 'restart', text: 'Restart the pool' };
    night.say([{ type: 'step-timed', payload: { ...step, forMs: 5 * MINUTE * 1000 }, incidentId }]);
    night.pass(6 * MINUTE);
    expect(told(night)).toHaveLength(2);
    night.say([{ type: 'step-timed', payload: { ...step, forMs: 5 * MINUTE * 1000 }, incidentId }]);
    night.say([{ type: 'step-done', payload: step, incidentId }]);
    night.pass(6 * MINUTE);
    expect(told(night)).toHaveLength(2);
  });
});
