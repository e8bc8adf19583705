import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import { PersonRecord } from '../domain/model';
import { CatalogReader } from './CatalogReader';
import { label, oneLine } from './label';
import { beforeItWasOrphaned, isOrphaned, TrustedSource } from './trust';

/** Deeper than any organisation; bounds what a mistake can cost. */
const MAX_DEPTH = 50;

/** Somebody found below a user or group, and through which groups. */
export interface FoundPerson {
  ref: string;
  via: string;
}

/** Everybody below one user or group. */
export interface PeopleBelow {
  people: FoundPerson[];
  /** More than the limit; `people` is cut off there. */
  tooMany: boolean;
}

function isGroup(ref: string): boolean {
  return ref.startsWith('group:');
}

function related(entity: Entity | undefined, type: string, kind: string) {
  return (entity?.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef.toLocaleLowerCase('en-US'))
    .filter(ref => ref.startsWith(`${kind}:`))
    .sort();
}

/** A text of `spec.profile`; schemas can be loosened, so nothing is assumed. */
function profileText(entity: Entity | undefined, key: string): string {
  const profile = entity?.spec?.profile;
  const isObject = profile && typeof profile === 'object';
  const value = isObject && !Array.isArray(profile) ? profile[key] : undefined;
  return typeof value === 'string' ? oneLine(value) : '';
}

function nameIn(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/**
 * One reading of users and groups. Each is read once, so that everything said
 * from one reading fits together.
 *
 * A relation counts only between two trusted entities (H13): a group that
 * calls itself a child of the owners, or a user that calls itself a member,
 * is not among them unless it comes from a trusted source itself.
 */
export class IdentityReading {
  readonly #reader: CatalogReader;
  readonly #source: TrustedSource;
  #witness?: string;
  readonly #known = new Map<string, Entity | undefined>();
  readonly #refused = new Map<string, 'orphaned' | 'not-trusted'>();

  constructor(options: {
    reader: CatalogReader;
    source: TrustedSource;
    /** An entity known to be there; see {@link CatalogReader.byRefs}. */
    witness?: string;
  }) {
    this.#reader = options.reader;
    this.#source = options.source;
    this.#witness = options.witness;
  }

  /** Whether a trusted source has this user or group. */
  has(ref: string): boolean {
    return this.#known.get(ref) !== undefined;
  }

  /** Why a user or group confers nothing, for those who look after it. */
  standingOf(ref: string): 'found' | 'not-found' | 'not-trusted' | 'orphaned' {
    return this.has(ref) ? 'found' : this.#refused.get(ref) ?? 'not-found';
  }

  displayNameOf(ref: string): string {
    const entity = this.#known.get(ref);
    if (!entity) return nameIn(ref);
    const { metadata } = entity;
    const name = profileText(entity, 'displayName');
    return label(name, metadata.title, metadata.name);
  }

  person(ref: string): PersonRecord {
    return {
      ref,
      displayName: this.displayNameOf(ref),
      email: profileText(this.#known.get(ref), 'email') || undefined,
    };
  }

  async load(refs: string[]): Promise<void> {
    const unread = [...new Set(refs)].filter(ref => !this.#known.has(ref));
    if (unread.length === 0) return;
    const found = await this.#reader.byRefs(unread, this.#witness);
    for (const ref of unread) {
      const entity = found.get(ref);
      // From now on an answer without this entity is not an answer
      if (entity) this.#witness ??= ref;
      this.#take(ref, entity);
    }
  }

  #take(ref: string, entity: Entity | undefined): void {
    const isTrusted = entity && this.#source(entity);
    this.#known.set(ref, isTrusted ? entity : undefined);
    if (!entity || isTrusted) return;
    const lostIts =
      isOrphaned(entity) && this.#source(beforeItWasOrphaned(entity));
    this.#refused.set(ref, lostIts ? 'orphaned' : 'not-trusted');
  }

  /** The groups that a user is in, to any depth. */
  async groupsOf(userRef: string): Promise<string[]> {
    await this.load([userRef]);
    const direct = related(
      this.#known.get(userRef),
      RELATION_MEMBER_OF,
      'group',
    );
    const groups = await this.#walk(direct, RELATION_CHILD_OF);
    return groups.filter(ref => this.has(ref));
  }

  /** Names of the groups that a user itself is in, once those are read. */
  teamsOf(userRef: string): string[] {
    return related(this.#known.get(userRef), RELATION_MEMBER_OF, 'group')
      .filter(ref => this.has(ref))
      .map(ref => this.displayNameOf(ref));
  }

  /** The people below each of these users and groups, to any depth. */
  async peopleBelow(
    roots: string[],
    limit: number,
  ): Promise<Map<string, PeopleBelow>> {
    await this.#walk(roots.filter(isGroup), RELATION_PARENT_OF);
    const candidates = new Map(
      roots.map(root => [root, this.#candidatesBelow(root)]),
    );
    await this.#loadEnough([...candidates.values()], limit);
    return new Map(
      roots.map(root => [root, this.#trustedOf(candidates.get(root)!, limit)]),
    );
  }

  /** Follows one relation between groups, a batch of reads per level. */
  async #walk(start: string[], relation: string): Promise<string[]> {
    const seen = new Set(start);
    let level = start;
    for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
      await this.load(level);
      const next = level.flatMap(ref =>
        related(this.#known.get(ref), relation, 'group'),
      );
      level = [...new Set(next)].filter(ref => !seen.has(ref));
      level.forEach(ref => seen.add(ref));
    }
    return [...seen];
  }

  /** Members as groups tell them, before we know whether to trust them. */
  #candidatesBelow(root: string): FoundPerson[] {
    if (!isGroup(root)) return [{ ref: root, via: root }];
    const people = new Map<string, string>();
    const paths = new Map([[root, root]]);
    for (const [group, path] of paths) {
      const entity = this.#known.get(group);
      for (const member of related(entity, RELATION_HAS_MEMBER, 'user')) {
        if (!people.has(member)) people.set(member, path);
      }
      for (const child of related(entity, RELATION_PARENT_OF, 'group')) {
        // A Map is walked through to what is added meanwhile: breadth first
        if (!paths.has(child)) paths.set(child, `${path} > ${child}`);
      }
    }
    return [...people].map(([ref, via]) => ({ ref, via }));
  }

  /**
   * Reads candidates until each set is complete or proven too large, so that
   * an everybody-group costs no more than the limit.
   */
  async #loadEnough(sets: FoundPerson[][], limit: number): Promise<void> {
    const step = limit + 1;
    let open = sets;
    for (let from = 0; open.length > 0; from += step) {
      const batch = open.flatMap(set => set.slice(from, from + step));
      await this.load(batch.map(({ ref }) => ref));
      open = open.filter(
        set => set.length > from + step && !this.#trustedOf(set, limit).tooMany,
      );
    }
  }

  #trustedOf(candidates: FoundPerson[], limit: number): PeopleBelow {
    const people = candidates.filter(({ ref }) => this.has(ref));
    return { people: people.slice(0, limit), tooMany: people.length > limit };
  }
}
