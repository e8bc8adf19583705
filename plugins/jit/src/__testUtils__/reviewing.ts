import {
  AccessRequestDetails,
  Me,
} from '@jit-portal/backstage-plugin-jit-common';
import { aMe, aRequest, olivia } from './samples';

/** olivia, who may decide. */
export function anApprover(change: Partial<Me> = {}): Me {
  return aMe({
    user: olivia,
    roles: ['owner'],
    capabilities: { canApprove: true, canAudit: false, canAdmin: false },
    ...change,
  });
}

/** A request as an approver sees it, far from the end of its window. */
export function aRequestToDecide(
  change: Partial<AccessRequestDetails> = {},
): AccessRequestDetails {
  return {
    ...aRequest({
      isMine: false,
      windowEndsAt: '2999-11-24T12:00:00Z',
      allowedActions: [
        { name: 'approve', allowed: true },
        { name: 'reject', allowed: true },
      ],
    }),
    canDecide: [],
    requesterRecord: { days: 90, approved: 3, rejected: 1, expired: 0 },
    activeOnAccount: 2,
    requesterActiveHere: 0,
    usualDuration: 'PT1H',
    maxDuration: 'PT8H',
    durationStep: 'PT15M',
    commentMax: 500,
    requireComment: { approve: false, reject: true },
    ...change,
  };
}
