import { checkLimits } from './checks/limits';
import { checkPromises } from './checks/promises';
import { AuditFact, checkRecord, OperationFact } from './checks/record';
import { checkRest, Rest } from './checks/rest';
import { Crowd } from './Crowd';
import { Portal } from './Portal';
import { Tables } from './Tables';
import { Violation } from './words';
import { keyOf } from './words';
import { Watcher } from './Watcher';

export async function readRest(
  portal: Portal,
  strangers: ReadonlySet<string>,
): Promise<Rest> {
  const { tables, emulator } = portal;
  const [open] = await tables.rows(
    `select count(*) as n from aws_operations
     where status not in ('refused', 'failed', 'succeeded', 'lost')`,
  );
  const [claimed] = await tables.rows(
    'select count(*) as n from assignments where made_by_us',
  );
  return {
    sessions: await tables.sessions(),
    requests: await tables.rows('select number, status from requests'),
    openOperations: Number(open.n),
    claimedKeys: Number(claimed.n),
    aws: await emulator.state(),
    strangers,
  };
}

async function readEvents(tables: Tables): Promise<AuditFact[]> {
  const rows = await tables.rows(
    'select id, at, type, request_id, session_id, data from audit_events order by id',
  );
  return rows.map(row => ({
    id: row.id,
    at: row.at.getTime(),
    type: row.type,
    requestId: row.request_id ?? undefined,
    sessionId: row.session_id ?? undefined,
    operationId: JSON.parse(row.data).operationId,
  }));
}

async function readOperations(tables: Tables): Promise<OperationFact[]> {
  const rows = await tables.rows(
    `select o.*, a.account_id, a.permission_set_arn, a.principal_id
     from aws_operations o join assignments a on a.id = o.assignment_id`,
  );
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    status: row.status,
    key: keyOf(row.account_id, row.permission_set_arn, row.principal_id),
    awsRequestId: row.aws_request_id ?? undefined,
  }));
}

/** Everything that is judged once, when all is over. */
export async function judgeTheEnd(
  portal: Portal,
  crowd: Crowd,
  watcher: Watcher,
): Promise<Violation[]> {
  const { tables, calls } = portal;
  const rest = await readRest(portal, watcher.strangers);
  const requests = await tables.rows(
    'select id, status, requester_ref as "requesterRef" from requests',
  );
  const reviews = await tables.rows(
    `select request_id as "requestId", stage, decision,
     reviewer_ref as "reviewerRef" from reviews`,
  );
  return [
    ...checkRest(rest),
    ...checkLimits(calls, {
      creations: watcher.mostCreations,
      outstanding: watcher.mostOutstanding,
    }),
    ...checkPromises(crowd.promises, {
      requests,
      reviews,
      sessions: rest.sessions,
    }),
    ...checkRecord({
      events: await readEvents(tables),
      operations: await readOperations(tables),
      calls,
      sessions: rest.sessions,
      requests,
    }),
  ];
}
