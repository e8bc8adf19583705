import {
  PermissionSet,
  PolicyFinding,
} from '@jit-portal/backstage-plugin-jit-common';
import { createHash } from 'crypto';
import { OPEN_END, withEndStatement } from '../policies/reading/endStatement';

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
  /** Of a custom set. */
  findings?: PolicyFinding[];
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
    ...(permissionSet.type === 'custom' ? [content.findings ?? null] : []),
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
    set.permissionsBoundary ?? null,
    set.inlinePolicy ?? null,
    // The very bytes that AWS gets, but for the date (H17)
    withEndStatement(set.inlinePolicy, OPEN_END) ?? null,
  ];
}
