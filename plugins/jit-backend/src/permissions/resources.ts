import {
  JitAccountResource,
  JitRequestResource,
  JitSessionResource,
} from '@jit-portal/backstage-plugin-jit-node';
import { Knex } from 'knex';
import { AccountRecord } from '../accounts/Accounts';
import { RequestRecord, SessionRecord } from '../domain/model';
import { Row } from '../store/rows';
import { Surroundings } from './Surroundings';

/*
 * Resources as permission rules see them: from records that are already
 * loaded, and by reference for the permission framework, which asks with
 * nobody's rights in mind.
 */

export async function requestResource(
  { account, requester, status, permissionSet }: RequestRecord,
  around: Surroundings,
): Promise<JitRequestResource> {
  return {
    ...(await around.of(account.id)),
    requesterRef: requester.ref,
    status,
    permissionSetType: permissionSet.type,
  };
}

export async function sessionResource(
  { account, user, status, permissionSet }: SessionRecord,
  around: Surroundings,
): Promise<JitSessionResource> {
  return {
    ...(await around.of(account.id)),
    userRef: user.ref,
    status,
    permissionSetType: permissionSet.type,
  };
}

export async function accountResource(
  { id }: Pick<AccountRecord, 'id'>,
  around: Surroundings,
): Promise<JitAccountResource> {
  return around.of(id);
}

/** The number in `REQ-1042` or `SES-88`; people's links carry it. */
function numberIn(ref: string, prefix: string): number | undefined {
  const [, digits] = ref.match(new RegExp(`^${prefix}-(\\d{1,9})$`, 'i')) ?? [];
  return digits ? Number(digits) : undefined;
}

/** Rows in the order of the references; undefined where there is none. */
async function rowsByRef(
  db: Knex,
  table: 'requests' | 'sessions',
  prefix: string,
  refs: string[],
): Promise<(Row | undefined)[]> {
  const numbers = refs
    .map(ref => numberIn(ref, prefix))
    .filter(number => number !== undefined);
  const rows: Row[] = await db(table)
    .whereIn('id', refs)
    .orWhereIn('number', numbers);
  return refs.map(ref =>
    rows.find(row => row.id === ref || row.number === numberIn(ref, prefix)),
  );
}

async function withSurroundings<T>(
  db: Knex,
  rows: (Row | undefined)[],
  describe: (row: Row) => T,
) {
  const around = new Surroundings(db);
  return Promise.all(
    rows.map(async row =>
      row
        ? { ...(await around.of(row.account_id)), ...describe(row) }
        : undefined,
    ),
  );
}

export async function readRequestResources(
  db: Knex,
  refs: string[],
): Promise<(JitRequestResource | undefined)[]> {
  const rows = await rowsByRef(db, 'requests', 'REQ', refs);
  return withSurroundings(db, rows, row => ({
    requesterRef: row.requester_ref,
    status: row.status,
    permissionSetType: row.permission_set_type,
  }));
}

export async function readSessionResources(
  db: Knex,
  refs: string[],
): Promise<(JitSessionResource | undefined)[]> {
  const rows = await rowsByRef(db, 'sessions', 'SES', refs);
  return withSurroundings(db, rows, row => ({
    userRef: row.user_ref,
    status: row.status,
    permissionSetType: row.permission_set_type,
  }));
}

/** Accounts go by their twelve digits. */
export async function readAccountResources(
  db: Knex,
  refs: string[],
): Promise<(JitAccountResource | undefined)[]> {
  const rows: Row[] = await db('accounts').whereIn('account_id', refs);
  const found = refs.map(ref => rows.find(row => row.account_id === ref));
  return withSurroundings(db, found, () => ({}));
}
