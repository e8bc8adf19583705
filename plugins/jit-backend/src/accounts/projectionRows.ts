import { AccountState, Owner } from '@jit-portal/backstage-plugin-jit-common';
import { PersonRecord } from '../domain/model';
import { Row } from '../store/rows';
import { AccountRecord } from './Accounts';
import { AccountReading } from './describeAccount';

/*
 * The only file that knows how the projections of accounts, owners and roles
 * are spelt in columns.
 */

/** Fits `account_people.via`; a chain longer than this tells its beginning. */
const VIA_LENGTH = 255;

export function accountRow(
  reading: AccountReading,
  awsState: AccountState,
): Row {
  const owners = reading.owners.map(({ displayName }) => displayName);
  return {
    entity_ref: reading.entityRef,
    entity_uid: reading.entityUid,
    account_id: reading.id ?? null,
    name: reading.name,
    source: reading.source,
    duplicate: reading.duplicate,
    aws_state: awsState,
    settings: JSON.stringify(reading.settings),
    problems: JSON.stringify(reading.problems),
    search_text: [reading.name, reading.id ?? '', ...owners]
      .join(' ')
      .toLocaleLowerCase('en-US'),
  };
}

/** Owners are kept by account: of duplicates, those that any entity names. */
export function ownerRows(readings: AccountReading[]): Row[] {
  return readings.flatMap(({ id, owners }) =>
    id
      ? owners.map(owner => ({
          account_id: id,
          owner_ref: owner.ref,
          kind: owner.kind,
          display_name: owner.displayName,
        }))
      : [],
  );
}

export function peopleRows(readings: AccountReading[]): Row[] {
  return readings.flatMap(({ id, ownerPeople }) =>
    id
      ? ownerPeople.map(person => ({
          account_id: id,
          user_ref: person.ref,
          via: person.via.slice(0, VIA_LENGTH),
        }))
      : [],
  );
}

export function roleRow(role: string, person: PersonRecord): Row {
  return {
    role,
    user_ref: person.ref,
    display_name: person.displayName,
    email: person.email ?? null,
  };
}

export function ownerOf(row: Row): Omit<Owner, 'isMe'> {
  return {
    ref: row.owner_ref,
    kind: row.kind,
    displayName: row.display_name,
  };
}

export function personOf(row: Row): PersonRecord {
  return {
    ref: row.user_ref,
    displayName: row.display_name,
    email: row.email ?? undefined,
  };
}

export function accountOf(
  row: Row,
  owners: Row[],
  people: Row[],
): AccountRecord {
  return {
    id: row.account_id,
    name: row.name,
    entityRef: row.entity_ref,
    entityUid: row.entity_uid,
    source: row.source,
    duplicate: Boolean(row.duplicate),
    state: row.aws_state,
    settings: JSON.parse(row.settings),
    owners: owners.map(ownerOf),
    ownerPeople: people.map(ownerPersonOf),
    problems: JSON.parse(row.problems),
  };
}

/** Somebody in `account_people`, and through which groups. */
export function ownerPersonOf({ user_ref: ref, via }: Row) {
  return { ref, via };
}

/** Rows of owners or people by their account. */
export function byAccount(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.account_id);
    if (group) group.push(row);
    else groups.set(row.account_id, [row]);
  }
  return groups;
}
