import {
  AccessRequest,
  Account,
  ListPage,
  Me,
  Person,
  RequestOptions,
  Session,
} from '@jit-portal/backstage-plugin-jit-common';

/** When the stories happen, for the server and the browser. */
export const NOW = '2026-11-23T13:05:22Z';

export const dana: Person = {
  ref: 'user:default/dana',
  displayName: 'Dana Ruiz',
  email: 'dana@example.com',
};
export const olivia: Person = {
  ref: 'user:default/olivia',
  displayName: 'Olivia Park',
};

export function aMe(change: Partial<Me> = {}): Me {
  return {
    user: dana,
    roles: [],
    capabilities: { canApprove: false, canAudit: false, canAdmin: false },
    counts: { pending: 0, ownWaiting: 0, activeSessions: 0 },
    serverTime: NOW,
    ...change,
  };
}

export function anAccount(change: Partial<Account> = {}): Account {
  return {
    id: '111111111111',
    name: 'Payments Production',
    entityRef: 'resource:default/payments-production',
    state: 'ACTIVE',
    owners: [
      {
        ref: 'group:default/payments-owners',
        kind: 'group',
        displayName: 'Payments owners',
        isMe: false,
      },
    ],
    pending: 0,
    pendingForMe: 0,
    active: 0,
    canRequest: { allowed: true },
    limits: {
      durationMin: 'PT15M',
      durationMax: 'PT4H',
      durationStep: 'PT15M',
      durationDefault: 'PT1H',
      justificationMin: 20,
      justificationMax: 1000,
      approvalWindow: 'PT24H',
    },
    ...change,
  };
}

export function theOptions(
  change: Partial<RequestOptions> = {},
): RequestOptions {
  return {
    account: anAccount(),
    permissionSets: [
      {
        name: 'ReadOnlyAccess',
        description: 'View only',
        sessionDuration: 'PT1H',
        usageCount90d: 14,
        readAt: '2026-11-23T11:58:00.000Z',
      },
      {
        name: 'PowerUserAccess',
        sessionDuration: 'PT8H',
        usageCount90d: 0,
        readAt: '2026-11-23T11:58:00.000Z',
      },
    ],
    customAllowed: true,
    reviewers: [
      {
        ref: 'group:default/payments-owners',
        kind: 'group',
        displayName: 'Payments owners',
        as: 'owner',
        isMe: false,
      },
    ],
    adminsInstead: false,
    typicalApprovalMinutes: 25,
    myActive: [],
    myPending: [],
    myRecent: [],
    serverTime: NOW,
    ...change,
  };
}

/** What an account asks of custom sets, where it takes them. */
export const CUSTOM_LIMITS: NonNullable<RequestOptions['customLimits']> = {
  namePrefix: 'JIT-',
  nameMax: 32,
  managedPolicies: 3,
  inlinePolicyNonBlank: 10_100,
  sessionDurationMin: 'PT1H',
  sessionDurationMax: 'PT12H',
};

export function aRequest(change: Partial<AccessRequest> = {}): AccessRequest {
  return {
    id: 'r-1042',
    number: 'REQ-1042',
    version: 1,
    status: 'PENDING',
    state: 'PENDING',
    requester: dana,
    account: anAccount(),
    permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
    duration: 'PT1H',
    justification: 'Look into failed payouts, ticket OPS-771',
    contentHash: 'b1946ac92492d2347c6235b4d2611184',
    requestedAt: '2026-11-23T12:00:00Z',
    windowEndsAt: '2026-11-24T12:00:00Z',
    riskFlags: [],
    stages: [{ name: 'owner', status: 'waiting' }],
    waitingFor: { names: ['Olivia Park'], more: 2 },
    isMine: true,
    allowedActions: [
      { name: 'cancel', allowed: true },
      { name: 'remind', allowed: true },
    ],
    ...change,
  };
}

export function aSession(change: Partial<Session> = {}): Session {
  return {
    id: 's-88',
    number: 'SES-88',
    version: 1,
    requestId: 'r-1042',
    requestNumber: 'REQ-1042',
    status: 'ACTIVE',
    state: 'ACTIVE',
    user: dana,
    account: anAccount(),
    permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
    duration: 'PT1H',
    approvedAt: '2026-11-23T12:46:00Z',
    grantedAt: '2026-11-23T12:47:22Z',
    expiresAt: '2026-11-23T13:47:22Z',
    credentials: { mode: 'assignment', state: 'live' },
    flags: [],
    sameAccess: [],
    portalUrl:
      'https://example.awsapps.com/start/#/console?account_id=111111111111&role_name=ReadOnlyAccess',
    cli: {
      startUrl: 'https://example.awsapps.com/start',
      region: 'eu-west-1',
      sessionName: 'example',
      profile: 'payments-production-readonlyaccess',
      roleName: 'ReadOnlyAccess',
    },
    isMine: true,
    allowedActions: [{ name: 'release', allowed: true }],
    ...change,
  };
}

export function aPage<TItem>(
  items: TItem[],
  change: Partial<ListPage<TItem>> = {},
): ListPage<TItem> {
  return { items, totalItems: items.length, serverTime: NOW, ...change };
}
