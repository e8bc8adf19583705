import { z } from 'zod/v4';
import { LONGEST_LAG } from '../world/history';

/**
 * What can go wrong with a call:
 * - `throttle`, `error` (500), `access-denied`, `conflict`: refused at once
 * - `unprocessable`: a policy check says that it cannot analyse the policy
 * - `outage`: every call answers 503
 * - `latency`: answered after `latencyMs` of real time
 * - `drop`: the connection closes before anything is done
 * - `drop-after`: it is done, and the answer is lost
 * - `late`: the answer is lost, nothing shows, and it is done `landsAfterMs` later
 * - `fail-async`: accepted, and FAILED in the end with `message`
 * - `lag`: a list shows what was so `lagMs` ago
 * - `status-lag`: for `lagMs` after the write, its request id is not found
 */
export const FAULT_KINDS = [
  'throttle',
  'error',
  'access-denied',
  'conflict',
  'latency',
  'drop',
  'drop-after',
  'late',
  'fail-async',
  'lag',
  'status-lag',
  'unprocessable',
  'outage',
] as const;

/** @public */
export type FaultKind = (typeof FAULT_KINDS)[number];

export const SERVICES = [
  'sso-admin',
  'identitystore',
  'organizations',
  'iam',
  'sts',
  'access-analyzer',
] as const;

export const MINUTE = 60_000;

/** The times a fault may carry, in milliseconds. */
export const faultTimes = {
  latencyMs: z.number().int().positive().max(MINUTE).optional(),
  landsAfterMs: z.number().int().positive().max(LONGEST_LAG).optional(),
  lagMs: z.number().int().positive().max(LONGEST_LAG).optional(),
};

const WRITES = /^(Create|Delete|Update|Put|Attach|Detach|Provision|Tag|Untag)/;

export const isWrite = (operation: string) => WRITES.test(operation);

// Kinds that are not for every operation; the others hit any call
const AFFECTED: Partial<Record<FaultKind, RegExp>> = {
  conflict: WRITES,
  unprocessable: /^CheckAccessNotGranted$/,
  late: /^(Create|Delete)AccountAssignment$/,
  'fail-async': /^((Create|Delete)AccountAssignment|ProvisionPermissionSet)$/,
  // A set cannot be deleted while AWS still believes it is provisioned
  lag: /^(ListAccountAssignments(ForPrincipal)?|ListAccountsForProvisionedPermissionSet|ListPermissionSetsProvisionedToAccount|DeletePermissionSet)$/,
  'status-lag':
    /^Describe(AccountAssignmentCreation|AccountAssignmentDeletion|PermissionSetProvisioning)Status$/,
};

export function canAffect(kind: FaultKind, operation: string): boolean {
  return AFFECTED[kind]?.test(operation) ?? true;
}
