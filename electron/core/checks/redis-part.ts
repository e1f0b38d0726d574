import { type Look, unknown } from '../look.ts';
import type { Failure } from '../source.ts';
import type { Fact } from './check.ts';

/** What a check says that could not be measured. `rule`: what our account lacks, in the language of Redis' ACL. */
export function notAnswered(failure: Failure, rule: string): { look: Look; facts: readonly Fact[] } {
  switch (failure.kind) {
    case 'grant': {
      const fix = aclFix(rule);
      const reason = `${failure.message} As an administrator: ${fix}`;
      return { look: unknown('grant', reason), facts: [{ label: 'ACL', value: fix }] };
    }
    case 'missing':
      return { look: unknown('configuration', failure.message), facts: [] };
    case 'cannot-ask':
      return { look: unknown('dependency', failure.message), facts: [] };
    case 'timeout':
      return { look: unknown('busy', failure.message), facts: [] };
    default:
      return { look: unknown('malformed', failure.message), facts: [] };
  }
}

/** For an administrator to run; `sevlight` stands for our account, as in docs/redis-acl.md. */
export function aclFix(rule: string): string {
  return `ACL SETUSER sevlight ${rule}`;
}
