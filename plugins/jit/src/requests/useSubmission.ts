import { useRef } from 'react';
import {
  AccessRequest,
  SubmitRequest,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitCommand } from '../api';

/*
 * The key of each submission under way, by its body: sending the same again
 * after a lost answer must not make a second request. Kept until the server
 * has answered, even when the dialog was closed between.
 */
const keys = new Map<string, string>();

/** 128 random bits; `crypto.randomUUID` is missing where a portal runs without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(one => one.toString(16).padStart(2, '0')).join('');
}

/** Sends a request once, however often the button is pressed. */
export function useSubmission(newKey: () => string = randomKey) {
  const isSending = useRef(false);
  const command = useJitCommand<SubmitRequest, AccessRequest>(
    async (api, body) => {
      const text = JSON.stringify(body);
      const idempotencyKey = keys.get(text) ?? newKey();
      keys.set(text, idempotencyKey);
      const request = await api.submitRequest(body, { idempotencyKey });
      keys.delete(text);
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
