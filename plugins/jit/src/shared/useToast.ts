import { useCallback } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { announce } from './announce';

const SHOWN_MS = 6000;

/** Says that something was done, or is being done: seen for six seconds, and read out. */
export function useToast() {
  const toasts = useApiHolder().get(toastApiRef);
  return useCallback(
    (
      title: string,
      more: {
        link?: { label: string; href: string };
        /** Not done yet: a tick would promise too much. */
        isUnderWay?: boolean;
      } = {},
    ) => {
      toasts?.post({
        title,
        status: more.isUnderWay ? 'info' : 'success',
        timeout: SHOWN_MS,
        links: more.link && [more.link],
      });
      announce(title);
    },
    [toasts],
  );
}
