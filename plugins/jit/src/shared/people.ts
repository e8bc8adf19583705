import { UserEntity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

/** Somebody of the catalog. */
export interface CatalogPerson {
  ref: string;
  name: string;
}

/** What of an entity {@link personOf} reads. */
export const personFields = ['kind', 'metadata', 'spec.profile'];

export function personOf(entity: UserEntity): CatalogPerson {
  // Fields that are asked for and not there leave no `spec` at all
  const { profile } = entity.spec ?? {};
  // Nothing that is not seen, or that turns text around
  const name = profile?.displayName?.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return {
    ref: stringifyEntityRef(entity),
    name: name || entity.metadata.name,
  };
}

/** How people are called; who is not in the catalog keeps the entity ref. */
export function usePeopleNames(refs: string[]): (ref: string) => string {
  const catalog = useApi(catalogApiRef);
  const found = useQuery({
    // Not the portal's own: a signal about requests changes no names
    queryKey: ['catalog', 'people', 'named', refs],
    enabled: refs.length > 0,
    queryFn: async () => {
      const { items } = await catalog.getEntitiesByRefs({
        entityRefs: refs,
        fields: personFields,
      });
      return items.flatMap(one => (one ? [personOf(one as UserEntity)] : []));
    },
  });
  return ref => found.data?.find(one => one.ref === ref)?.name ?? ref;
}
