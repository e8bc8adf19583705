import { useRef } from 'react';
import {
  Submission,
  SubmitRequest,
  SubmitRequests,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../../api';
import { keyOf } from '../submissionKeys';

/** Sends a set for several accounts once, however often the button is pressed. */
export function useSeveralSubmission(
  accountIdsFor: (setName: string) => string[],
  newKey?: () => string,
) {
  const isSending = useRef(false);
  const command = useJitCommand<SubmitRequests, Submission>(
    async (api, body) => {
      const key = keyOf(body, newKey);
      const submission = await api.submitRequests(body, {
        idempotencyKey: key.value,
      });
      key.forget();
      return submission;
    },
  );
  return {
    isSending: command.isPending,
    error: command.error,
    async send(one: SubmitRequest): Promise<Submission | undefined> {
      if (isSending.current) return undefined;
      isSending.current = true;
      const { duration, justification } = one;
      const permissionSet = {
        type: 'standard' as const,
        name: one.permissionSet.name,
      };
      try {
        return await command.mutateAsync({
          accountIds: accountIdsFor(permissionSet.name),
          permissionSet,
          duration,
          justification,
        });
      } catch {
        // Told by `error`
        return undefined;
      } finally {
        isSending.current = false;
      }
    },
  };
}
