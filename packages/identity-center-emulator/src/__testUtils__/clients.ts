import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { demoSeed } from '../seed';

/** Real SDK clients against an emulator, for its own tests. */
export function clientsFor(endpoint: string) {
  const config = {
    endpoint,
    region: demoSeed.region,
    credentials: { accessKeyId: 'emulated', secretAccessKey: 'emulated' },
    maxAttempts: 1,
  };
  return {
    sso: new SSOAdminClient(config),
    identityStore: new IdentitystoreClient(config),
    organizations: new OrganizationsClient(config),
    iam: new IAMClient(config),
    sts: new STSClient(config),
    analyzer: new AccessAnalyzerClient(config),
  };
}

export function setNamed(name: string) {
  return demoSeed.permissionSets.find(set => set.name === name)!;
}

export function userNamed(name: string) {
  return demoSeed.users.find(user => user.userName === `${name}@example.com`)!;
}

/** The key of somebody's assignment, as the SDK takes it. */
export function keyOf(name: string, setName: string, accountId: string) {
  return {
    InstanceArn: demoSeed.instanceArn,
    PermissionSetArn: setNamed(setName).arn,
    PrincipalType: 'USER' as const,
    PrincipalId: userNamed(name).id,
    TargetId: accountId,
    TargetType: 'AWS_ACCOUNT' as const,
  };
}

export async function post(url: string, body: unknown, method = 'POST') {
  const response = await fetch(url, {
    method,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
