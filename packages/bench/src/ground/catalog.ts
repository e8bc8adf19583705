import { Knex } from 'knex';
import {
  accountId,
  accountRef,
  groupRef,
  HistorySize,
  owningGroups,
  PART,
  personRef,
} from './history';

/*
 * The catalog's own tables, as they are once it has read everything: reading
 * 50,000 people takes it the better part of an hour.
 */

const ORIGIN = 'seed:history';
const CHUNK = 5_000;

interface Entity {
  kind: string;
  ref: string;
  name: string;
  title: string;
  annotations?: Record<string, string>;
  spec: Record<string, unknown>;
  relations: { type: string; targetRef: string }[];
}

const related = (type: string, refs: string[]) =>
  refs.map(targetRef => ({ type, targetRef }));

function* entitiesOf(size: HistorySize): Generator<Entity> {
  const groups = owningGroups(size);
  const groupsOf = (has: 'members' | 'accounts') => {
    const found = new Map<number, string[]>();
    for (const group of groups) {
      for (const index of group[has]) {
        const refs = found.get(index) ?? [];
        found.set(index, [...refs, groupRef(group.name)]);
      }
    }
    return found;
  };
  const [ofPerson, ofAccount] = [groupsOf('members'), groupsOf('accounts')];
  for (const { name, title, members } of groups) {
    yield {
      kind: 'Group',
      ref: groupRef(name),
      name,
      title,
      spec: { type: 'team', profile: { displayName: title }, children: [] },
      relations: related('hasMember', members.map(personRef)),
    };
  }
  for (let index = 0; index < size.users; index++) {
    const profile = {
      displayName: `Person ${index}`,
      email: `person-${index}@example.com`,
    };
    yield {
      kind: 'User',
      ref: personRef(index),
      name: `person-${index}`,
      title: `Person ${index}`,
      spec: { profile },
      relations: related('memberOf', ofPerson.get(index) ?? []),
    };
  }
  for (let index = 0; index < size.accounts; index++) {
    const owners = ofAccount.get(index)!;
    yield {
      kind: 'Resource',
      ref: accountRef(index),
      name: `account-${index}`,
      title: `Account ${index}`,
      annotations: { 'amazonaws.com/account-id': accountId(index) },
      spec: { type: 'aws-account', owner: owners[0] },
      relations: related('ownedBy', owners),
    };
  }
}

const COMPONENTS = 1_000;
/** One in so many is the admin's, who looks at them. */
const OWNED = 20;

/** What Backstage's own page of the catalog shows. */
function* componentsOf({ accounts }: HistorySize): Generator<Entity> {
  const groups = Math.ceil(accounts / 10);
  for (let index = 0; index < COMPONENTS; index++) {
    const owner =
      index % OWNED === 0
        ? personRef(PART.admin)
        : groupRef(`owners-${index % groups}`);
    yield {
      kind: 'Component',
      ref: `component:default/service-${index}`,
      name: `service-${index}`,
      title: `Service ${index}`,
      spec: { type: 'service', lifecycle: 'production', owner },
      relations: related('ownedBy', [owner]),
    };
  }
}

const uidOf = ({ name }: Entity) => `uid-${name}`;

const annotationsOf = ({ annotations }: Entity): Record<string, string> => ({
  'backstage.io/managed-by-location': ORIGIN,
  'backstage.io/managed-by-origin-location': ORIGIN,
  ...annotations,
});

function document(entity: Entity): string {
  const { kind, name, title } = entity;
  return JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace: 'default',
      name,
      title,
      uid: uidOf(entity),
      etag: name,
      annotations: annotationsOf(entity),
    },
    spec: entity.spec,
    relations: entity.relations,
  });
}

/** What the catalog finds an entity by. */
function searched(entity: Entity): [string, string][] {
  const { spec } = entity;
  const texts = Object.entries(spec).filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return [
    ['kind', entity.kind],
    ['metadata.namespace', 'default'],
    ['metadata.name', entity.name],
    ['metadata.title', entity.title],
    ['metadata.uid', uidOf(entity)],
    ...texts.map(([key, value]): [string, string] => [`spec.${key}`, value]),
    ...Object.entries(annotationsOf(entity)).map(
      ([key, value]): [string, string] => [
        `metadata.annotations.${key}`,
        value,
      ],
    ),
    ...entity.relations.map(({ type, targetRef }): [string, string] => [
      `relations.${type}`,
      targetRef,
    ]),
  ];
}

async function save(db: Knex, entities: Entity[]): Promise<void> {
  const rows = entities.map(entity => ({
    id: uidOf(entity),
    ref: entity.ref,
    name: entity.name,
    document: document(entity),
  }));
  const given = 'json_to_recordset(?) as x(id text, ref text, document text)';
  await db.raw(
    `insert into refresh_state (entity_id, entity_ref, unprocessed_entity,
       processed_entity, errors, next_update_at, last_discovery_at)
     select id, ref, document, document, '[]', now() + interval '10 years', now()
     from ${given}`,
    [JSON.stringify(rows)],
  );
  await db.raw(
    `insert into refresh_state_references (source_key, target_entity_ref)
     select 'seed', ref from ${given}`,
    [JSON.stringify(rows)],
  );
  await db.raw(
    `insert into final_entities (entity_id, hash, final_entity,
       last_updated_at, entity_ref)
     select id, md5(document), document, now(), ref from ${given}`,
    [JSON.stringify(rows)],
  );
  const words = entities.flatMap(entity =>
    searched(entity).map(([key, value]) => ({
      id: uidOf(entity),
      key: key.toLowerCase(),
      value: value.toLowerCase(),
      original: value,
    })),
  );
  await db.raw(
    `insert into search (entity_id, key, value, original_value)
     select * from json_to_recordset(?)
       as x(id text, key text, value text, original text)`,
    [JSON.stringify(words)],
  );
}

/** Accounts, groups and people of the history, each with its relations. */
export async function seedCatalog(db: Knex, size: HistorySize): Promise<void> {
  let chunk: Entity[] = [];
  const entities = [...entitiesOf(size), ...componentsOf(size)];
  for (const entity of entities) {
    chunk.push(entity);
    if (chunk.length < CHUNK) continue;
    await save(db, chunk);
    chunk = [];
  }
  if (chunk.length > 0) await save(db, chunk);
  await db.raw('vacuum analyze');
}
