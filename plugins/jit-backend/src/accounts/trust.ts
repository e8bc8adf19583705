import { QueryEntitiesInitialRequest } from '@backstage/catalog-client';
import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { resolve } from 'path';

const ANNOTATION_ORPHAN = 'backstage.io/orphan';
const ORIGIN = `metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`;

/** The catalog finds nothing by a value that is longer. */
export const LONGEST_ORIGIN = 200;

/** What the catalog is asked, so that it tells of these origins alone. */
export type OriginsQuery = NonNullable<QueryEntitiesInitialRequest['query']>;

/** Its source is gone, so that nobody answers for what it says. */
export function isOrphaned(entity: Entity): boolean {
  return entity.metadata.annotations?.[ANNOTATION_ORPHAN] === 'true';
}

/** The entity as it was while its source was there. */
export function beforeItWasOrphaned(entity: Entity): Entity {
  const { [ANNOTATION_ORPHAN]: _, ...annotations } =
    entity.metadata.annotations ?? {};
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

/**
 * Says where an entity came from, if that is a place we trust.
 *
 * @returns the origin location, or undefined when the entity confers nothing
 */
export type TrustedSource = (entity: Entity) => string | undefined;

/**
 * Locations as `catalog.locations` tells them, spelt as the catalog spells
 * them: it resolves files against the working directory of the backend.
 */
function configuredLocations(root: Config): string[] {
  const locations = root.getOptionalConfigArray('catalog.locations') ?? [];
  return locations.map(location => {
    const type = location.getString('type');
    const target = location.getString('target');
    return `${type}:${type === 'file' ? resolve(target) : target}`;
  });
}

/** Ends a prefix below which one name stands, and nothing deeper. */
export const ONE_NAME = '/*';

const startOf = (prefix: string) =>
  prefix.endsWith(ONE_NAME) ? prefix.slice(0, -1) : prefix;

/**
 * A prefix ends at a boundary, and what follows it stays below it: no way up,
 * no query that picks another branch, nothing that a URL parser drops.
 */
function isWithin(origin: string, prefix: string): boolean {
  if (origin === prefix) return true;
  const start = startOf(prefix);
  if (!origin.startsWith(start)) return false;
  const rest = origin.slice(start.length);
  const startsBelow = /[/:,]$/.test(start) || rest.startsWith('/');
  // eslint-disable-next-line no-control-regex
  const staysBelow = !/\.\.|%2e|%2f|%5c|[\\?#&\u0000-\u0020]/i.test(rest);
  const isOneName = start === prefix || /^[^/]+$/.test(rest);
  return startsBelow && staysBelow && isOneName;
}

function typeOf(origin: string): string | undefined {
  try {
    return parseLocationRef(origin).type;
  } catch {
    return undefined;
  }
}

/**
 * Makes the judge of sources (H12, H13).
 *
 * @remarks
 *
 * The catalog marks each entity with where its ingestion began, in
 * `backstage.io/managed-by-origin-location`. Whoever writes an entity's YAML
 * cannot choose the mark: the catalog overwrites it on everything it reads
 * from a location, and what a location leads to inherits it. An entity
 * provider sets it itself. Nothing else in an entity says who is behind it.
 *
 * People register locations of type `url` (`catalog-import`, `POST
 * /locations`), and discovery providers turn any repository's file into one,
 * so the type `url` alone says nothing. Hence, where nothing is configured,
 * these are trusted:
 *
 * - origins that are exactly a target of `catalog.locations`;
 * - origins of a type other than `url` and `file`, such as `ldap:` or
 *   `msgraph:`, which only installed providers can produce.
 *
 * Providers that mark their entities with a `url:`, such as those of GitHub
 * and GitLab organisations, have to be named in configuration. A configured
 * list replaces the default. An entity that lost its source (orphaned)
 * confers nothing.
 *
 * A prefix that ends in `/*` has one name below it: GitHub's organisation
 * provider marks each person with the address of their profile, and a whole
 * host as a prefix would trust everybody's repositories.
 *
 * @param root - the whole configuration, for `catalog.locations`
 * @param trusted - prefixes from `trustedLocations`
 */
export function createTrustedSource(
  root: Config,
  trusted: string[],
): TrustedSource {
  const configured = new Set(configuredLocations(root));
  const isTrusted = (origin: string) => {
    if (trusted.length > 0) return trusted.some(p => isWithin(origin, p));
    const type = typeOf(origin);
    const isFromProvider = type && type !== 'url' && type !== 'file';
    return configured.has(origin) || Boolean(isFromProvider);
  };
  return entity => {
    const annotations = entity.metadata.annotations ?? {};
    const origin = annotations[ANNOTATION_ORIGIN_LOCATION];
    if (!origin || isOrphaned(entity)) return undefined;
    if (origin.length > LONGEST_ORIGIN) return undefined;
    return isTrusted(origin) ? origin : undefined;
  };
}

/**
 * What the catalog is asked for, so that what anybody writes there is not even
 * read: all that {@link createTrustedSource} trusts, and little else, such as
 * the same location in other letters.
 *
 * @param root - the whole configuration, for `catalog.locations`
 * @param trusted - prefixes from `trustedLocations`
 */
export function trustedOrigins(root: Config, trusted: string[]): OriginsQuery {
  const startsWith = (prefix: string) => ({
    [ORIGIN]: { $hasPrefix: prefix },
  });
  if (trusted.length > 0) {
    return { $any: trusted.map(prefix => startsWith(startOf(prefix))) };
  }
  return {
    $any: [
      { [ORIGIN]: { $in: configuredLocations(root) } },
      {
        $all: [
          // One that the catalog does not find by has no prefix at all
          startsWith(''),
          { $not: startsWith('url:') },
          { $not: startsWith('file:') },
        ],
      },
    ],
  };
}
