import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
  ServerPermissionClient,
} from '@backstage/plugin-permission-node';
import { JitPolicy } from '@jit-portal/backstage-plugin-jit-node';

/** A user's question to the policy, as Backstage's permission backend puts it. */
function queryUser(
  credentials: BackstageCredentials,
): PolicyQueryUser | undefined {
  const { type, userEntityRef } = credentials.principal as any;
  if (type !== 'user') return undefined;
  return {
    credentials: credentials as PolicyQueryUser['credentials'],
    info: { userEntityRef, ownershipEntityRefs: [userEntityRef] },
  };
}

/** Asks a policy in this process; services are allowed unasked, as Backstage does. */
function permissionsUnder(
  handle: (
    query: PolicyQuery,
    user?: PolicyQueryUser,
  ) => Promise<PolicyDecision>,
): PermissionsService {
  const decide = async (
    queries: { permission: any }[],
    credentials: BackstageCredentials,
  ): Promise<PolicyDecision[]> => {
    const isService = (credentials.principal as any).type === 'service';
    return Promise.all(
      queries.map(async ({ permission }) =>
        isService
          ? ({ result: AuthorizeResult.ALLOW } as const)
          : handle({ permission }, queryUser(credentials)),
      ),
    );
  };
  return {
    authorize: async (queries, { credentials }: any) =>
      (await decide(queries, credentials)) as any,
    authorizeConditional: async (queries, { credentials }: any) =>
      decide(queries, credentials),
  };
}

function always(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  return permissionsUnder(async () => ({ result }));
}

const ready: PermissionPolicy = new JitPolicy();

/** The policies under which the table is walked (H20). */
export const POLICIES = {
  'the ready policy': permissionsUnder((query, user) =>
    ready.handle(query, user),
  ),
  'a policy that allows all': always(AuthorizeResult.ALLOW),
  'permissions switched off': ServerPermissionClient.fromConfig(
    new ConfigReader({ permission: { enabled: false } }),
    { discovery: mockServices.discovery(), auth: mockServices.auth() },
  ) as PermissionsService,
  'a policy that denies all': always(AuthorizeResult.DENY),
  'a policy that cannot be asked': permissionsUnder(async () => {
    throw new Error('The policy is down');
  }),
};

export type PolicyName = keyof typeof POLICIES;
