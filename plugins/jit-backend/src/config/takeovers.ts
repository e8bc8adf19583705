import { Config } from '@backstage/config';
import { JitConfig } from './JitConfig';

/** What the catalog allows everybody where its rules are not configured. */
const KINDS_BY_DEFAULT = ['component', 'api', 'location'];

/** Kinds that may come from anywhere, in lower case. */
function kindsOfAnybody(root: Config): string[] {
  const rules = root.getOptionalConfigArray('catalog.rules');
  if (!rules) return KINDS_BY_DEFAULT;
  return rules
    .filter(rule => !rule.has('locations'))
    .flatMap(rule => rule.getOptional<unknown[]>('allow') ?? [])
    .map(one => (typeof one === 'string' ? one : (one as any)?.kind))
    .filter((kind): kind is string => typeof kind === 'string')
    .map(kind => kind.toLowerCase());
}

function comesByUrl(root: Config, trusted: string[]): boolean {
  if (trusted.length > 0) return trusted.some(one => /^url:/i.test(one));
  const locations = root.getOptionalConfigArray('catalog.locations') ?? [];
  return locations.some(one => one.getOptionalString('type') === 'url');
}

/**
 * The catalog gives an entity to whichever location read its file last. Where
 * anybody may bring a `Location`, they may point one at the file of our
 * accounts or people, which then are trusted no more (docs/accounts.md).
 *
 * @returns what to tell whoever runs the portal, for each kind that is open
 */
export function openToTakeovers(
  root: Config,
  { accounts, identities }: Pick<JitConfig, 'accounts' | 'identities'>,
): string[] {
  const kinds = kindsOfAnybody(root);
  if (!kinds.includes('location')) return [];
  const told = (part: string, kind: string) =>
    `catalog.rules let every source bring Location and ${kind}, so any repository can point at the files of your ${part}, which then are not trusted any more. Allow Location for your own locations alone: docs/accounts.md`;
  const people = ['user', 'group'].filter(kind => kinds.includes(kind));
  return [
    ...(comesByUrl(root, accounts.trustedLocations) &&
    kinds.includes('resource')
      ? [told('accounts', 'Resource')]
      : []),
    ...(comesByUrl(root, identities.trustedLocations) && people.length > 0
      ? [
          told(
            'people',
            people.map(one => one[0].toUpperCase() + one.slice(1)).join(' or '),
          ),
        ]
      : []),
  ];
}
