import {
  CustomPermissionSet,
  minutesOf,
} from '@jit-portal/backstage-plugin-jit-common';
import type { NewSet, SeenSet } from '../identityCenter/CustomSetPort';
import { readJson } from '../policies/json/readJson';
import { endText, withEndStatement } from '../policies/reading/endStatement';
import type { Failure } from './situation';

/*
 * A custom permission set as the engine makes it, keeps it and deletes it:
 * one set for one request, at one key.
 */

/**
 * - `wanted`: approved; AWS has not heard of it
 * - `making`: the intent to make it is on record, so it may stand
 * - `gone`: proven deleted, or never made
 */
export type CustomSetState = 'wanted' | 'making' | 'gone';

/** One change of a set; each can be sent again without harm. */
export type SetCall =
  | { kind: 'create' }
  | { kind: 'boundary'; policy: string }
  | { kind: 'attach'; policy: string }
  | { kind: 'inline'; text: string }
  | { kind: 'delete' };

export interface CustomSetRecord {
  id: string;
  requestId: string;
  requestNumber: number;
  assignmentId: string;
  name: string;
  arn?: string;
  state: CustomSetState;
  /** As it was reviewed. */
  asked: CustomPermissionSet;
  /** Stored before the first call; stands in the set's policy (H7). */
  hardEnd?: Date;
  /** Noted before it was sent, and not answered yet. */
  intended?: SetCall['kind'];
  intendedAt?: Date;
  /** Made for in vain, for what a lost answer may have made. */
  searches: number;
  alarmedAt?: Date;
}

/** What this turn has learnt of the set; nothing of it outlives the turn. */
export interface LearntSet {
  /** As AWS holds it, or as it must be after what was just done. */
  seen?: SeenSet | 'gone';
  /** Read after the last change. */
  isFresh?: boolean;
  /** How often it was read. */
  looks: number;
  /** AWS has a set of this name: ours, or somebody else's. */
  nameTaken?: boolean;
  found?: { arn: string; isOurs: boolean } | 'none';
  /** AWS does not delete it: somebody has it. */
  inUse?: boolean;
  /** AWS will never do it. */
  refused?: Failure;
}

export const TAG_MANAGED = 'jit-managed';
export const TAG_REQUEST = 'jit-request';

const PLACEHOLDER = 'custom:';

/** Stands at the key until AWS gave the set its ARN. */
export function placeholderArn(requestId: string): string {
  return `${PLACEHOLDER}${requestId}`;
}

/** A set of ours is told by its tag, never by its name alone. */
export function isOurs(seen: SeenSet, requestId: string): boolean {
  return (
    seen.tags.get(TAG_MANAGED) === 'true' &&
    seen.tags.get(TAG_REQUEST) === requestId
  );
}

/** What AWS is asked to make, still empty. */
export function newSetOf(set: CustomSetRecord): NewSet {
  return {
    name: set.name,
    description: `Made by JIT Access for REQ-${set.requestNumber}; deleted when it ends`,
    sessionDuration: set.asked.sessionDuration,
    tags: {
      [TAG_MANAGED]: 'true',
      'jit-eligible': 'true',
      [TAG_REQUEST]: set.requestId,
      'jit-expires': endText(set.hardEnd!),
    },
  };
}

/** The inline policy that goes to AWS: what was typed, and the end (H7). */
export function inlineTextOf({ asked, hardEnd }: CustomSetRecord): string {
  const text = withEndStatement(asked.inlinePolicy, endText(hardEnd!));
  // Read strictly at submission and hashed since: it cannot have become other
  if (text === undefined) throw new Error('The inline policy cannot be read');
  return text;
}

/** Equal but for blanks outside of strings, which AWS may leave out. */
function isSameJson(one: string, other: string): boolean {
  if (one === other) return true;
  if (!readJson(one).ok || !readJson(other).ok) return false;
  return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}

/**
 * What the set holds that nobody reviewed (H17): made beforehand by somebody
 * who knew the name, or changed since. Undefined when there is nothing.
 */
export function whatIsForeign(
  set: CustomSetRecord,
  seen: SeenSet,
): string | undefined {
  const { asked } = set;
  if (seen.name !== set.name || !isOurs(seen, set.requestId)) {
    return 'it is not the one that was made for this request';
  }
  const policy = seen.managedPolicyArns.find(
    arn => !asked.managedPolicies.includes(arn),
  );
  if (policy) return `it holds ${policy}, which nobody reviewed`;
  const [customer] = seen.customerPolicies;
  if (customer) return `it holds ${customer.name}, which nobody reviewed`;
  if (seen.inlinePolicy && !isSameJson(seen.inlinePolicy, inlineTextOf(set))) {
    return 'its inline policy is not the one that was reviewed';
  }
  if (
    seen.boundary &&
    seen.boundary.managedPolicyArn !== asked.permissionsBoundary
  ) {
    return 'its permissions boundary is not the one that was reviewed';
  }
  return minutesOf(seen.sessionDuration) === minutesOf(asked.sessionDuration)
    ? undefined
    : `its IAM sessions last ${seen.sessionDuration}`;
}

/** What the set still lacks, the narrowing part first. */
export function whatIsMissing(
  set: CustomSetRecord,
  seen: SeenSet,
): SetCall | undefined {
  const { managedPolicies, permissionsBoundary } = set.asked;
  if (permissionsBoundary && !seen.boundary) {
    return { kind: 'boundary', policy: permissionsBoundary };
  }
  // The end goes in before anything that allows
  if (!seen.inlinePolicy) return { kind: 'inline', text: inlineTextOf(set) };
  const policy = managedPolicies.find(
    arn => !seen.managedPolicyArns.includes(arn),
  );
  return policy === undefined ? undefined : { kind: 'attach', policy };
}

/** The set after a change that AWS took, until it is read again. */
export function afterCall(
  set: CustomSetRecord,
  call: SetCall,
  before: LearntSet['seen'],
): SeenSet | 'gone' | undefined {
  if (call.kind === 'create') {
    const { name, sessionDuration, tags } = newSetOf(set);
    return {
      name,
      sessionDuration,
      tags: new Map(Object.entries(tags)),
      managedPolicyArns: [],
      customerPolicies: [],
      inlinePolicy: '',
    };
  }
  if (call.kind === 'delete') return 'gone';
  if (before === undefined || before === 'gone') return before;
  switch (call.kind) {
    case 'attach':
      return {
        ...before,
        managedPolicyArns: [...before.managedPolicyArns, call.policy],
      };
    case 'boundary':
      return { ...before, boundary: { managedPolicyArn: call.policy } };
    default:
      return { ...before, inlinePolicy: call.text };
  }
}
