import { useSearchParams } from 'react-router-dom';
import { useJitQuery } from '../api';
import { withoutTicket } from './formValues';
import { FormStart } from './useRequestForm';

/**
 * What a link asks to begin with: `?set=…&duration=PT1H`, `?type=custom`, or
 * `?from=REQ-1042` to ask for the same again.
 *
 * @returns undefined until an earlier request, if one is named, is there
 */
export function useStartFromLink(): FormStart | undefined {
  const [search] = useSearchParams();
  const from = search.get('from');
  const earlier = useJitQuery({
    queryKey: ['request', from],
    ask: api => api.getRequest(from!),
    enabled: Boolean(from),
  });
  const start: FormStart = {
    type: search.get('type') === 'custom' ? 'custom' : undefined,
    permissionSet: search.get('set') ?? undefined,
    duration: search.get('duration') ?? undefined,
  };
  // An earlier request that cannot be read is no reason to keep the form away
  if (!from || earlier.isError) return start;
  if (!earlier.data) return undefined;
  const { permissionSet, duration, justification } = earlier.data;
  return {
    from: earlier.data.number,
    type: permissionSet.type,
    ...(permissionSet.type === 'standard'
      ? { permissionSet: permissionSet.name }
      : { custom: permissionSet }),
    duration,
    justification: withoutTicket(justification),
  };
}
