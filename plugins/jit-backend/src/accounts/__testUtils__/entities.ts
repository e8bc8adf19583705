import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Where people and accounts of the tests come from, by configuration. */
export const TRUSTED = 'file:/portal/examples/all.yaml';
/** A place that somebody registered. */
export const REGISTERED = 'url:https://github.com/mallory/x/blob/main/x.yaml';

interface Options {
  from?: string;
  orphan?: boolean;
  annotations?: Record<string, string>;
}

function entity(
  kind: string,
  name: string,
  spec: Record<string, any>,
  { from = TRUSTED, orphan, annotations }: Options,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${kind.toLocaleLowerCase('en-US')}-${name}`,
      annotations: {
        'backstage.io/managed-by-location': from,
        'backstage.io/managed-by-origin-location': from,
        ...(orphan ? { 'backstage.io/orphan': 'true' } : {}),
        ...annotations,
      },
    },
    spec,
  };
}

export function user(
  name: string,
  options: Options & {
    memberOf?: string[];
    displayName?: string;
    email?: string;
  } = {},
): Entity {
  const { memberOf = [], displayName, email = `${name}@example.com` } = options;
  const profile = displayName ? { displayName, email } : { email };
  return entity('User', name, { memberOf, profile }, options);
}

export function group(
  name: string,
  options: Options & {
    parent?: string;
    children?: string[];
    members?: string[];
    displayName?: string;
  } = {},
): Entity {
  const { parent, children = [], members = [], displayName } = options;
  const profile = displayName ? { displayName } : {};
  const spec = { type: 'team', parent, children, members, profile };
  return entity('Group', name, spec, options);
}

export function account(
  name: string,
  id: string,
  options: Options & { owner?: string; title?: string } = {},
): Entity {
  const { owner = 'unknown', title, annotations } = options;
  const made = entity(
    'Resource',
    name,
    { type: 'aws-account', owner },
    {
      ...options,
      annotations: { 'amazonaws.com/account-id': id, ...annotations },
    },
  );
  return title ? { ...made, metadata: { ...made.metadata, title } } : made;
}

function refsIn(value: unknown): string[] {
  return [value ?? []].flat() as string[];
}

/** The relations an entity's own text claims, as the catalog reads it. */
function claims({ kind, spec }: Entity): [string, string, string][] {
  const said: [string, string[], string, string][] = [];
  if (kind === 'User') {
    said.push(['group', refsIn(spec?.memberOf), 'memberOf', 'hasMember']);
  } else if (kind === 'Group') {
    said.push(['group', refsIn(spec?.parent), 'childOf', 'parentOf']);
    said.push(['group', refsIn(spec?.children), 'parentOf', 'childOf']);
    said.push(['user', refsIn(spec?.members), 'hasMember', 'memberOf']);
  } else {
    said.push(['group', refsIn(spec?.owner), 'ownedBy', 'ownerOf']);
  }
  return said.flatMap(([defaultKind, refs, there, back]) =>
    refs.map(ref => {
      const target = parseEntityRef(ref, {
        defaultKind,
        defaultNamespace: 'default',
      });
      return [stringifyEntityRef(target), there, back] as [
        string,
        string,
        string,
      ];
    }),
  );
}

/**
 * Gives entities their relations as the catalog does: what one entity claims
 * shows on both ends, whoever wrote it.
 */
export function stitched(entities: Entity[]): Entity[] {
  const relations = new Map<string, { type: string; targetRef: string }[]>();
  const add = (ref: string, type: string, targetRef: string) =>
    relations.set(ref, [...(relations.get(ref) ?? []), { type, targetRef }]);
  for (const each of entities) {
    const self = stringifyEntityRef(each);
    for (const [target, there, back] of claims(each)) {
      add(self, there, target);
      add(target, back, self);
    }
  }
  return entities.map(each => ({
    ...each,
    relations: relations.get(stringifyEntityRef(each)) ?? [],
  }));
}
