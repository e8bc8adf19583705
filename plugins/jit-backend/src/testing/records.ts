import { contentHashOf } from '../domain/contentHash';
import { RequestRecord, ReviewRecord, SessionRecord } from '../domain/model';
import { Approver } from '../domain/reviewer';
import { PRODUCTION } from './accounts';
import { Name, principalIdOf, standingOf } from './cast';
import { setArnOf } from './FakeIdentityCenter';

export const NINE = new Date('2026-11-23T09:00:00Z');

export function minutesAfter(time: Date, minutes: number): Date {
  return new Date(+time + minutes * 60_000);
}

/** dana's pending request for ReadOnlyAccess on Production. */
export function aRequest(change: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: '01930000-0000-7000-8000-000000000001',
    number: 1,
    version: 1,
    status: 'PENDING',
    state: 'PENDING',
    requester: standingOf('dana').person,
    principal: { id: principalIdOf('dana'), userName: 'dana@example.com' },
    account: {
      id: PRODUCTION,
      name: 'Payments Production',
      entityRef: 'resource:default/payments-production',
      entityUid: 'uid-payments-production',
      source: 'file:/portal/examples/accounts.yaml',
    },
    permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
    permissionSetArn: setArnOf('ReadOnlyAccess'),
    permissionSetFingerprint: 'f',
    contentHash: 'h',
    minutes: 60,
    justification: 'Look at the failed payouts, see OPS-771',
    plan: {
      stages: [
        {
          name: 'owner',
          reviewers: ['owner', 'sso-admin', 'admin'],
          adminsInstead: false,
        },
      ],
      maxMinutes: 480,
      allowSelfReview: false,
      requireComment: { reject: true, approveHighRisk: true },
    },
    riskFlags: [],
    requestedAt: NINE,
    windowEndsAt: minutesAfter(NINE, 1440),
    reviews: [],
    ...change,
  };
}

/** The same as a custom request: two stages, two people. */
export function aCustomRequest(
  change: Partial<RequestRecord> = {},
): RequestRecord {
  const request = aRequest();
  const custom: RequestRecord = {
    ...request,
    status: 'PENDING_OWNER',
    state: 'PENDING_OWNER',
    permissionSet: {
      type: 'custom',
      name: 'JIT-fix-export',
      sessionDuration: 'PT1H',
      managedPolicies: [],
    },
    plan: {
      ...request.plan,
      stages: [
        { name: 'owner', reviewers: ['owner'], adminsInstead: false },
        { name: 'admin', reviewers: ['sso-admin'], adminsInstead: false },
      ],
    },
    permissionSetArn: undefined,
    permissionSetFingerprint: undefined,
    findings: [],
    coveredBy: [],
    ...change,
  };
  return { ...custom, contentHash: contentHashOf(custom) };
}

/** Somebody as an approver on Production. */
export function approver(name: Name, change: Partial<Approver> = {}): Approver {
  const { person, isAdmin, isSsoAdmin, memberOf } = standingOf(name);
  return {
    ref: person.ref,
    email: person.email,
    principalId: principalIdOf(name),
    isOwner: memberOf.includes('group:default/payments-owners'),
    isSsoAdmin,
    isAdmin,
    ...change,
  };
}

export function aReview(
  name: Name,
  change: Partial<ReviewRecord> = {},
): ReviewRecord {
  return {
    id: `review-of-${name}`,
    requestId: aRequest().id,
    stage: 'owner',
    decision: 'approve',
    as: 'owner',
    reviewer: standingOf(name).person,
    reviewerPrincipalId: principalIdOf(name),
    contentHash: 'h',
    seenVersion: 1,
    at: NINE,
    ...change,
  };
}

/** dana's active session of an hour, since nine. */
export function aSession(change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: '01930000-0000-7000-8000-000000000002',
    number: 1,
    version: 2,
    requestId: aRequest().id,
    assignmentId: 'assignment-1',
    status: 'ACTIVE',
    user: standingOf('dana').person,
    principalId: principalIdOf('dana'),
    account: {
      id: PRODUCTION,
      name: 'Payments Production',
      entityRef: 'resource:default/payments-production',
    },
    permissionSet: {
      type: 'standard',
      name: 'ReadOnlyAccess',
      arn: setArnOf('ReadOnlyAccess'),
    },
    setSessionMinutes: 60,
    minutes: 60,
    approvedAt: NINE,
    activateBy: minutesAfter(NINE, 30),
    grantedAt: NINE,
    expiresAt: minutesAfter(NINE, 60),
    credentials: { mode: 'assignment' },
    offHours: false,
    ...change,
  };
}
