import type { AlertKey } from '../alerts/alert.ts';
import type { EvidenceId } from '../playbook/model.ts';

/** What a question may be about. It comes from the incident's own alerts, never from a document. */
export interface EvidenceParameters {
  /** As the audit table has it. */
  readonly userId: string | null;
  /** Our digest of an address: the address itself stays in the database. */
  readonly addressId: string | null;
}

export const NO_PARAMETERS: EvidenceParameters = { userId: null, addressId: null };

/** An integer or a UUID, as Django makes them. */
const USER_ID = /^(?:\d{1,19}|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12})$/iu;
const ADDRESS_ID = /^[0-9a-f]{8}$/u;

const RULES = { downloads: 'download-activity', address: 'multiple-users-same-ip' } as const;

/** `RULE/INSTANCE` of the alerts tells whom they are about; what has not the shape of an id counts as nothing. */
export function parametersOf(alertKeys: readonly AlertKey[]): EvidenceParameters {
  return {
    userId: instance(alertKeys, RULES.downloads, USER_ID),
    addressId: instance(alertKeys, RULES.address, ADDRESS_ID),
  };
}

function instance(keys: readonly AlertKey[], ruleId: string, shape: RegExp): string | null {
  const key = keys.find((each) => each.startsWith(`${ruleId}/`));
  const id = key?.slice(ruleId.length + 1) ?? '';
  return shape.test(id) ? id : null;
}

/** What a question lacks, in one sentence; null where it lacks nothing. */
export function lacking(id: EvidenceId, { userId, addressId }: EvidenceParameters): string | null {
  if (id === 'downloads-of-user' && userId === null) {
    return 'This question is about one user, and no alert of this incident names one.';
  }
  if (id === 'users-of-address' && addressId === null) {
    return 'This question is about one address, and no alert of this incident names one.';
  }
  return null;
}
