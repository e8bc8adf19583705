import { Aws } from '../aws';
import { known, ok, Refusal, Route } from './route';

export const changeUser: Route = (aws, [userName], body) => {
  const user = known(
    aws.world.seed.users.find(one => one.userName === userName),
    `user ${userName}`,
  );
  if (typeof body?.enabled !== 'boolean') {
    throw new Refusal('enabled must be true or false');
  }
  user.enabled = body.enabled;
  return ok(user);
};

export const changeAccount: Route = (aws, [id], body) => {
  const account = known(
    aws.world.seed.accounts.find(one => one.id === id),
    `account ${id}`,
  );
  account.state = body?.state ?? account.state;
  account.parentId = body?.parentId ?? account.parentId;
  return ok(account);
};

/** Somebody edits, attaches or detaches a service control policy. */
export const changeControlPolicy: Route = (aws, [id], body) => {
  const { world } = aws;
  const policy = known(
    world.data.controlPolicies.find(one => one.id === id),
    `policy ${id}`,
  );
  if (body?.content !== undefined) {
    world.changeControlPolicy(policy, String(body.content));
  }
  if (Array.isArray(body?.targets)) policy.targets = body.targets.map(String);
  return ok(policy);
};

function keyOf(aws: Aws, body: any) {
  const { data } = aws.world;
  const set = data.permissionSets.find(
    one => one.name === body?.permissionSetName,
  );
  const user = data.seed.users.find(one => one.userName === body?.userName);
  if (!set || !user) {
    throw new Refusal('permissionSetName and userName must be known');
  }
  return {
    accountId: String(body.accountId),
    permissionSetArn: set.arn,
    principalType: 'USER' as const,
    principalId: user.id,
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
