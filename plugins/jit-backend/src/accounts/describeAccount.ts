import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { JitConfig } from '../config/JitConfig';
import { AccountProblem, AccountRecord } from './Accounts';
import { Designation } from './designatedOwners';
import { IdentityReading, PeopleBelow } from './IdentityReading';
import { label } from './label';
import { readSettings } from './readSettings';

/** An account as its entity tells it; without an id where that is wrong. */
export type AccountReading = Omit<AccountRecord, 'id' | 'state'> & {
  id?: string;
};

/** What is known of the owners that entities name. */
export interface OwnerKnowledge {
  people: Map<string, PeopleBelow>;
  identities: IdentityReading;
  config: JitConfig;
}

/** The twelve digits, exactly as they must be; anything else is no id. */
export function accountIdOf(
  entity: Entity,
  annotation: string,
): string | undefined {
  const id = entity.metadata.annotations?.[annotation];
  return id && /^\d{12}$/.test(id) ? id : undefined;
}

function idProblem(entity: Entity, annotation: string): AccountProblem {
  const value = entity.metadata.annotations?.[annotation];
  return {
    code: 'wrong-account-id',
    annotation,
    message: `“${value}” is not an account id of twelve digits`,
  };
}

const noOwner: AccountProblem = {
  code: 'no-owner',
  message: 'Nobody resolves as owner, so admins review instead',
};

function ownerProblem(
  ref: string,
  { people, identities, config }: OwnerKnowledge,
): AccountProblem | undefined {
  if (!identities.has(ref)) {
    return {
      code: 'owner-not-found',
      message: `${ref} is not in the catalog, or not from a trusted source`,
    };
  }
  if (people.get(ref)!.tooMany) {
    return {
      code: 'owner-too-large',
      message: `${ref} has more than ${config.accounts.maxOwnerPeople} people and confers nothing`,
    };
  }
  return undefined;
}

/** Everybody who owns, each once, by the first designation that finds them. */
function ownerPeopleOf(refs: string[], { people }: OwnerKnowledge) {
  const found = new Map<string, string>();
  for (const ref of refs) {
    const below = people.get(ref)!;
    if (below.tooMany) continue;
    for (const person of below.people) {
      if (!found.has(person.ref)) found.set(person.ref, person.via);
    }
  }
  return [...found].map(([ref, via]) => ({ ref, via }));
}

/** What an entity and its designation say, before owners are resolved. */
export interface AccountDraft {
  entity: Entity;
  id?: string;
  designation: Designation;
  source: string;
}

/** Tells an account from its entity and from what is known of its owners. */
export function describeAccount(
  { entity, id, designation, source }: AccountDraft,
  owners: OwnerKnowledge,
): AccountReading {
  const { metadata } = entity;
  const read = readSettings(metadata.annotations ?? {}, owners.config);
  const ownerPeople = ownerPeopleOf(designation.refs, owners);
  const problems = [
    id ? undefined : idProblem(entity, owners.config.accounts.annotation),
    ...read.problems,
    ...designation.problems,
    ...designation.refs.map(ref => ownerProblem(ref, owners)),
    ownerPeople.length > 0 ? undefined : noOwner,
  ];
  return {
    id,
    name: label(metadata.title, metadata.name),
    entityRef: stringifyEntityRef(entity),
    entityUid: metadata.uid ?? '',
    source,
    duplicate: false,
    settings: read.settings,
    owners: designation.refs.map(ref => ({
      ref,
      kind: ref.startsWith('group:') ? ('group' as const) : ('user' as const),
      displayName: owners.identities.displayNameOf(ref),
    })),
    ownerPeople,
    problems: problems.filter(problem => problem !== undefined),
  };
}
