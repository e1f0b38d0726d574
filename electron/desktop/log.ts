import { inspect } from 'node:util';
import electronLog from 'electron-log/node.js';
import { redact } from '../core/redact.ts';

/** For whoever mends Sevlight. Never a credential, never a person's data. */
export interface Log {
  info(text: string, ...details: readonly unknown[]): void;
  warn(text: string, ...details: readonly unknown[]): void;
  error(text: string, ...details: readonly unknown[]): void;
}

const LARGEST_BYTES = 1_000_000;
const LONGEST_LINE = 10_000;

/** Logs to `file` (and one older file beside it), and to standard error where `echo`. */
export function createLog(file: string, echo: boolean): Log {
  const log = electronLog.create({ logId: file });
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.maxSize = LARGEST_BYTES;
  log.transports.file.format = '{iso} {level} {text}';
  log.transports.console.level = echo ? 'info' : false;
  const line = (text: string, details: readonly unknown[]) =>
    redact([text, ...details.map((detail) => inspect(detail, { depth: 4, breakLength: 120 }))].join(' ')).slice(
      0,
      LONGEST_LINE,
    );
  return {
    info: (text, ...details) => log.info(line(text, details)),
    warn: (text, ...details) => log.warn(line(text, details)),
    error: (text, ...details) => log.error(line(text, details)),
  };
}
