import { openMessageHouse } from './message-house.ts';

/** `node sender.ts FOLDER WEBHOOK_PORT SMTP_PORT`: sends one message to Slack, says `queued`, and lives on. */
const [folder = '', webhook, smtp] = process.argv.slice(2);
const { house, handlers } = await openMessageHouse(folder, { webhook: Number(webhook), smtp: Number(smtp) });
const slack = house.messages.channels.find(({ kind }) => kind === 'slack');
await handlers.sendMessage({
  commandId: 'click-1',
  incidentId: 'inc-1',
  template: 'initial',
  channel: 'slack',
  readers: slack?.readers ?? '',
  text: 'Before the crash',
});
process.stdout.write('queued\n');
setInterval(() => undefined, 1000);
