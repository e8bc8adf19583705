import {
  ANNOTATION_APPROVAL_WINDOW,
  ANNOTATION_CUSTOM,
  ANNOTATION_MAX_DURATION,
  ANNOTATION_OWNERS,
  ANNOTATION_PERMISSION_SETS,
  ANNOTATION_REQUESTERS,
  ANNOTATION_TIME_ZONE,
  OwnershipLines,
  OwnerSource,
} from '@jit-portal/backstage-plugin-jit-common';

/*
 * The exact lines that change who owns an account. The portal shows them and
 * leaves the catalog to those who keep it.
 */

/** Stands for whom the reader wants to name. */
export const SOMEBODY = 'group:default/your-group';

/** What the lines depend on. */
export interface Designated {
  id?: string;
  ownersFrom: OwnerSource;
  /** In the order in which they are named. */
  refs: string[];
}

/** A value as YAML reads it back: plain where it may be, else in quotes. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z][\w .,:/()+-]*$/.test(text) &&
    !/:\s|\s#|[:\s]$/.test(text) &&
    !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}

/** One annotation where an entity has them. */
export function annotationLine(annotation: string, value: string): string {
  // Digits in quotes: as a number the catalog refuses the entity
  const written = /^\d+$/.test(value) ? `'${value}'` : scalar(value);
  return `metadata:\n  annotations:\n    ${annotation}: ${written}`;
}

function ownersLine(refs: string[]): OwnershipLines {
  return {
    where: 'entity',
    yaml: annotationLine(ANNOTATION_OWNERS, refs.join(', ')),
  };
}

function specLine(ref: string): OwnershipLines {
  return { where: 'entity', yaml: `spec:\n  owner: ${scalar(ref)}` };
}

function configurationLines(
  id: string | undefined,
  refs: string[],
): OwnershipLines {
  const key = `      '${id ?? '000000000000'}':`;
  const list = refs.map(ref => `\n        - ${scalar(ref)}`).join('');
  return {
    where: 'configuration',
    yaml: `jit:\n  accounts:\n    owners:\n${key}${list}`,
    note: 'Configuration wins over the catalog, and is read when the backend starts.',
  };
}

/** Names these people and groups, in the place that counts now. */
function naming(
  { id, ownersFrom }: Designated,
  refs: string[],
): OwnershipLines {
  if (ownersFrom === 'configuration') return configurationLines(id, refs);
  if (ownersFrom === 'annotation') return ownersLine(refs);
  if (refs.length === 1) return specLine(refs[0]);
  const note = 'The annotation counts in place of spec.owner.';
  return { ...ownersLine(refs), note };
}

/** Names one more owner. */
export function linesToDesignate(of: Designated): OwnershipLines {
  return naming(of, [...of.refs, SOMEBODY]);
}

/** Leaves one owner out; somebody has to be named in place of the last. */
export function linesToRemove(of: Designated, ref: string): OwnershipLines {
  const left = of.refs.filter(one => one !== ref);
  if (left.length > 0) return naming(of, left);
  return {
    ...naming(of, [SOMEBODY]),
    note: 'This is the only owner: name another one. Without any, admins review.',
  };
}

/** Names somebody in the place of those who confer nothing. */
export function linesToReplace(
  of: Designated,
  useless: string[],
): OwnershipLines {
  const left = of.refs.filter(one => !useless.includes(one));
  return naming(of, [...left, SOMEBODY]);
}

const EXAMPLES: Record<string, string> = {
  [ANNOTATION_OWNERS]: `${SOMEBODY}, user:default/somebody`,
  [ANNOTATION_REQUESTERS]: SOMEBODY,
  [ANNOTATION_PERMISSION_SETS]: 'ReadOnlyAccess',
  [ANNOTATION_CUSTOM]: 'forbidden',
  [ANNOTATION_MAX_DURATION]: 'PT4H',
  [ANNOTATION_APPROVAL_WINDOW]: 'PT8H',
  [ANNOTATION_TIME_ZONE]: 'Europe/Berlin',
};

/** What a value of the annotation may look like. */
export function exampleOf(annotation: string): string | undefined {
  const example = EXAMPLES[annotation];
  return example && annotationLine(annotation, example);
}

/** A name as the catalog allows it. */
function slug(name: string, id: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return plain || `account-${id}`;
}

/** An entity for an account that the catalog does not have. */
export function linesForAccount(
  account: { id: string; name: string },
  annotation: string,
): string {
  return [
    'apiVersion: backstage.io/v1alpha1',
    'kind: Resource',
    'metadata:',
    `  name: ${slug(account.name, account.id)}`,
    `  title: ${scalar(account.name)}`,
    '  annotations:',
    `    ${annotation}: '${account.id}'`,
    'spec:',
    '  type: aws-account',
    `  owner: ${SOMEBODY}`,
  ].join('\n');
}
