import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_APPROVAL_WINDOW,
  ANNOTATION_CUSTOM,
  ANNOTATION_MAX_DURATION,
  ANNOTATION_OWNERS,
  ANNOTATION_PERMISSION_SETS,
  ANNOTATION_REQUESTERS,
} from '@jit-portal/backstage-plugin-jit-common';
import { JitConfig } from '../config/JitConfig';
import {
  ApproverFact,
  EntityFact,
  OwnerFact,
  OwnershipFacts,
} from '../domain/ownership';
import { CatalogReader } from './CatalogReader';
import { accountIdOf } from './describeAccount';
import { Designation, designatedOwners } from './designatedOwners';
import { IdentityReading, PeopleBelow } from './IdentityReading';
import { label, oneLine } from './label';
import { readSettings } from './readSettings';
import {
  beforeItWasOrphaned,
  createTrustedSource,
  isOrphaned,
  TrustedSource,
} from './trust';

/** What makes a resource an account, or says that it should be one. */
const CLAIMS = [
  ANNOTATION_OWNERS,
  ANNOTATION_REQUESTERS,
  ANNOTATION_PERMISSION_SETS,
  ANNOTATION_CUSTOM,
  ANNOTATION_MAX_DURATION,
  ANNOTATION_APPROVAL_WINDOW,
];

/** As this project's examples and Backstage's own AWS module name them. */
const TYPES = ['aws-account', 'cloud-account'];

/** They are told apart from what is missing, and that is all. */
const MOST_UNTRUSTED = 1_000;

const ANNOTATION_EDIT_URL = 'backstage.io/edit-url';

interface Draft {
  entity: Entity;
  id?: string;
  designation: Designation;
}

/** Only what a browser may open from a page of ours. */
function editUrlOf(entity: Entity): string | undefined {
  const url = entity.metadata.annotations?.[ANNOTATION_EDIT_URL];
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}

/** Reads who is named as owner of what, and everything that is wrong in it. */
export class CatalogOwnership {
  readonly #reader: CatalogReader;
  readonly #config: JitConfig;
  readonly #accountSource: TrustedSource;
  readonly #identitySource: TrustedSource;

  constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    config: JitConfig;
    /** The whole configuration: `catalog.locations` are trusted by default. */
    rootConfig: Config;
  }) {
    const { config, rootConfig } = options;
    this.#reader = new CatalogReader(options);
    this.#config = config;
    this.#accountSource = createTrustedSource(
      rootConfig,
      config.accounts.trustedLocations,
    );
    this.#identitySource = createTrustedSource(
      rootConfig,
      config.identities.trustedLocations,
    );
  }

  /** @throws ServiceUnavailableError on an error or a partial answer (H19) */
  async read(): Promise<Pick<OwnershipFacts, 'entities' | 'untrusted'>> {
    const { annotation } = this.#config.accounts;
    const drafts: Draft[] = [];
    const untrusted: OwnershipFacts['untrusted'] = [];
    const take = (entity: Entity) => {
      if (this.#accountSource(beforeItWasOrphaned(entity)) !== undefined) {
        drafts.push(this.#draft(entity));
        return;
      }
      const id = accountIdOf(entity, annotation);
      const entityRef = stringifyEntityRef(entity);
      // Anybody can write them, so nothing else of them is kept
      if (id && untrusted.length < MOST_UNTRUSTED) {
        untrusted.push({ id, entityRef });
      }
    };
    await this.#reader.resourcesLike([annotation, ...CLAIMS], TYPES, page =>
      page.forEach(take),
    );
    return { entities: await this.#facts(drafts), untrusted };
  }

  #draft(entity: Entity): Draft {
    const { annotation, owners } = this.#config.accounts;
    const id = accountIdOf(entity, annotation);
    const configured = id ? owners[id] : undefined;
    return { entity, id, designation: designatedOwners(entity, configured) };
  }

  async #facts(drafts: Draft[]): Promise<EntityFact[]> {
    if (drafts.length === 0) return [];
    const identities = new IdentityReading({
      reader: this.#reader,
      source: this.#identitySource,
      witness: stringifyEntityRef(drafts[0].entity),
    });
    const refs = [...new Set(drafts.flatMap(d => d.designation.refs))];
    const people = await identities.peopleBelow(
      refs,
      this.#config.accounts.maxOwnerPeople,
    );
    return drafts.map(draft => this.#fact(draft, people, identities));
  }

  #fact(
    { entity, id, designation }: Draft,
    people: Map<string, PeopleBelow>,
    identities: IdentityReading,
  ): EntityFact {
    const { metadata } = entity;
    const annotations = metadata.annotations ?? {};
    const wrong = [
      ...designation.problems,
      ...readSettings(annotations, this.#config).problems,
    ];
    return {
      entityRef: stringifyEntityRef(entity),
      name: label(metadata.title, metadata.name),
      id,
      idValue: oneLine(annotations[this.#config.accounts.annotation] ?? ''),
      orphaned: isOrphaned(entity),
      editUrl: editUrlOf(entity),
      ownersFrom: designation.from,
      owners: designation.refs.map(ref => ownerFact(ref, people, identities)),
      approvers: approversOf(designation.refs, people, identities),
      wrongValues: wrong.map(({ annotation, message }) => ({
        annotation: annotation ?? 'spec.owner',
        reason: label(message),
      })),
    };
  }
}

function ownerFact(
  ref: string,
  people: Map<string, PeopleBelow>,
  identities: IdentityReading,
): OwnerFact {
  const below = people.get(ref)!;
  return {
    ref,
    kind: ref.startsWith('group:') ? 'group' : 'user',
    displayName: identities.displayNameOf(ref),
    standing: identities.standingOf(ref),
    isEmpty: below.people.length === 0,
    tooMany: below.tooMany,
  };
}

/** The groups on the way, as `via` tells them; nobody stands between a user and themselves. */
function wayOf(ref: string, via: string, identities: IdentityReading) {
  const refs = via.split(' > ').filter(step => step !== ref);
  return refs.map(step => ({
    ref: step,
    displayName: identities.displayNameOf(step),
  }));
}

/** Everybody who can decide, each once, by the first owner that finds them. */
function approversOf(
  refs: string[],
  people: Map<string, PeopleBelow>,
  identities: IdentityReading,
): ApproverFact[] {
  const found = new Map<string, ApproverFact>();
  for (const root of refs) {
    const below = people.get(root)!;
    if (below.tooMany) continue;
    for (const { ref, via } of below.people) {
      if (found.has(ref)) continue;
      const { displayName, email } = identities.person(ref);
      const way = wayOf(ref, via, identities);
      found.set(ref, { ref, displayName, email, via: way });
    }
  }
  return [...found.values()];
}
