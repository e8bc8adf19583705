import { useCallback } from 'react';
import {
  AccessRequestDetails,
  Decision,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../../routes';
import { useToast } from '../../shared/useToast';
import { useWords } from '../../translation';

/** A decision as it came out. */
export interface Outcome {
  after: AccessRequestDetails;
  decision: Decision;
}

/**
 * Says what was decided once the dialog that said so has closed: before, it
 * would cover what comes next.
 */
export function useReviewToast() {
  const t = useWords();
  const toast = useToast();
  const links = useJitLinks();
  return useCallback(
    ({ after, decision }: Outcome) => {
      const names = { number: after.number, name: after.requester.displayName };
      if (decision === 'reject') {
        toast(t('approver.review.toastRejected', names));
      } else if (after.status === 'PENDING_ADMIN') {
        toast(t('approver.review.toastOwnerDone', names));
      } else {
        const href =
          after.session &&
          links.page('manageSessions', { session: after.session.number });
        toast(t('approver.review.toastApproved', names), {
          link: href
            ? { label: t('common.action.viewSession'), href }
            : undefined,
        });
      }
    },
    [t, toast, links],
  );
}
