import { randomUUID } from 'node:crypto';
import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
} from '@aws-sdk/client-organizations';
import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  DescribePermissionSetCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentsCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListPermissionSetsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-sso-admin';
import { ListUsersCommand } from '@aws-sdk/client-identitystore';
import type { SurveyTools } from './AwsSurvey';
import { AwsTrouble } from './awsErrors';
import { Home } from './IdentityCenter';
import { Probe, Right } from './Survey';

interface Try {
  action: string;
  /** AWS counts the calls to sso-admin. */
  counts: boolean;
  send: () => Promise<unknown>;
}

function triesOf(tools: SurveyTools, home: Home, example: Probe): Try[] {
  const { ssoAdmin, identityStore, organizations } = tools;
  const InstanceArn = home.instanceArn;
  // AWS looks at rights first: an id that nobody has is not-found where we may
  const nobodys = randomUUID();
  const sso = (action: string, send: () => Promise<unknown>): Try => ({
    action: `sso:${action}`,
    counts: true,
    send,
  });
  const tries: Try[] = [
    sso('ListPermissionSets', () =>
      ssoAdmin.send(
        new ListPermissionSetsCommand({ InstanceArn, MaxResults: 1 }),
      ),
    ),
    sso('DescribeAccountAssignmentCreationStatus', () =>
      ssoAdmin.send(
        new DescribeAccountAssignmentCreationStatusCommand({
          InstanceArn,
          AccountAssignmentCreationRequestId: nobodys,
        }),
      ),
    ),
    sso('DescribeAccountAssignmentDeletionStatus', () =>
      ssoAdmin.send(
        new DescribeAccountAssignmentDeletionStatusCommand({
          InstanceArn,
          AccountAssignmentDeletionRequestId: nobodys,
        }),
      ),
    ),
    sso('ListAccountAssignmentCreationStatus', () =>
      ssoAdmin.send(
        new ListAccountAssignmentCreationStatusCommand({
          InstanceArn,
          MaxResults: 1,
        }),
      ),
    ),
    sso('ListAccountAssignmentDeletionStatus', () =>
      ssoAdmin.send(
        new ListAccountAssignmentDeletionStatusCommand({
          InstanceArn,
          MaxResults: 1,
        }),
      ),
    ),
    {
      action: 'identitystore:ListUsers',
      counts: false,
      send: () =>
        identityStore.send(
          new ListUsersCommand({
            IdentityStoreId: home.identityStoreId,
            MaxResults: 1,
          }),
        ),
    },
    {
      action: 'organizations:ListAccounts',
      counts: false,
      send: () => organizations.send(new ListAccountsCommand({})),
    },
    {
      action: 'organizations:DescribeOrganization',
      counts: false,
      send: () => organizations.send(new DescribeOrganizationCommand({})),
    },
  ];
  return [...tries, ...triesOnASet(tools, InstanceArn, example, sso)];
}

function triesOnASet(
  { ssoAdmin }: SurveyTools,
  InstanceArn: string,
  { setArn: PermissionSetArn, accountId: AccountId }: Probe,
  sso: (action: string, send: () => Promise<unknown>) => Try,
): Try[] {
  if (!PermissionSetArn) return [];
  const where = { InstanceArn, PermissionSetArn };
  const tries = [
    sso('DescribePermissionSet', () =>
      ssoAdmin.send(new DescribePermissionSetCommand(where)),
    ),
    sso('ListAccountsForProvisionedPermissionSet', () =>
      ssoAdmin.send(
        new ListAccountsForProvisionedPermissionSetCommand({
          ...where,
          MaxResults: 1,
        }),
      ),
    ),
    sso('ListTagsForResource', () =>
      ssoAdmin.send(
        new ListTagsForResourceCommand({
          InstanceArn,
          ResourceArn: PermissionSetArn,
        }),
      ),
    ),
  ];
  if (!AccountId) return tries;
  return [
    ...tries,
    sso('ListAccountAssignments', () =>
      ssoAdmin.send(
        new ListAccountAssignmentsCommand({
          ...where,
          AccountId,
          MaxResults: 1,
        }),
      ),
    ),
  ];
}

async function isAllowed(tools: SurveyTools, one: Try): Promise<boolean> {
  try {
    // Nobody waits for it: it leaves the calls to others
    if (one.counts) await tools.budget.takeTurn();
    await tools.ask(one.send);
    return true;
  } catch (error) {
    if (!(error instanceof AwsTrouble)) throw error;
    if (error.code === 'access-denied') return false;
    // Anything but "again later" is an answer of somebody who may ask
    if (error.kind !== 'again-later') return true;
    throw error;
  }
}

/**
 * Tries each read that ends and checks rest on, and changes nothing. Whether
 * AWS would let us withdraw is not asked: no call tells it without doing it.
 */
export async function probeRights(
  tools: SurveyTools,
  home: Home,
  example: Probe,
): Promise<Right[]> {
  const rights: Right[] = [];
  for (const one of triesOf(tools, home, example)) {
    const allowed = await isAllowed(tools, one);
    rights.push({ action: one.action, allowed });
  }
  return rights;
}
