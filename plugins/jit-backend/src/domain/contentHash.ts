import { PermissionSet } from '@jit-portal/backstage-plugin-jit-common';
import { createHash } from 'crypto';

/** What a review is about; anything else about a request may change under it. */
export interface ReviewedContent {
  requester: { ref: string };
  principal: { id: string };
  account: { id: string; entityUid: string; source: string };
  permissionSet: PermissionSet;
  permissionSetArn?: string;
  permissionSetFingerprint?: string;
  minutes: number;
  justification: string;
}

/**
 * Names what a reviewer said yes to. The engine computes it again before the
 * first AWS call and compares it with each review and with the audit record
 * (H16, H31). A reviewer's shorter duration does not change it.
 */
export function contentHashOf(content: ReviewedContent): string {
  const { permissionSet } = content;
  const reviewed = [
    'jit-content-1',
    content.requester.ref,
    content.principal.id,
    content.account.id,
    content.account.entityUid,
    content.account.source,
    setAsReviewed(permissionSet),
    content.permissionSetArn ?? null,
    content.permissionSetFingerprint ?? null,
    content.minutes,
    content.justification,
  ];
  return createHash('sha256').update(JSON.stringify(reviewed)).digest('hex');
}

/** In a fixed order, whatever order the columns or the body came in. */
function setAsReviewed(set: PermissionSet): unknown[] {
  // A standard set is told by its fingerprint; its description is only shown
  if (set.type === 'standard') return ['standard', set.name];
  return [
    'custom',
    set.name,
    set.sessionDuration,
    [...set.managedPolicies].sort(),
    set.inlinePolicy ?? null,
  ];
}
