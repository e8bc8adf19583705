import { CallFact, Key, Violation } from '../words';

export interface AuditFact {
  id: string;
  /** Milliseconds of the store's clock. */
  at: number;
  type: string;
  requestId?: string;
  sessionId?: string;
  operationId?: string;
}

export interface OperationFact {
  id: string;
  kind: 'create' | 'delete';
  status: string;
  key: Key;
  awsRequestId?: string;
}

const FINISHED = ['refused', 'failed', 'succeeded', 'lost'];
const EVENT_OF_FINAL: Record<string, string> = {
  ENDED: 'session.ended',
  REVOKED: 'session.revoked',
  FAILED: 'session.failed',
};
const BEGIN_OF_END = [
  'session.ending',
  'session.revoke-requested',
  'session.release-requested',
];
const OPERATION_OF = {
  CreateAccountAssignment: 'create',
  DeleteAccountAssignment: 'delete',
} as const;

function grouped<T>(items: readonly T[], of: (item: T) => string | undefined) {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const key = of(item);
    if (key === undefined) continue;
    const group = map.get(key);
    if (group) group.push(item);
    else map.set(key, [item]);
  }
  return map;
}

/** Each change has its intent on record first, and its answer after. */
function intentsAndAnswers(
  events: readonly AuditFact[],
  operations: readonly OperationFact[],
): Violation[] {
  const told = grouped(events, one => one.operationId);
  return operations.flatMap(({ id, kind, status }) => {
    const [first, ...rest] = told.get(id) ?? [];
    const violations: string[] = [];
    if (first?.type !== `aws.${kind}-noted`) {
      violations.push(`begins with ${first?.type ?? 'nothing'}`);
    }
    if (!FINISHED.includes(status)) violations.push(`is still ${status}`);
    else if (rest.at(-1)?.type !== `aws.${kind}-${status}`) {
      violations.push(`is ${status}, and the record ends otherwise`);
    }
    return violations.map(what => ({
      rule: 'intent-and-answer',
      what: `The ${kind} ${id} ${what}`,
    }));
  });
}

const NOTED = /^aws\.(.+)-noted$/;
const CLOSED =
  /^aws\.(.+)-(done|written|succeeded|failed|refused|lost|resolved)$/;

/** No intent of any kind stays open, and none is answered that was not noted. */
function intentsAreClosed(events: readonly AuditFact[]): Violation[] {
  const open = new Map<string, string>();
  const problems: string[] = [];
  for (const { id, type, operationId = `event ${id}` } of events) {
    const noted = NOTED.exec(type)?.[1];
    const closed = CLOSED.exec(type)?.[1];
    if (noted !== undefined) open.set(operationId, noted);
    if (closed === undefined) continue;
    if (open.get(operationId) === closed) open.delete(operationId);
    else problems.push(`${type} ${operationId} answers nothing that is open`);
  }
  open.forEach((what, id) => problems.push(`The ${what} ${id} is still open`));
  return problems.map(what => ({ rule: 'intent-and-answer', what }));
}

/** What AWS accepted is what was noted: no change came from nowhere. */
function changesAreNoted(
  calls: readonly CallFact[],
  operations: readonly OperationFact[],
): Violation[] {
  const noted = grouped(operations, one => `${one.kind} ${one.key}`);
  const sent = grouped(calls, call => {
    const kind = OPERATION_OF[call.operation as keyof typeof OPERATION_OF];
    return kind && `${kind} ${call.key}`;
  });
  return [...sent]
    .filter(([what, all]) => all.length > (noted.get(what)?.length ?? 0))
    .map(([what, all]) => ({
      rule: 'noted-first',
      what: `AWS was sent ${all.length} times "${what}", and ${
        noted.get(what)?.length ?? 0
      } are on record`,
    }));
}

/** The chapters of one session, in the order in which they have to come. */
function storyProblem(
  story: readonly AuditFact[],
  status: string,
): string | undefined {
  const types = story.map(({ type }) => type);
  const final = EVENT_OF_FINAL[status];
  const finals = types.filter(one =>
    Object.values(EVENT_OF_FINAL).includes(one),
  );
  if (finals.length !== 1 || finals[0] !== final) {
    return `is ${status}, and the record says ${
      finals.join(', ') || 'nothing'
    }`;
  }
  const order = [
    types.indexOf('session.activated'),
    types.findIndex(one => BEGIN_OF_END.includes(one)),
    types.indexOf(final),
  ];
  const [activated, ending, ended] = order;
  if (ending < 0 || ending > ended || activated > ending) {
    return `has its chapters in another order: ${types.join(', ')}`;
  }
  return undefined;
}

function stories(
  events: readonly AuditFact[],
  sessions: readonly { id: string; number: number; status: string }[],
): Violation[] {
  const told = grouped(events, one => one.sessionId);
  return sessions.flatMap(({ id, number, status }) => {
    const problem = storyProblem(told.get(id) ?? [], status);
    return problem
      ? [{ rule: 'story-in-order', what: `SES-${number} ${problem}` }]
      : [];
  });
}

/** Every decided request has one submission and one decision on record. */
const DECIDED: Record<string, string> = {
  APPROVED: 'request.approved',
  REJECTED: 'request.rejected',
  CANCELLED: 'request.cancelled',
  EXPIRED: 'request.expired',
};

function decisions(
  events: readonly AuditFact[],
  requests: readonly { id: string; status: string }[],
): Violation[] {
  const told = grouped(events, one => one.requestId);
  return requests.flatMap(({ id, status }) => {
    const types = (told.get(id) ?? []).map(({ type }) => type);
    const decided = types.filter(one => Object.values(DECIDED).includes(one));
    const wanted = [DECIDED[status]].filter(Boolean);
    const fine =
      types[0] === 'request.submitted' && decided.join() === wanted.join();
    return fine
      ? []
      : [
          {
            rule: 'decision-on-record',
            what: `Request ${id} is ${status}; its record: ${types.join(', ')}`,
          },
        ];
  });
}

/** The record as a whole: complete, and in order. Events come oldest first. */
export function checkRecord(options: {
  events: readonly AuditFact[];
  operations: readonly OperationFact[];
  calls: readonly CallFact[];
  sessions: readonly { id: string; number: number; status: string }[];
  requests: readonly { id: string; status: string }[];
}): Violation[] {
  const { events, operations, calls, sessions, requests } = options;
  return [
    ...intentsAndAnswers(events, operations),
    ...intentsAreClosed(events),
    ...changesAreNoted(calls, operations),
    ...stories(events, sessions),
    ...decisions(events, requests),
  ];
}
