import { useMe } from '../api';
import { useNow } from '../shared/useNow';

const KEPT_FOR_MS = 2 * 60_000;

/**
 * How many requests wait for this person. While the backend cannot be asked,
 * the last number stands for two minutes and then goes: unknown is not zero.
 */
export function usePendingBadge(): number | undefined {
  // Looks again each minute whether the number is too old
  useNow();
  const me = useMe();
  const isTooOld = Date.now() - me.dataUpdatedAt > KEPT_FOR_MS;
  if (me.isError && isTooOld) return undefined;
  return me.data?.counts.pending;
}
