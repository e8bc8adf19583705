import { CustomSetRecord } from '../customSetWork';
import { AssignmentRecord, OperationRecord, SessionRecord } from '../model';
import { Learnt, NOTHING_LEARNT, Situation } from '../situation';

export const NOW = new Date('2026-11-23T12:00:00.000Z');
export const ago = (ms: number) => new Date(NOW.getTime() - ms);
export const ahead = (ms: number) => new Date(NOW.getTime() + ms);
export const MINUTE = 60_000;

export function aSession(over: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: `s${over.number ?? 1}`,
    number: 1,
    version: 1,
    requestId: 'r1',
    assignmentId: 'a1',
    status: 'PROVISIONING',
    user: { ref: 'user:default/dana', displayName: 'Dana' },
    principalId: 'p1',
    account: { id: '111111111111', name: 'prod', entityRef: 'resource:x' },
    permissionSet: { type: 'standard', name: 'ReadOnly', arn: 'arn' },
    setSessionMinutes: 60,
    minutes: 60,
    approvedAt: ago(MINUTE),
    activateBy: ahead(29 * MINUTE),
    credentials: { mode: 'assignment' },
    offHours: false,
    ...over,
  };
}

export const active = (over: Partial<SessionRecord> = {}) =>
  aSession({
    status: 'ACTIVE',
    firstCallAt: ago(20 * MINUTE),
    hardEnd: ahead(50 * MINUTE),
    grantedAt: ago(20 * MINUTE),
    expiresAt: ahead(40 * MINUTE),
    ...over,
  });

export const ending = (over: Partial<SessionRecord> = {}) =>
  active({
    status: 'ENDING',
    endingAt: ago(1_000),
    end: { cause: 'revoked' },
    ...over,
  });

export function anOperation(
  over: Partial<OperationRecord> = {},
): OperationRecord {
  return {
    id: 'o1',
    assignmentId: 'a1',
    kind: 'create',
    status: 'succeeded',
    leaseToken: 1,
    notedAt: ago(20 * MINUTE),
    finishedAt: ago(20 * MINUTE),
    ...over,
  };
}

export function anAssignment(
  over: Partial<AssignmentRecord> = {},
): AssignmentRecord {
  return {
    id: 'a1',
    instanceArn: 'i',
    identityStoreId: 'd',
    region: 'eu-west-1',
    callerAccount: '9',
    accountId: '111111111111',
    permissionSetArn: 'arn',
    principalId: 'p1',
    standing: 'unknown',
    madeByUs: false,
    looksLeft: 0,
    priority: 0,
    attempt: 0,
    leaseToken: 1,
    wakes: 0,
    ...over,
  };
}

export function situation(over: {
  assignment?: Partial<AssignmentRecord>;
  sessions?: SessionRecord[];
  operations?: OperationRecord[];
  customSet?: CustomSetRecord;
  learnt?: Partial<Learnt>;
}): Situation {
  return {
    assignment: anAssignment(over.assignment),
    sessions: over.sessions ?? [],
    operations: over.operations ?? [],
    customSet: over.customSet,
    learnt: { ...NOTHING_LEARNT, ...over.learnt },
    outstanding: 1,
    now: NOW,
  };
}

export const judged = (...ids: string[]) =>
  new Map(ids.map(id => [id, { ok: true as const, minutes: 60 }]));
export const absent = { direct: false, others: false, groups: [] };
export const present = { direct: true, others: false, groups: [] };
export const ours = { madeByUs: true, standing: 'absent' as const };
