import { useEntity } from '@backstage/plugin-catalog-react';
import { accountIdOf } from '../isJitAvailable';
import { useRequestOptions } from '../requests/useRequestOptions';

/** The account on whose entity page we are. */
export function useAccountEntity() {
  const { entity } = useEntity();
  const accountId = accountIdOf(entity);
  const name = entity.metadata.title ?? entity.metadata.name;
  return { accountId, name, options: useRequestOptions(accountId) };
}
