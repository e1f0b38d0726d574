import { describe, expect, it } from 'vitest';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';

const channelsIn = (words: string) =>
  parsePlaybook(`# Runbook\n\n## Communication channels\n\n${words}\n`).contacts.channels.map(({ value, url }) => [
    value,
    url,
  ]);

describe('a channel', () => {
  it('is opened where the document links to it', () => {
    expect(channelsIn('- **Slack**: [#incidents](https://team.slack.com/archives/C42) (for responders)')).toEqual([
      ['#incidents', 'https://team.slack.com/archives/C42'],
    ]);
    expect(
      channelsIn(
        '| Channel | Address | Purpose |\n|---|---|---|\n| Slack | [#ops](https://team.slack.com/a/C1) | all |',
      ),
    ).toEqual([['#ops', 'https://team.slack.com/a/C1']]);
  });

  it('is only named where it has no page of the web', () => {
    expect(channelsIn('- **Slack**: #incidents\n- **Email**: [us](mailto:us@example.com)')).toEqual([
      ['#incidents', undefined],
      ['us', undefined],
    ]);
  });
});
