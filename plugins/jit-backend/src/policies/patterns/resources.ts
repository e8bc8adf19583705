import { NAMES_BY_AWS } from '../paths/namesByAws';
import { globContains, globsOverlap, hasWildcard } from './globs';
import { reachesAll } from './reachesAll';
import { Statement } from '../reading/Policy';
import { widened, withNames } from './variables';

/** How much of what there is a statement reaches. */
export type Reach = 'any' | 'some' | 'named';

const PARTS = 6;

/** The service of an ARN; in what is asked for it is never a pattern. */
export function serviceIn(arn: string): string | undefined {
  return arn.split(':', 3)[2];
}

/** What follows the fifth colon of an ARN. */
function idOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/**
 * How much of these kinds, given by their ARNs, a resource reaches. All that
 * one Region or account has of a kind is any: whose set it is has no more.
 */
export function reachOfResource(resource: string, kinds: string[]): Reach {
  if (resource === '*') return 'any';
  const arn = withNames(resource);
  // Refused when it is read; AWS would complete it with stars
  if (arn.split(':').length < PARTS) return 'any';
  const id = idOf(arn);
  if (!hasWildcard(id)) return 'named';
  return kinds.some(kind => takesAll(arn, kind)) ? 'any' : 'some';
}

const OBJECT = 'arn:*:s3:::*/*';

function takesAll(arn: string, kind: string): boolean {
  const id = idOf(arn);
  // The bucket decides for what lies in it
  if (kind === OBJECT) return reachesAll(bucketOf(id), '*');
  // What comes first is the kind; in S3 it is the bucket
  const open = serviceIn(arn) === 's3' ? [] : openFormsOf(kind);
  return (
    formsOf(kind).some(form => reachesAll(id, form)) ||
    open.some(form => reachesAll(id, form, true))
  );
}

/** As far as it is said: behind a star there may be a slash, and any object. */
function bucketOf(id: string): string {
  const [bucket] = /^[^*/]*\*?/.exec(id)!;
  return bucket;
}

/** What the ids of a kind look like; of `*`, which is no kind, anyhow. */
function formsOf(kind: string): string[] {
  if (kind === '*') return ['*'];
  const byAws = NAMES_BY_AWS[kind];
  return [idOf(kind), ...(byAws ? [byAws] : [])];
}

/** And of one that leaves open which kind it is. */
function openFormsOf(kind: string): string[] {
  const form = kind === '*' ? '*:*' : idOf(kind);
  if (form === '*:*') return ['*:*', '*/*'];
  return form.startsWith('*/') ? [form] : [];
}

/** Whether a resource, or what its variables may become, can be of this kind. */
export function resourceFits(resource: string, arn: string): boolean {
  if (resource === '*') return true;
  const service = serviceIn(arn) ?? '*';
  // Of another service: most are, and the long way would take long
  if (service !== '*' && service !== serviceIn(resource)) return false;
  return globsOverlap(widened(resource), arn);
}

/**
 * Whether everything that the inner resource takes is taken by the outer one.
 * A wildcard stays within its part of an ARN, as in IAM, but for the last. A
 * variable on the outer side is known to be equal to itself alone.
 */
export function resourceContains(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  if (outer.includes('${') || inner === '*') return false;
  const parts = partsOf(inner);
  return partsOf(outer).every((part, at) => globContains(part, parts[at]));
}

/** Five parts of an ARN, and all that follows as the sixth. */
function partsOf(arn: string): string[] {
  return [...arn.split(':').slice(0, 5), idOf(arn)];
}

/** How much of one kind a statement reaches. */
export function reachOfKind(
  { resources }: Statement,
  kind: string,
): Reach | undefined {
  if (resources.inverted) return 'any';
  const fitting = resources.listed.filter(({ text }) =>
    resourceFits(text, kind),
  );
  return widest(fitting.map(({ text }) => reachOfResource(text, [kind])));
}

/** And of whatever there is, by the kinds that each service has. */
export function reachOfAll(
  { resources }: Statement,
  kindsOf: (service: string) => string[],
): Reach | undefined {
  if (resources.inverted) return 'any';
  return widest(
    resources.listed.map(({ text }) =>
      reachOfResource(text, kindsOf(serviceIn(text) ?? '')),
    ),
  );
}

/** Whether it says that any resource will do, whatever its kind. */
export function isAnywhere({ resources }: Statement): boolean {
  return (
    resources.inverted || resources.listed.some(({ text }) => text === '*')
  );
}

export function widest(reaches: (Reach | undefined)[]): Reach | undefined {
  return (['any', 'some', 'named'] as const).find(one => reaches.includes(one));
}
