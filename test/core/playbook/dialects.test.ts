import { describe, expect, it } from 'vitest';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { plainText } from '../../../electron/core/playbook/words.ts';
import { allSteps, parseFixture, problemLines } from './fixtures.ts';

describe('a team that writes SEV-1, columns in another order, and headings for steps', () => {
  const playbook = parseFixture('dashed-labels');

  it('has nothing left to report', () => {
    expect(problemLines(playbook)).toEqual([]);
  });

  it('is read by the words of the columns', () => {
    expect(
      playbook.severities.map(({ level, description, responseTime }) => [level, description, responseTime.text]),
    ).toEqual([
      [1, 'Money is lost or wrong', '10 minutes'],
      [2, 'Money is late', '30 min'],
      [3, 'Nobody outside notices', 'half a day (12 h)'],
      [4, 'Cosmetic', 'next working day'],
    ]);
    expect(playbook.contacts.roles[1]).toMatchObject({
      role: 'Payments lead',
      primary: { name: 'Cy Park', phone: '+1 202 555 0103' },
      backup: { name: 'Di Wu', phone: '+1 202 555 0104' },
    });
  });

  it('has a ladder written as a list', () => {
    expect(playbook.ladder.map(({ who, afterMs, severities, flags }) => [who, afterMs, severities, flags])).toEqual([
      ['Duty engineer', 0, [1, 2, 3, 4], []],
      ['Payments lead', 600_000, [1, 2], []],
      ['Head of engineering', 1_500_000, [1], []],
      ['Legal counsel', null, [1, 2, 3, 4], ['breach']],
    ]);
  });

  it('has steps as headings, and code at the margin behind its step', () => {
    const [first, second] = playbook.runbooks;
    expect(first?.title).toBe('Database connection failed');
    expect(first?.steps.map(({ text, evidence }) => [text, evidence])).toEqual([
      ['Is it up?', 'postgres-connections'],
      ['Fail over', undefined],
      ['Tell the bank', undefined],
    ]);
    expect(second?.severities).toEqual([3]);
    expect(second?.steps.map(({ code }) => code.map(({ commandClass }) => commandClass))).toEqual([
      ['read'],
      [],
      ['destroy'],
    ]);
  });

  it('has messages in quotes, a task list, a written-out review, and vendors in a list', () => {
    expect(playbook.templates.map(({ kind, body }) => [kind, body])).toEqual([
      ['initial', 'SEV-{N}: {Title}\nWe are looking.'],
      ['update', '{Title}: still {Status}'],
      ['resolution', '{Title} is over after {Duration}.'],
    ]);
    expect(playbook.initialResponse).toHaveLength(3);
    expect(playbook.postmortem.sections.map(({ title }) => title)).toEqual(['What happened', 'Why', 'Next time']);
    expect(playbook.contacts.vendors).toMatchObject([
      { service: 'Stripe', supportUrl: 'https://support.stripe.com/', statusUrl: 'https://status.stripe.com/' },
      { service: 'Bank', supportUrl: 'https://bank.example/help', statusUrl: 'https://status.bank.example/' },
    ]);
    expect(playbook.contacts.channels.map(({ value }) => value)).toEqual([
      '#payments-fire',
      'https://zoom.example/j/1',
    ]);
    expect(playbook.thresholds).toEqual({ queue_length_warning: 40, queue_length_critical: 80 });
  });
});

