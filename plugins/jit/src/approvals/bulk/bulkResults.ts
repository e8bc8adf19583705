import {
  AccessRequest,
  Decision,
  ItemError,
  Review,
} from '@jit-portal/backstage-plugin-jit-common';
import { Words } from '../../translation';

/** What became of one request of several. */
export interface BulkResult {
  /** As it was when it was selected. */
  request: AccessRequest;
  /** As it is now, where it was decided. */
  after?: AccessRequest;
  error?: ItemError;
  /** The review that came before ours. */
  other?: Pick<Review, 'decision' | 'by'>;
}

/** Why one was not changed, in a few words. */
export function whyNot(t: Words, { error, other }: BulkResult): string {
  return other
    ? t(`approver.bulk.by.${other.decision}`, { name: other.by.displayName })
    : error!.message;
}

/** `2 approved · 1 not changed: approved by Maria Lopez`. */
export function summaryOf(
  t: Words,
  decision: Decision,
  results: BulkResult[],
): string {
  const failed = results.filter(one => one.error);
  const done = results.length - failed.length;
  const parts: string[] = [];
  if (done > 0) {
    parts.push(
      decision === 'approve'
        ? t('approver.bulk.approved', { count: done })
        : t('approver.bulk.rejected', { count: done }),
    );
  }
  if (failed.length > 0) {
    const what = t('approver.bulk.notChanged', { count: failed.length });
    const [why, ...others] = new Set(failed.map(one => whyNot(t, one)));
    // Several reasons stand at their rows
    parts.push(
      others.length === 0 ? t('approver.bulk.because', { what, why }) : what,
    );
  }
  return parts.join(' · ');
}
