import { useApi } from '@backstage/core-plugin-api';
import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import {
  UseMutationResult,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { jitApiRef } from './jitApi';

/**
 * Sends a command. Never optimistic: pages change when the answer is in, and
 * everything shown is fetched again then.
 */
export function useJitCommand<TInput, TAnswer>(
  send: (api: JitApi, input: TInput) => Promise<TAnswer>,
): UseMutationResult<TAnswer, Error, TInput> {
  const api = useApi(jitApiRef);
  const client = useQueryClient();
  return useMutation<TAnswer, Error, TInput>({
    mutationFn: input => send(api, input),
    // A command is sent once: the person decides whether to try again
    retry: false,
    onSettled: () => {
      client.invalidateQueries({ queryKey: ['jit'] });
    },
  });
}
