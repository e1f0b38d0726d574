import type { RefusalCode } from './contract.ts';

/** A command that is understood but not done, for a reason the person is told. Anything else thrown is our mistake. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}
