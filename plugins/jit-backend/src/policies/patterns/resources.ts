import { globContains, globsOverlap } from './globs';
import { Statement } from '../reading/Policy';

/** How much of what there is a statement reaches. */
export type Reach = 'any' | 'some' | 'named';

const VARIABLE = /\$\{[^}]*\}/g;

/** The service of an ARN; in what is asked for it is never a pattern. */
function segment(arn: string): string | undefined {
  return arn.split(':', 3)[2];
}

/** What follows the fifth colon of an ARN. */
function idOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/** `*`, `role/*`, `log-group:*`: every resource of its kind. */
function isAny(resource: string): boolean {
  if (resource === '*') return true;
  const id = idOf(resource);
  // A bucket's name is what comes first; in other services that is the kind
  if (/^arn:[^:]*:s3:::/.test(resource)) return /^[*?]+(\/|$)/.test(id);
  return /^([A-Za-z-]+[/:])?\/?[*?]+([/:][*?]+)*$/.test(id);
}

export function reachOfResource(resource: string): Reach {
  if (isAny(resource)) return 'any';
  return /[*?]/.test(idOf(resource).replace(VARIABLE, '')) ? 'some' : 'named';
}

/** Whether a resource, or what its variables may become, can be of this kind. */
export function resourceFits(resource: string, arn: string): boolean {
  if (resource === '*') return true;
  const service = segment(arn) ?? '*';
  // Of another service: most are, and the long way would take long
  if (service !== '*' && service !== segment(resource)) return false;
  return globsOverlap(resource.replace(VARIABLE, '*'), arn);
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

/** The widest of what a statement names, among what fits. */
export function reachOf(
  { resources }: Statement,
  fits: (resource: string) => boolean,
): Reach | undefined {
  if (resources.inverted) return 'any';
  const fitting = resources.listed.filter(({ text }) => fits(text));
  return widest(fitting.map(({ text }) => reachOfResource(text)));
}

export function widest(reaches: (Reach | undefined)[]): Reach | undefined {
  return (['any', 'some', 'named'] as const).find(one => reaches.includes(one));
}
