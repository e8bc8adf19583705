import { useRef } from 'react';
import {
  AccessRequest,
  SubmitRequest,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';
import { keyOf } from './submissionKeys';

/** Sends a request once, however often the button is pressed. */
export function useSubmission(newKey?: () => string) {
  const isSending = useRef(false);
  const command = useJitCommand<SubmitRequest, AccessRequest>(
    async (api, body) => {
      const key = keyOf(body, newKey);
      const request = await api.submitRequest(body, {
        idempotencyKey: key.value,
      });
      key.forget();
      return request;
    },
  );
  return {
    isSending: command.isPending,
    error: command.error,
    async send(body: SubmitRequest): Promise<AccessRequest | undefined> {
      if (isSending.current) return undefined;
      isSending.current = true;
      try {
        return await command.mutateAsync(body);
      } catch {
        // Told by `error`
        return undefined;
      } finally {
        isSending.current = false;
      }
    },
  };
}
