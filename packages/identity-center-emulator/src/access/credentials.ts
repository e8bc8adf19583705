import { randomUUID } from 'node:crypto';
import { CredentialsState } from '../world/types';
import { World } from '../world/World';
import { evaluate, Verdict } from './evaluate';
import { policiesOf } from './rolePolicies';

const HOUR = 3_600_000;

function sessionMs(duration: string): number {
  const match = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration);
  return (Number(match?.[1] ?? 0) + Number(match?.[2] ?? 0) / 60) * HOUR;
}

/**
 * Issues role credentials as signing in through the access portal does.
 *
 * @throws Error when the person has no assignment of the set in the account
 */
export function issueCredentials(
  world: World,
  wanted: { accountId: string; permissionSetName: string; userName: string },
): CredentialsState {
  const { data } = world;
  const user = data.seed.users.find(one => one.userName === wanted.userName);
  const role = data.roles.find(
    one =>
      one.accountId === wanted.accountId &&
      one.permissionSetName === wanted.permissionSetName,
  );
  const groups = data.seed.groups.filter(group =>
    group.members.includes(user?.id ?? ''),
  );
  const principals = [user?.id, ...groups.map(group => group.id)];
  const assigned = data.assignments.some(
    one =>
      one.accountId === wanted.accountId &&
      one.permissionSetArn === role?.permissionSetArn &&
      principals.includes(one.principalId),
  );
  if (!user || !role || !assigned) {
    throw new Error(
      `${wanted.userName} has no assignment of ${wanted.permissionSetName} in ${wanted.accountId}`,
    );
  }
  const set = data.permissionSets.find(
    one => one.arn === role.permissionSetArn,
  )!;
  const issuedAt = world.clock.now().getTime();
  const credentials: CredentialsState = {
    id: randomUUID(),
    userId: user.id,
    userName: user.userName,
    accountId: role.accountId,
    permissionSetArn: role.permissionSetArn,
    roleName: role.roleName,
    issuedAt,
    expiresAt: issuedAt + sessionMs(set.sessionDuration),
  };
  data.credentials.push(credentials);
  return credentials;
}

/** Whether these credentials could make a call now, and why. */
export function tryCall(
  world: World,
  id: string,
  call: { action: string; resource: string },
): Verdict | undefined {
  const { data } = world;
  const credentials = data.credentials.find(one => one.id === id);
  if (!credentials) return undefined;
  const now = world.clock.now();
  if (credentials.expiresAt <= now.getTime()) {
    return { effect: 'denied', because: 'the credentials have expired' };
  }
  // The role's name carries its suffix: a role made again is another one
  const role = data.roles.find(
    one =>
      one.accountId === credentials.accountId &&
      one.roleName === credentials.roleName,
  );
  if (!role) return { effect: 'denied', because: 'the role is gone' };
  const region = data.seed.region === 'us-east-1' ? '' : `/${data.seed.region}`;
  return evaluate(() => policiesOf(data, role, now), {
    ...call,
    keys: {
      'identitystore:UserId': credentials.userId,
      'aws:PrincipalAccount': credentials.accountId,
      'aws:PrincipalArn': `arn:aws:iam::${credentials.accountId}:role/aws-reserved/sso.amazonaws.com${region}/${role.roleName}`,
      'aws:TokenIssueTime': new Date(credentials.issuedAt).toISOString(),
      'aws:CurrentTime': now.toISOString(),
    },
  });
}
