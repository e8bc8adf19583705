import { Knex } from 'knex';
import { Finding, eventOf, openKeyOf } from '../domain/findings';
import { ENGINE, NewAuditEvent } from '../domain/model';
import { withoutForbiddenCharacters } from '../domain/text';
import { appendAudit } from './audit';
import { NewId } from './ids';
import { alert } from './alerts';
import { Row } from './rows';

/*
 * The deeds on findings, in their caller's transaction. Whatever is found
 * again, by any replica, is the same row: one event, one message, one end.
 */

/** Whose findings these are: an instance's own (H10). */
export interface Finder {
  newId: NewId;
  instanceArn: string;
}

function about(row: Row): Partial<NewAuditEvent> {
  return {
    accountId: row.account_id ?? undefined,
    assignmentId: row.assignment_id ?? undefined,
    sessionId: row.session_id ?? undefined,
    requestId: row.request_id ?? undefined,
  };
}

function audited(row: Row, end: 'found' | 'resolved'): NewAuditEvent {
  return {
    ...eventOf(row.kind, row.level, end),
    ...about(row),
    actor: ENGINE,
    data: {
      findingId: row.id,
      kind: row.kind,
      what: row.what,
      permissionSet: row.permission_set_name ?? undefined,
      principal: row.principal_id ?? undefined,
    },
  };
}

/** Names that others gave in AWS may turn the sentence around that has them. */
const shown = (text: string) => withoutForbiddenCharacters(text);

/** A group in AWS may have a name of a thousand characters; PostgreSQL keeps 255. */
const LONGEST_NAME = 200;

const nameOf = (text: string) =>
  [...shown(text)].slice(0, LONGEST_NAME).join('');

function rowOf(
  { newId, instanceArn }: Finder,
  finding: Finding,
  now: Date,
): Row {
  const { account, permissionSet, principal } = finding;
  const texts = [
    shown(finding.what),
    account,
    permissionSet?.name,
    principal?.name,
    principal?.id,
  ];
  return {
    id: newId(now),
    kind: finding.kind,
    level: finding.level,
    open_key: openKeyOf(instanceArn, finding),
    instance_arn: instanceArn,
    account_id: account ?? null,
    permission_set_arn: permissionSet?.arn ?? null,
    permission_set_name: permissionSet?.name ?? null,
    principal_type: principal?.type ?? null,
    principal_id: principal?.id ?? null,
    principal_name: principal?.name ? nameOf(principal.name) : null,
    assignment_id: finding.assignmentId ?? null,
    session_id: finding.sessionId ?? null,
    request_id: finding.requestId ?? null,
    what: shown(finding.what),
    fix: shown(finding.fix),
    search_text: texts.filter(Boolean).join(' ').toLowerCase(),
    first_seen_at: now,
    last_seen_at: now,
    resolved_at: null,
  };
}

/** @returns whether it is new; one that is open already was only seen again */
export async function openFinding(
  trx: Knex,
  finder: Finder,
  now: Date,
  finding: Finding,
): Promise<boolean> {
  const row = rowOf(finder, finding, now);
  const seen = await trx('findings')
    .where({ open_key: row.open_key })
    .update({ last_seen_at: now });
  if (seen > 0) return false;
  await trx('findings').insert(row).onConflict('open_key').ignore();
  // Another replica may have been quicker
  const stored = await trx('findings').where({ id: row.id }).first('id');
  if (!stored) return false;
  await appendAudit(trx, finder.newId, now, [audited(row, 'found')]);
  await alert(trx, finder.newId, now, finding);
  return true;
}

/** Ends findings that are no more. */
export async function resolveFindings(
  trx: Knex,
  finder: Finder,
  now: Date,
  which: (query: Knex.QueryBuilder) => void,
): Promise<number> {
  const query = trx('findings')
    .where({ instance_arn: finder.instanceArn })
    .whereNull('resolved_at');
  which(query);
  const rows: Row[] = await query.select('*');
  for (const row of rows) {
    const ended = await trx('findings')
      .where({ id: row.id })
      .whereNull('resolved_at')
      .update({ resolved_at: now, open_key: null });
    if (ended === 0) continue;
    await appendAudit(trx, finder.newId, now, [audited(row, 'resolved')]);
  }
  return rows.length;
}
