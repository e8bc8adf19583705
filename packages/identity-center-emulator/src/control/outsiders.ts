import { z } from 'zod/v4';
import { Aws } from '../aws';
import { parse } from '../parse';
import { known, ok, Refusal, Route } from './route';
import { setNamed } from './permissionSets';
import { groupNamed, userNamed } from './directory';

const STATES = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
] as const;

const accountChange = z.object({
  state: z.enum(STATES).optional(),
  parentId: z.string().optional(),
});

/** An account changes its state, or moves in the organization. */
export const changeAccount: Route = (aws, [id], body) => {
  const account = known(
    aws.world.seed.accounts.find(one => one.id === id),
    `account ${id}`,
  );
  Object.assign(account, parse(accountChange, body));
  return ok(account);
};

const policyChange = z.object({
  content: z.string().optional(),
  targets: z.array(z.string()).optional(),
});

/** Somebody edits, attaches or detaches a service control policy. */
export const changeControlPolicy: Route = (aws, [id], body) => {
  const { world } = aws;
  const { content, targets } = parse(policyChange, body);
  const policy = known(
    world.data.controlPolicies.find(one => one.id === id),
    `policy ${id}`,
  );
  if (content !== undefined) world.changeControlPolicy(policy, content);
  policy.targets = targets ?? policy.targets;
  return ok(policy);
};

/** Another account's credentials make the calls from now on. */
export const changeCaller: Route = (aws, _, body) => {
  const { seed } = aws.world;
  const account = seed.accounts.find(one => one.id === body?.accountId);
  seed.callerAccountId = known(account, `account ${body?.accountId}`).id;
  return ok({ callerAccountId: seed.callerAccountId });
};

function principalOf({ world }: Aws, body: any) {
  if (body?.groupName !== undefined) {
    const { id } = groupNamed(world.seed, body.groupName);
    return { principalType: 'GROUP' as const, principalId: id };
  }
  const { id } = userNamed(world.seed, body?.userName);
  return { principalType: 'USER' as const, principalId: id };
}

function keyOf(aws: Aws, body: any) {
  if (!/^\d{12}$/.test(body?.accountId)) {
    throw new Refusal('accountId must be 12 digits');
  }
  return {
    accountId: String(body.accountId),
    permissionSetArn: setNamed(aws, body?.permissionSetName).arn,
    ...principalOf(aws, body),
  };
}

/** Somebody assigns in AWS, past the portal. */
export const assignOutside: Route = (aws, _, body) => {
  aws.world.begin({ kind: 'creation', ...keyOf(aws, body) });
  return ok({}, 202);
};

export const removeOutside: Route = (aws, _, body) => {
  aws.world.begin({ kind: 'deletion', ...keyOf(aws, body) });
  return ok({}, 202);
};