describe('a team that counts from P0', () => {
  const playbook = parseFixture('zero-based');

  it('has its P0 as our SEV1 everywhere', () => {
    expect(playbook.severities.map(({ level, name, examples }) => [level, name, examples])).toEqual([
      [1, 'Outage', ['login impossible', 'data loss']],
      [2, 'Major', ['search broken', 'mail stuck']],
      [3, 'Minor', []],
      [4, 'Trivial', []],
    ]);
    expect(
      playbook.severities.map(({ responseTime }) => (responseTime.kind === 'within' ? responseTime.ms : null)),
    ).toEqual([300_000, 1_800_000, 28_800_000, null]);
    expect(playbook.runbooks.map(({ severities }) => severities)).toEqual([[2], [2]]);
  });

  it('has a ladder in a table whose times add up', () => {
    expect(playbook.ladder.map(({ who, afterMs, severities }) => [who, afterMs, severities])).toEqual([
      ['First line', 0, [1, 2, 3, 4]],
      ['Second line', 1_200_000, [1, 2]],
      ['VP Platform', 2_400_000, [1]],
    ]);
  });

  it('has runbooks in a group, their fields in tables, their steps in bullets or prose', () => {
    const [gone, full] = playbook.runbooks;
    expect(gone).toMatchObject({ title: 'Redis is gone', trigger: 'no PONG for a minute' });
    expect(gone?.alerts.map(({ name }) => name)).toEqual(['Redis connection failed']);
    expect(gone?.steps[0]).toMatchObject({ evidence: 'redis-ping' });
    expect(gone?.steps[0]?.details.map(plainText)).toEqual(['A healthy one says PONG.']);
    expect(full?.alerts.map(({ name }) => name)).toEqual(['Redis Memory Full']);
    expect(full?.steps.map(({ text, evidence }) => [text, evidence])).toEqual([
      ['Look at the memory first.', 'redis-memory'],
      ['Then make room. Never do this on the broker:', undefined],
    ]);
    expect(playbook.initialResponse[0]?.children).toHaveLength(2);
  });

  it('has people in lists and thresholds in YAML', () => {
    expect(
      playbook.contacts.roles.map(({ role, primary, backup }) => [role, primary.name, primary.phone, backup.name]),
    ).toEqual([
      ['First line', 'the rota', '+1 202 555 0110', null],
      ['Second line', 'Ina Fox', '+1 202 555 0111', 'Jo Dee'],
      ['VP Platform', 'Kai Moe', '+1 202 555 0113', null],
    ]);
    expect(playbook.thresholds).toEqual({ queue_length_warning: 10, queue_length_critical: 20 });
  });

  it('hears of what was not understood', () => {
    expect(problemLines(playbook)).toContain('105 warning “disk_used_critical” is not a threshold this app knows.');
    expect(problemLines(playbook)).toContain('108 warning This code block under “Settings” was not understood.');
    expect(playbook.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a team that writes prose', () => {
  const playbook = parseFixture('prose');

  it('has a ladder in sentences, which stay as a note', () => {
    expect(playbook.ladder.map(({ who, afterMs, severities, flags }) => [who, afterMs, severities, flags])).toEqual([
      ['on-call engineer', 0, [1, 2, 3, 4], []],
      ['Engineering Lead', 900_000, [1, 2], []],
      ['CTO', 1_800_000, [1], []],
      ['Legal Team', null, [1, 2, 3, 4], ['breach']],
    ]);
    expect(playbook.notes.map(({ section }) => section)).toContain('Escalation');
  });

  it('has severities in a list, steps in headings and paragraphs, people in lines', () => {
    expect(playbook.severities.map(({ level, name }) => [level, name])).toEqual([
      [1, 'Critical'],
      [2, 'High'],
      [3, 'Medium'],
      [4, 'Low'],
    ]);
    expect(playbook.initialResponse.map(({ text }) => text)).toEqual(['Own it', 'Say it']);
    expect(playbook.runbooks.map(({ steps }) => steps.length)).toEqual([2, 1]);
    expect(playbook.runbooks[0]?.severities).toEqual([1]);
    expect(playbook.contacts.roles.map(({ role, primary }) => [role, primary.name, primary.phone])).toEqual([
      ['On-call engineer', 'Lea Moss', '+1 202 555 0120'],
      ['Engineering Lead', 'Max Orr', '+1 202 555 0121'],
      ['CTO', 'Nia Poe', null],
    ]);
  });

  it('hears of the glossary, but not of what it asked to be left alone', () => {
    expect(problemLines(playbook)).toContain('51 warning The section “Glossary” was not understood.');
    expect(problemLines(playbook)).toContain('49 error CTO: no telephone number.');
    expect(playbook.problems.filter(({ line }) => line > 51)).toEqual([]);
  });
});

describe('a team that mixes everything', () => {
  const playbook = parseFixture('loose');

  it('is understood where a careful reader would', () => {
    expect(playbook.severities.map(({ level, responseTime }) => [level, responseTime.kind])).toEqual([
      [1, 'within'],
      [2, 'within'],
      [3, 'within'],
      [4, 'unknown'],
    ]);
    expect(playbook.ladder.map(({ level, who, afterMs }) => [level, who, afterMs])).toEqual([
      [1, 'Support desk', 0],
      [2, 'Shop lead', 1_200_000],
      [3, 'Owner', 5_400_000],
    ]);
    expect(playbook.runbooks[0]).toMatchObject({
      title: 'Disk full',
      severities: [2],
      trigger: 'writes fail, the graph is flat',
    });
    expect(playbook.runbooks[0]?.notes.map(plainText)).toEqual(['Owner: storage team']);
    expect(allSteps(playbook.runbooks[0]?.steps ?? []).map(({ text }) => text)).toEqual([
      'Diagnose',
      'Which disk?',
      'Whose files?',
      'Mitigate',
    ]);
    expect(playbook.contacts.roles[0]).toMatchObject({
      primary: { name: 'Ola Vik', phone: '+1 202 555 0130' },
      backup: { name: 'Pia Wolf' },
    });
    expect(playbook.contacts.channels.map(({ kind, value }) => [kind, value])).toEqual([
      ['Slack', '#shop-fire'],
      ['Phone bridge', '+1 202 555 0139'],
    ]);
    expect(playbook.environment.map(({ name, value }) => [name, value])).toEqual([
      ['SHOP_URL', ''],
      ['SHOP_API_TOKEN', ''],
      ['ALERT_CHANNELS', 'email,slack'],
    ]);
    expect(playbook.schedule).toMatchObject([{ name: 'looks', task: 'shop.look', everyMs: 300_000 }]);
    expect(playbook.thresholds).toEqual({ task_age_warning: 60 });
    expect(playbook.postmortem.sections.map(({ title }) => title)).toEqual(['Facts', 'Feelings']);
  });

  it('hears of the rest, line by line', () => {
    expect(problemLines(playbook)).toEqual(
      expect.arrayContaining([
        '8 info In this table the column “Comms every” is not used.',
        '13 error SEV4 names no response time that can be counted down.',
        '14 warning “Prio 5” is not understood as one of the severities 1 to 4.',
        '68 error The runbook “Nothing known yet” has no steps.',
        '73 error Shop lead: the primary is “TBC”.',
        '75 warning This contact was not understood.',
        '92 warning SHOP_API_TOKEN looks like a credential; its value was not kept. Take it out of the document.',
        '97 warning task_age_critical cannot be -1: it was left at its default.',
        '110 warning The section “House rules” was not understood.',
      ]),
    );
  });
});

describe('smaller habits', () => {
  it.each([
    ['Sev1/2', [1, 2]],
    ['SEV1-SEV3', [1, 2, 3]],
    ['P1 or P2', [1, 2]],
    ['Severity 3', [3]],
    ['High', [2]],
    ['all severities', [1, 2, 3, 4]],
    ['SEV2 (Critical) / SEV3 (Warning)', [2, 3]],
    ['S3', [3]],
    ['none', []],
  ])('reads the severity %s', (written, severities) => {
    const [runbook] = parsePlaybook(`# Runbooks\n\n## A b\n\nAlert: X y\nSeverity: ${written}\n\n1. go`).runbooks;
    expect(runbook?.severities).toEqual(severities);
  });

  it('finds runbooks in a document that has nothing else', () => {
    const playbook = parseFixture('bare-runbooks');
    expect(playbook.runbooks.map(({ title, steps }) => [title, steps.length])).toEqual([
      ['Disk full', 2],
      ['Certificate expired', 1],
    ]);
    expect(problemLines(playbook)).toContain('1 error No escalation path: who is called, and when.');
  });

  it('finds a runbook outside any list of runbooks by its alert', () => {
    const { runbooks } = parsePlaybook('# Guide\n\n## Storage\n\n### Full\n\n**Alert:** `Disk full`\n\n1. Look\n');
    expect(runbooks.map(({ title }) => title)).toEqual(['Full']);
  });

  it('keeps the ids of steps through changes of case, punctuation and markup', () => {
    const ids = (step: string) =>
      parsePlaybook(`# Runbooks\n## A\n1. ${step}\n2. Other`).runbooks[0]?.steps.map(({ id }) => id);
    expect(ids('Check **the** queue!')).toEqual(ids('check the `queue`'));
    expect(ids('Other')).toEqual(['other', 'other-2']);
    expect(ids('Other 2\n1. Other')).toEqual(['other-2', 'other', 'other-3']);
  });

  it('reads Windows line ends, a byte order mark and a title without end the same', () => {
    const text = '# Runbooks\n\n## A\n\n1. Look\n';
    const { notes, ...plain } = parsePlaybook(text);
    expect(parsePlaybook(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual({ ...plain, notes });
  });

  it('keeps code that its author let slip to the margin inside a list', () => {
    const [runbook] = parsePlaybook('# Runbooks\n## A\n1. One\n   ```bash\ndf -h\n   ```\n2. Two\n').runbooks;
    expect(runbook?.steps.map(({ text, code }) => [text, code.map((each) => each.text)])).toEqual([
      ['One', ['df -h']],
      ['Two', []],
    ]);
  });

  it('adds nothing to a section that refers to an address defined elsewhere', () => {
    const playbook = parsePlaybook(
      '# Runbooks\n## A\n1. See [the log][log]\n\n# Other\n\nText\n[log]: https://log.example/\n',
    );
    expect(playbook.runbooks[0]?.steps[0]?.links.map(({ href }) => href)).toEqual(['https://log.example/']);
    expect(playbook.runbooks[0]?.notes).toEqual([]);
  });

  it('reports a code block that is never closed', () => {
    expect(problemLines(parsePlaybook('# Runbooks\n## A\n1. One\n\n```\nrest\n## B\n'))).toContain(
      '5 warning This code block is never closed: everything after it was read as code.',
    );
  });
});
