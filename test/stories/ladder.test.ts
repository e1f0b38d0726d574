import { describe, expect, it } from 'vitest';
import { bad } from '../../electron/core/look.ts';
import { DOWN, UP } from './night.ts';
import { aNightWithATeam } from './team.ts';

const MINUTE = 60;

describe('the ladder, told as the night’s log', () => {
  it('acknowledged in time: the lead is called at 15 min, updates are given, it ends', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(2 * MINUTE);
    night.acknowledge();
    night.pass(4 * MINUTE);
    night.updateGiven();
    night.pass(10 * MINUTE);
    night.called(2);
    night.pass(10 * MINUTE);
    night.world('postgres', { database: UP });
    night.pass(2 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      02:00 Acknowledged
      02:00 Done: Acknowledge it
      06:00 Update given in another way
      06:00 Done: Communicate what is known
      15:30 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      16:00 Called Ana Ruiz (L2)
      27:00 Database connection failed is over: answered
      27:00 Resolved: answered
      27:00 Done: Resolve it
      27:00 >> [SEV1] Database connection failed: resolved
      "
    `);
  });

  it('nobody answers: primary, backup, then the next level at once', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.pass(MINUTE);
    night.updateGiven();
    night.pass(14 * MINUTE);
    night.noAnswer(2);
    night.pass(MINUTE);
    night.noAnswer(2);
    night.pass(MINUTE);
    night.called(3);
    night.pass(15 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      01:00 Acknowledged
      01:00 Done: Acknowledge it
      02:00 Update given in another way
      02:00 Done: Communicate what is known
      15:30 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      16:00 Ana Ruiz (L2) did not answer. Next: Bo Lind
      17:00 Bo Lind (L2) did not answer. Next: the next level
      17:00 >> [SEV1] Database connection failed: escalate now | Call Cy Ward, +1 202 555 0103, because nobody answered on L2.
      18:00 Called Cy Ward (L3)
      32:00 >> [SEV1] Database connection failed: update due | An update is due: stakeholders of a SEV1 hear from you every 30 min.
      "
    `);
  });

  it('SEV3: no ladder and no updates, only the response within 4 h', () => {
    const night = aNightWithATeam(Date.UTC(2026, 0, 13, 9, 0));
    night.world('redis', { queue_length: 63 });
    night.pass(250 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      02:00 Incident opened: [SEV3] Task Queue Backlog Warning
      02:00 >> [SEV3] Task Queue Backlog Warning
      62:00 >> [SEV3] Task Queue Backlog Warning: nobody owns this
      122:00 >> [SEV3] Task Queue Backlog Warning: nobody owns this
      182:00 >> [SEV3] Task Queue Backlog Warning: nobody owns this
      242:00 >> [SEV3] Task Queue Backlog Warning: response overdue
      "
    `);
  });

  it('breach: legal is called at once, whatever the severity, and SEV1 follows', () => {
    const night = aNightWithATeam(Date.UTC(2026, 0, 13, 9, 0));
    night.world('postgres', { downloads_per_hour: [{ id: '4711', label: 'user 4711', value: 300 }] });
    night.pass(3 * MINUTE);
    night.acknowledge();
    night.flag('an even rhythm, all night');
    night.pass(30);
    night.called(4);
    night.raise(1, 'proposed by the breach flag');
    night.pass(16 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      02:00 Incident opened: [SEV2] Anomalous Download Activity
      02:00 >> [SEV2] Anomalous Download Activity
      03:00 Acknowledged
      03:00 Done: Acknowledge it
      03:00 Data breach flag raised: an even rhythm, all night
      03:00 >> [SEV2] Anomalous Download Activity: escalate now | Call Di Moss, +1 202 555 0104, because data may be in the wrong hands.
      03:30 Called Di Moss (L4)
      03:30 Severity SEV2 to SEV1: proposed by the breach flag
      03:30 Done: Assess the severity
      08:00 >> [SEV1] Anomalous Download Activity: update due | An update is due: stakeholders hear from you within 5 min of your acknowledgement.
      18:30 >> [SEV1] Anomalous Download Activity: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      "
    `);
  });

  it('severity raised midway: the clocks count from there', () => {
    const night = aNightWithATeam();
    night.world('redis', { redis: bad('Redis does not answer') });
    night.pass(5 * MINUTE);
    night.acknowledge();
    night.updateGiven();
    night.pass(5 * MINUTE);
    night.raise(1, 'nobody can log in');
    night.pass(31 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:45 Incident opened: [SEV2] Redis connection failed
      00:45 >> [SEV2] Redis connection failed
      05:00 Acknowledged
      05:00 Done: Acknowledge it
      05:00 Update given in another way
      05:00 Done: Communicate what is known
      10:00 Severity SEV2 to SEV1: nobody can log in
      10:00 Done: Assess the severity
      25:00 >> [SEV1] Redis connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      35:00 >> [SEV1] Redis connection failed: update due | An update is due: stakeholders of a SEV1 hear from you every 30 min.
      40:00 Acknowledgement ended. Nobody has touched it for 30 minutes.
      40:00 >> [SEV1] Redis connection failed: escalate now | Call Cy Ward, +1 202 555 0103, because SEV1 is unresolved for 30 min.
      "
    `);
  });

  it('sleep over a deadline: it is told once after the looks are sure', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.sleep(20 * MINUTE);
    night.pass(4 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      01:00 Acknowledged
      01:00 Done: Acknowledge it
      21:00 This computer slept for 20 min
      23:00 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min. | An update is due: stakeholders hear from you within 5 min of your acknowledgement.
      "
    `);
  });

  it('restart over a deadline: as if it had run on', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.updateGiven();
    night.restart(16 * MINUTE);
    night.pass(4 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      01:00 Acknowledged
      01:00 Done: Acknowledge it
      01:00 Update given in another way
      01:00 Done: Communicate what is known
      19:00 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      "
    `);
  });

  it('two incidents at once stay apart', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(5 * MINUTE);
    night.acknowledge();
    night.updateGiven();
    night.world('celery', { celery_workers: bad('no worker answers') });
    night.pass(12 * MINUTE);
    night.called(2);
    night.pass(8 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      05:00 Acknowledged
      05:00 Done: Acknowledge it
      05:00 Update given in another way
      05:00 Done: Communicate what is known
      07:00 Incident opened: [SEV2] Celery Workers Critical
      07:00 >> [SEV2] Celery Workers Critical
      15:30 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      17:00 Called Ana Ruiz (L2)
      22:00 >> [SEV2] Celery Workers Critical: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV2 is unresolved for 15 min.
      "
    `);
  });

  it('a clock set an hour ahead moves no deadline', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.updateGiven();
    night.pass(5 * MINUTE);
    night.moveClock(60 * MINUTE);
    night.pass(10 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      01:00 Acknowledged
      01:00 Done: Acknowledge it
      01:00 Update given in another way
      01:00 Done: Communicate what is known
      06:00 This computer’s clock was set 60 min ahead; deadlines run on unmoved
      15:30 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      "
    `);
  });

  it('nobody wakes: it says so again and again, and names each level when it is due', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(32 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      05:30 >> [SEV1] Database connection failed: nobody owns this
      10:30 >> [SEV1] Database connection failed: nobody owns this
      15:30 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      20:30 >> [SEV1] Database connection failed: nobody owns this
      25:30 >> [SEV1] Database connection failed: nobody owns this
      30:30 >> [SEV1] Database connection failed: escalate now | Call Cy Ward, +1 202 555 0103, because SEV1 is unresolved for 30 min.
      "
    `);
  });

  it('SEV4 on a Friday evening: nobody is called, and it may wait until Monday', () => {
    const night = aNightWithATeam(Date.UTC(2026, 0, 16, 18, 0));
    night.world('postgres', { task_timeouts: 1 });
    night.pass(3 * MINUTE);
    night.sleep(64 * 60 * MINUTE);
    night.pass(8 * 60 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      02:00 Incident opened: [SEV4] Task Timeout
      02:00 >> [SEV4] Task Timeout
      3843:00 This computer slept for 64 h 00 min
      4260:00 >> [SEV4] Task Timeout: response overdue
      "
    `);
  });

  it('a flag raised while the computer then sleeps: legal is called before it does, and not again', () => {
    const night = aNightWithATeam();
    night.world('postgres', { downloads_per_hour: [{ id: '4711', label: 'user 4711', value: 300 }] });
    night.pass(3 * MINUTE);
    night.acknowledge();
    night.flag('an even rhythm, all night');
    night.sleep(10 * MINUTE);
    night.pass(3 * MINUTE);
    night.restart(30);
    night.pass(3 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      02:00 Incident opened: [SEV2] Anomalous Download Activity
      02:00 >> [SEV2] Anomalous Download Activity
      03:00 Acknowledged
      03:00 Done: Acknowledge it
      03:00 Data breach flag raised: an even rhythm, all night
      03:00 >> [SEV2] Anomalous Download Activity: escalate now | Call Di Moss, +1 202 555 0104, because data may be in the wrong hands.
      13:00 This computer slept for 10 min
      15:00 >> [SEV2] Anomalous Download Activity: update due | An update is due: stakeholders hear from you within 5 min of your acknowledgement.
      18:30 >> [SEV2] Anomalous Download Activity: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV2 is unresolved for 15 min.
      "
    `);
  });

  it('a clock set an hour back moves no deadline either', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.updateGiven();
    night.pass(5 * MINUTE);
    night.moveClock(-60 * MINUTE);
    night.restart(30);
    night.pass(10 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:30 Incident opened: [SEV1] Database connection failed
      00:30 >> [SEV1] Database connection failed
      01:00 Acknowledged
      01:00 Done: Acknowledge it
      01:00 Update given in another way
      01:00 Done: Communicate what is known
      06:00 This computer’s clock was set 60 min back; deadlines run on unmoved
      15:30 >> [SEV1] Database connection failed: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      "
    `);
  });
});
