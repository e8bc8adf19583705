import { useApi } from '@backstage/core-plugin-api';
import {
  CheckPolicies,
  PolicyFindings,
} from '@jit-portal/backstage-plugin-jit-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { jitApiRef } from '../../api';
import { useSettled } from '../../shared/useSettled';
import { CustomValues } from './customValues';

const PAUSE_MS = 500;
const FRESH_MS = 5 * 60_000;

type Asked = Pick<CheckPolicies, 'managedPolicies'> & { inlinePolicy: string };

const isEmpty = ({ managedPolicies, inlinePolicy }: Asked) =>
  managedPolicies.length === 0 && inlinePolicy.trim() === '';

/** What the server says of the policies, while they are being written. */
export interface PolicyCheck {
  /** The latest answer, perhaps about what stood there a moment ago. */
  said?: PolicyFindings;
  /** The inline policy that the answer is about. */
  about: string;
  /** The answer is about what stands there now. */
  isSettled: boolean;
  error?: Error;
  tryAgain(): void;
}

/**
 * Asks 500 ms after the last key. Unlike what lists show, the answer depends
 * on nothing but the policies and AWS's own data: signals and focus do not ask
 * again, since each question keeps a server busy for a moment.
 */
export function usePolicyCheck(
  accountId: string,
  { managedPolicies, inlinePolicy }: CustomValues,
): PolicyCheck {
  const api = useApi(jitApiRef);
  const now = JSON.stringify({ accountId, managedPolicies, inlinePolicy });
  const asked = useSettled(now, PAUSE_MS);
  const query = useQuery<{ body: CheckPolicies; said: PolicyFindings }, Error>({
    // Not under `jit`, which every command asks for again
    queryKey: ['jit-policy-findings', asked],
    queryFn: async () => {
      const body: CheckPolicies = JSON.parse(asked);
      return { body, said: await api.checkPolicies(body) };
    },
    enabled: !isEmpty(JSON.parse(asked)),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchOnMount: true,
    refetchOnReconnect: true,
    refetchOnWindowFocus: false,
  });
  // Nothing is asked about nothing, and there is nothing to wait for
  if (isEmpty({ managedPolicies, inlinePolicy })) {
    return { about: '', isSettled: true, tryAgain: () => undefined };
  }
  const isAnswered = now === asked && !query.isFetching;
  return {
    said: query.data?.said,
    about: query.data?.body.inlinePolicy ?? '',
    isSettled: isAnswered && query.isSuccess && !query.isPlaceholderData,
    error: isAnswered && query.isError ? query.error : undefined,
    tryAgain: () => query.refetch(),
  };
}
