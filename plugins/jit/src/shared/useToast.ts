import { useCallback } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { announce } from './announce';

const SHOWN_MS = 6000;

/** Says that something was done: seen for six seconds, and read out. */
export function useToast() {
  const toasts = useApiHolder().get(toastApiRef);
  return useCallback(
    (title: string, link?: { label: string; href: string }) => {
      toasts?.post({
        title,
        status: 'success',
        timeout: SHOWN_MS,
        links: link ? [link] : undefined,
      });
      announce(title);
    },
    [toasts],
  );
}
