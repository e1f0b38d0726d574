import type { RunningTask, WorkerReply } from '../../core/checks/celery-answer.ts';

/** Something somebody else sent: nothing in it is believed. */
type Fields = Readonly<Record<string, unknown>>;

export interface Message {
  readonly headers: Fields;
  readonly body: Fields;
}

/** What kombu puts into a list or a channel: an envelope, and the body in it. null: it is not that, or not JSON. */
export function readMessage(text: string): Message | null {
  const envelope = parsed(text);
  if (envelope === null || typeof envelope.body !== 'string') return null;
  const encoding = fields(envelope.properties)?.body_encoding;
  const body = parsed(encoding === 'base64' ? Buffer.from(envelope.body, 'base64').toString('utf8') : envelope.body);
  return body === null ? null : { headers: fields(envelope.headers) ?? {}, body };
}

/** One worker's reply: its name, and what it runs. Arguments are dropped here; nothing behind this has seen them. */
export function workerReplies({ body }: Message): readonly WorkerReply[] {
  return Object.entries(body).map(([worker, told]) => ({
    worker,
    tasks: Array.isArray(told) ? told.flatMap((task) => runningTask(fields(task)) ?? []) : [],
  }));
}

function runningTask(task: Fields | null): RunningTask | null {
  if (task === null || typeof task.id !== 'string' || typeof task.name !== 'string') return null;
  const { id, name, time_start: started } = task;
  return { id, name, startedSeconds: typeof started === 'number' && Number.isFinite(started) ? started : null };
}

/** The envelope of a question to all workers, as Celery's own remote control writes it. */
export function question(parts: {
  readonly method: 'active' | 'ping';
  readonly ticket: string;
  readonly tag: string;
  readonly exchange: string;
  readonly replyExchange: string;
  readonly replyKey: string;
  /** After this, in s since 1970, nobody waits for an answer. */
  readonly expiresSeconds: number;
}): string {
  const body = {
    method: parts.method,
    arguments: {},
    destination: null,
    pattern: null,
    matcher: null,
    ticket: parts.ticket,
    reply_to: { exchange: parts.replyExchange, routing_key: parts.replyKey },
  };
  return JSON.stringify({
    body: Buffer.from(JSON.stringify(body)).toString('base64'),
    'content-encoding': 'utf-8',
    'content-type': 'application/json',
    headers: { clock: 1, expires: parts.expiresSeconds },
    properties: {
      delivery_mode: 2,
      delivery_info: { exchange: parts.exchange, routing_key: '' },
      priority: 0,
      body_encoding: 'base64',
      delivery_tag: parts.tag,
    },
  });
}

function parsed(text: string): Fields | null {
  try {
    return fields(JSON.parse(text));
  } catch {
    return null;
  }
}

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}
