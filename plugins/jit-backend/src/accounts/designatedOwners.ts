import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import {
  ANNOTATION_OWNERS,
  OwnerSource,
} from '@jit-portal/backstage-plugin-jit-common';
import { normalisePersonOrGroup } from '../config/fields';
import { AccountProblem } from './Accounts';
import { listIn } from './readSettings';

/** Bounds what one annotation can make us read. */
const MAX_DESIGNATED = 100;

/** Whom an account's entity or configuration names as owners. */
export interface Designation {
  from: OwnerSource;
  refs: string[];
  problems: AccountProblem[];
}

function fromRefs(
  from: OwnerSource,
  refs: string[],
  annotation?: string,
): Designation {
  const valid = new Set<string>();
  const wrong: string[] = [];
  for (const ref of refs.slice(0, MAX_DESIGNATED)) {
    const full = normalisePersonOrGroup(ref);
    if (full) valid.add(full);
    else wrong.push(ref);
  }
  wrong.push(...refs.slice(MAX_DESIGNATED));
  const problems = wrong.map(ref => ({
    code: 'wrong-owner',
    annotation,
    message: `“${ref}” is not a user or group reference that can own an account`,
  }));
  return { from, refs: [...valid], problems };
}

/**
 * Whom configuration names, else the annotation, else the entity's `ownedBy`
 * relations. Of a wrong list the valid references hold (H18).
 */
export function designatedOwners(
  entity: Entity,
  configured: string[] | undefined,
): Designation {
  if (configured) return fromRefs('configuration', configured);
  const annotated = entity.metadata.annotations?.[ANNOTATION_OWNERS];
  if (annotated !== undefined) {
    return fromRefs('annotation', listIn(annotated), ANNOTATION_OWNERS);
  }
  const relations = (entity.relations ?? []).filter(
    relation => relation.type === RELATION_OWNED_BY,
  );
  return fromRefs(
    'relation',
    relations.map(relation => relation.targetRef),
  );
}
