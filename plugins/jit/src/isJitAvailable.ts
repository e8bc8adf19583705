import { Entity } from '@backstage/catalog-model';
import { ANNOTATION_ACCOUNT_ID } from '@jit-portal/backstage-plugin-jit-common';

/** The twelve digits on an account's entity, if it carries them. */
export function accountIdOf(entity: Entity): string | undefined {
  const id = entity.metadata.annotations?.[ANNOTATION_ACCOUNT_ID];
  return id && /^\d{12}$/.test(id) ? id : undefined;
}

/**
 * Whether an entity is an AWS account; for the Access tab and the card.
 *
 * @public
 */
export function isJitAvailable(entity: Entity): boolean {
  return accountIdOf(entity) !== undefined;
}
