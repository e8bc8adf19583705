import { InputError } from '@backstage/errors';
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

/**
 * So many are asked about at once. Whoever is signed in reaches this through
 * the permission backend, past all that is counted per person.
 */
const MOST_REFS = 500;

const ID = /^[\w-]{1,64}$/;
/** `REQ-1042` or `SES-88`: people's links carry it. */
const NUMBERS = { requests: /^REQ-(\d{1,9})$/i, sessions: /^SES-(\d{1,9})$/i };

function refuseMany(refs: string[]): void {
  if (refs.length <= MOST_REFS) return;
  throw new InputError(`At most ${MOST_REFS} resources are told at once`);
}

/** Rows in the order of the references; undefined where there is none. */
async function rowsByRef(
  db: Knex,
  table: keyof typeof NUMBERS,
  refs: string[],
  person: string,
): Promise<(Row | undefined)[]> {
  refuseMany(refs);
  const numberIn = (ref: string) => {
    const [, digits] = NUMBERS[table].exec(ref) ?? [];
    return digits === undefined ? undefined : Number(digits);
  };
  const ids = refs.filter(ref => ID.test(ref));
  const numbers = refs.flatMap(ref => numberIn(ref) ?? []);
  const rows: Row[] = await db(table)
    .whereIn('id', ids)
    .orWhereIn('number', numbers)
    .select('id', 'number', 'account_id', 'status', 'permission_set_type')
    .select(person);
  const byId = new Map(rows.map(row => [row.id, row]));
  const byNumber = new Map(rows.map(row => [Number(row.number), row]));
  return refs.map(ref => byId.get(ref) ?? byNumber.get(numberIn(ref) ?? NaN));
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
  const rows = await rowsByRef(db, 'requests', refs, 'requester_ref');
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
  const rows = await rowsByRef(db, 'sessions', refs, 'user_ref');
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
  refuseMany(refs);
  const rows: Row[] = await db('accounts')
    .whereIn('account_id', refs)
    .select('account_id');
  const byId = new Map(rows.map(row => [row.account_id, row]));
  return withSurroundings(
    db,
    refs.map(ref => byId.get(ref)),
    () => ({}),
  );
}
