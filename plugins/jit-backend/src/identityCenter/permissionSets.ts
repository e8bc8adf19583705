import { createHash } from 'node:crypto';
import {
  DescribePermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  paginateListCustomerManagedPolicyReferencesInPermissionSet,
  paginateListManagedPoliciesInPermissionSet,
  paginateListPermissionSets,
  PermissionSet,
  PermissionsBoundary,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { minutesOf } from '@jit-portal/backstage-plugin-jit-common';
import { withoutDenies } from '../domain/denyStatements';
import { SetContent, StandardSet } from './IdentityCenter';
import type { ReadSet, Turn } from './SetReader';

const byText = (a: string, b: string) => Number(a > b) - Number(a < b);

/**
 * A hash that is the same for the same content, whatever order AWS lists it
 * in, and differs with any change of it.
 */
export function fingerprintOf(content: SetContent): string {
  const canonical = {
    boundary: content.boundary
      ? [
          content.boundary.managedPolicyArn ?? null,
          content.boundary.path ?? null,
          content.boundary.name ?? null,
        ]
      : null,
    customerPolicies: content.customerPolicies
      .map(one => JSON.stringify([one.path, one.name]))
      .sort(byText),
    // Denies of ours only narrow it, come and go, and are not its meaning
    inlinePolicy: withoutDenies(content.inlinePolicy),
    managedPolicyArns: [...content.managedPolicyArns].sort(byText),
    sessionDuration: content.sessionDuration,
  };
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

function boundaryOf(boundary?: PermissionsBoundary): SetContent['boundary'] {
  if (!boundary) return undefined;
  const { ManagedPolicyArn, CustomerManagedPolicyReference } = boundary;
  return {
    managedPolicyArn: ManagedPolicyArn,
    name: CustomerManagedPolicyReference?.Name,
    path: CustomerManagedPolicyReference?.Path,
  };
}

type Where = { InstanceArn: string; PermissionSetArn: string };

async function managedPolicies(client: SSOAdminClient, where: Where) {
  const arns: string[] = [];
  const pages = paginateListManagedPoliciesInPermissionSet({ client }, where);
  for await (const page of pages) {
    page.AttachedManagedPolicies?.forEach(one => arns.push(one.Arn!));
  }
  return arns;
}

async function customerPolicies(client: SSOAdminClient, where: Where) {
  const found: SetContent['customerPolicies'] = [];
  const pages = paginateListCustomerManagedPolicyReferencesInPermissionSet(
    { client },
    where,
  );
  for await (const page of pages) {
    page.CustomerManagedPolicyReferences?.forEach(one =>
      found.push({ name: one.Name!, path: one.Path ?? '/' }),
    );
  }
  return found;
}

/** A set without a boundary answers not-found. */
async function readBoundary(client: SSOAdminClient, where: Where) {
  try {
    const answer = await client.send(
      new GetPermissionsBoundaryForPermissionSetCommand(where),
    );
    return boundaryOf(answer.PermissionsBoundary);
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    return undefined;
  }
}

/** A set without an inline policy answers an empty one, or not-found. */
export async function readInlinePolicy(client: SSOAdminClient, where: Where) {
  try {
    const answer = await client.send(
      new GetInlinePolicyForPermissionSetCommand(where),
    );
    return answer.InlinePolicy ?? '';
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
    return '';
  }
}

/** Waits on the wire alone. */
const atOnce: Turn = async () => {};

/**
 * Everything in a set, fresh.
 *
 * @param turn - waits before each call; without it all go out together, since
 * a decision waits for them
 */
export async function contentOf(
  client: SSOAdminClient,
  where: Where,
  set: Pick<PermissionSet, 'SessionDuration'>,
  turn?: Turn,
): Promise<SetContent> {
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(read: () => Promise<T>): Promise<T> => {
    if (!turn) return read();
    const mine = before.then(turn).then(read);
    before = mine;
    return mine;
  };
  const [managed, customer, inlinePolicy, boundary] = await Promise.all([
    inTurn(() => managedPolicies(client, where)),
    inTurn(() => customerPolicies(client, where)),
    inTurn(() => readInlinePolicy(client, where)),
    inTurn(() => readBoundary(client, where)),
  ]);
  return {
    managedPolicyArns: managed,
    customerPolicies: customer,
    inlinePolicy,
    boundary,
    sessionDuration: set.SessionDuration ?? 'PT1H',
  };
}

async function describe(client: SSOAdminClient, where: Where) {
  const answer = await client.send(new DescribePermissionSetCommand(where));
  return answer.PermissionSet!;
}

function outlineOf({ PermissionSetArn }: Where, set: PermissionSet) {
  return {
    arn: PermissionSetArn,
    name: set.Name!,
    description: set.Description,
    sessionMinutes: minutesOf(set.SessionDuration ?? 'PT1H') ?? 60,
  };
}

/** Reads a set and everything in it, fresh. */
export async function readSet(
  client: SSOAdminClient,
  instance: string,
  arn: string,
): Promise<StandardSet> {
  const where = { InstanceArn: instance, PermissionSetArn: arn };
  const set = await describe(client, where);
  const content = await contentOf(client, where, set);
  const fingerprint = fingerprintOf(content);
  return { ...outlineOf(where, set), fingerprint, content };
}

/** Reads a set's name, and what is in it where that is needed. */
export async function readSetAsNeeded(
  client: SSOAdminClient,
  where: Where,
  needsContent: (name: string) => boolean,
  turn: Turn,
): Promise<ReadSet> {
  await turn();
  const set = await describe(client, where);
  const outline = outlineOf(where, set);
  if (!needsContent(outline.name)) return outline;
  const content = await contentOf(client, where, set, turn);
  return { ...outline, fingerprint: fingerprintOf(content), content };
}

/** All pages or none. */
export async function listSetArns(
  client: SSOAdminClient,
  instance: string,
  turn: Turn = atOnce,
): Promise<string[]> {
  const arns: string[] = [];
  const pages = paginateListPermissionSets(
    { client, pageSize: 100 },
    { InstanceArn: instance },
  );
  await turn();
  for await (const page of pages) {
    arns.push(...(page.PermissionSets ?? []));
    if (page.NextToken) await turn();
  }
  return arns;
}
