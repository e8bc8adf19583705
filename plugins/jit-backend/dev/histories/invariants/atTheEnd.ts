import { isFinalSession } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { Row, timeOf } from '../../../src/store/rows';
import { intentProblems } from '../../../src/testing/openIntents';
import { World } from '../world/World';
import { rowKeyOf, Snapshot } from './Snapshot';

type Say = (rule: string, what: string) => void;

/** Nothing is stuck for ever. */
export async function nothingIsStuck(
  db: Knex,
  { sessions }: Snapshot,
  say: Say,
): Promise<void> {
  for (const one of sessions) {
    if (isFinalSession(one.status)) continue;
    say('stuck', `SES-${one.number} is still ${one.status}`);
  }
  const open: Row[] = await db('aws_operations').whereIn('status', [
    'noted',
    'accepted',
    'unknown',
  ]);
  for (const one of open) {
    say('stuck', `Operation ${one.kind} ${one.id} is still ${one.status}`);
  }
}

const FINAL = ['refused', 'failed', 'succeeded', 'lost'];

/** Every AWS change has its intent before and its answer after (10, H33). */
export async function operationsAreOnRecord(db: Knex, say: Say): Promise<void> {
  const operations: Row[] = await db('aws_operations');
  const events: Row[] = await db('audit_events').orderBy('id');
  for (const { id, kind, status } of operations) {
    const types = events
      .filter(one => JSON.parse(one.data).operationId === id)
      .map(one => one.type);
    const [first] = types;
    const noted = types.filter(type => type === `aws.${kind}-noted`).length;
    const ends = types.filter(type =>
      FINAL.some(word => type === `aws.${kind}-${word}`),
    );
    const inOrder = first === `aws.${kind}-noted` && noted === 1;
    const ended = ends.length === 1 && ends[0] === `aws.${kind}-${status}`;
    if (!inOrder || !ended) say('record', `${kind} ${id}: ${types.join(', ')}`);
  }
  const told = events.map(({ type, data }) => ({
    type,
    data: JSON.parse(data),
  }));
  for (const problem of intentProblems(told)) say('record', problem);
}

/** Nothing is given up as lost before AWS was asked for it (H1). */
export async function lostWereSearchedFor(
  db: Knex,
  { searches }: World,
  say: Say,
): Promise<void> {
  const rows: Row[] = await db('aws_operations')
    .join('assignments', 'assignments.id', 'aws_operations.assignment_id')
    .where({ status: 'lost' })
    .select('assignments.*', 'kind', 'status', 'noted_at', 'finished_at');
  for (const row of rows) {
    const key = rowKeyOf(row);
    const from = timeOf(row.noted_at)!.getTime();
    const until = timeOf(row.finished_at)!.getTime();
    const searched = searches.some(
      one =>
        one.kind === row.kind &&
        one.key === key &&
        one.at >= from &&
        one.at <= until,
    );
    if (!searched) say('lost', `A ${row.kind} of ${key} was not searched for`);
  }
}

const ORDER: Record<string, number> = {
  'session.activated': 1,
  'session.ending': 2,
  'session.revoke-requested': 2,
  'session.release-requested': 2,
  'session.ended': 3,
  'session.revoked': 3,
  'session.failed': 3,
};

/** Every session's story is told once, and in its order. */
export async function sessionsAreOnRecord(
  db: Knex,
  { sessions }: Snapshot,
  say: Say,
): Promise<void> {
  for (const session of sessions) {
    const rows: Row[] = await db('audit_events')
      .where({ session_id: session.id })
      .orderBy('id');
    const types = rows.map(row => row.type).filter(type => type in ORDER);
    const steps = types.map(type => ORDER[type]);
    const grows = steps.every((step, n) => n === 0 || step > steps[n - 1]);
    const whole = steps.at(-1) === 3 && (!session.grantedAt || steps[0] === 1);
    if (!grows || !whole) {
      say('record', `SES-${session.number}: ${types.join(', ')}`);
    }
  }
}

/** Every session rests on an approval by somebody else, who may. */
export async function approvalsAreReal(
  db: Knex,
  { sessions }: Snapshot,
  say: Say,
): Promise<void> {
  for (const { requestId, number } of sessions) {
    const request: Row = await db('requests').where({ id: requestId }).first();
    const reviews: Row[] = await db('reviews').where({ request_id: requestId });
    const approved = reviews.filter(one => one.decision === 'approve');
    const own = reviews.some(one => one.reviewer_ref === request.requester_ref);
    const inTime = approved.every(
      one => timeOf(one.at)! < timeOf(request.window_ends_at)!,
    );
    const whole = request.status === 'APPROVED' && approved.length === 1;
    if (!whole || own || !inTime) {
      say('no-right', `SES-${number} rests on ${reviews.length} reviews`);
    }
  }
}
