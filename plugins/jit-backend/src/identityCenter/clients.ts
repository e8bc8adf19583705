import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { JitConfig } from '../config/JitConfig';
import { checkCredentialEndpoints } from './credentialEndpoints';

/** The AWS clients behind the port. */
export interface AwsClients {
  /** Reads: the SDK may try three times. */
  ssoAdmin: SSOAdminClient;
  /** Changes: one attempt; repeating is ours alone (H2). */
  ssoAdminChanges: SSOAdminClient;
  identityStore: IdentitystoreClient;
  organizations: OrganizationsClient;
  /** The deny SCP alone, by its own role where one is configured (H29). */
  denyPolicies: OrganizationsClient;
  /** What AWS managed policies say. */
  iam: IAMClient;
  /** Judges policies, where that is configured. */
  accessAnalyzer: AccessAnalyzerClient;
  sts: STSClient;
}

type Service =
  | 'sso'
  | 'identitystore'
  | 'organizations'
  | 'iam'
  | 'access-analyzer'
  | 'sts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where AWS China and others live, by the beginning of the Region's name. */
function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

/** Organizations has one endpoint per partition. */
function organizationsRegionOf(region: string): string {
  if (region.startsWith('cn-')) return 'cn-northwest-1';
  if (region.startsWith('us-gov-')) return 'us-gov-west-1';
  return 'us-east-1';
}

/** IAM has one endpoint per partition, too. */
function iamRegionOf(region: string): string {
  if (region.startsWith('cn-')) return 'cn-north-1';
  return region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1';
}

/** In AWS's own partition IAM's host names no Region. */
function iamHost(region: string): string {
  const where = iamRegionOf(region);
  if (where === 'cn-north-1') return 'iam.cn-north-1.amazonaws.com.cn';
  return where === 'us-gov-west-1'
    ? 'iam.us-gov.amazonaws.com'
    : 'iam.amazonaws.com';
}

function regionFor(service: Service, region: string): string {
  if (service === 'organizations') return organizationsRegionOf(region);
  return service === 'iam' ? iamRegionOf(region) : region;
}

/**
 * AWS's own address of a service. Always handed to the clients, because an
 * explicit endpoint is what makes the SDK ignore `AWS_ENDPOINT_URL*` and the
 * profile's `endpoint_url` (H35).
 */
export function awsEndpoint(service: Service, region: string): string {
  if (service === 'iam') return `https://${iamHost(region)}`;
  const where = regionFor(service, region);
  return `https://${service}.${where}.${domainOf(where)}`;
}

/** Emulators live on this machine: anything else is not one (H35). */
export function checkEmulatorEndpoint(endpoint: string): void {
  const url = new URL(endpoint);
  if (url.protocol !== 'http:' || !LOOPBACK.includes(url.hostname)) {
    throw new InputError(
      `jit.aws.endpoint is for the emulator and must be http on this machine, not ${endpoint}. Leave it out to use AWS.`,
    );
  }
}

const EMULATOR_CREDENTIALS = {
  accessKeyId: 'EMULATOR',
  secretAccessKey: 'emulator',
};

async function credentialsFor(aws: JitConfig['aws'], rootConfig: Config) {
  if (aws.endpoint) return EMULATOR_CREDENTIALS;
  const provider = await DefaultAwsCredentialsManager.fromConfig(
    rootConfig,
  ).getCredentialProvider({ accountId: aws.callerAccount });
  return provider.sdkCredentialProvider;
}

/** Another role's credentials; the SDK asks again when they run out. */
function assumed(sts: STSClient, roleArn: string) {
  return async () => {
    const { Credentials: found } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: 'jit-denies',
      }),
    );
    return {
      accessKeyId: found!.AccessKeyId!,
      secretAccessKey: found!.SecretAccessKey!,
      sessionToken: found!.SessionToken,
      expiration: found!.Expiration,
    };
  };
}

/** Makes the clients for AWS, or for the emulator where one is configured. */
export async function createAwsClients(options: {
  aws: JitConfig['aws'];
  rootConfig: Config;
  denyRoleArn?: string;
  env?: Record<string, string | undefined>;
}): Promise<AwsClients> {
  const { aws, rootConfig, denyRoleArn, env = process.env } = options;
  if (aws.endpoint) checkEmulatorEndpoint(aws.endpoint);
  else await checkCredentialEndpoints(env, rootConfig);
  const credentials = await credentialsFor(aws, rootConfig);
  const of = (service: Service, maxAttempts: number) => ({
    region: regionFor(service, aws.region),
    endpoint: aws.endpoint ?? awsEndpoint(service, aws.region),
    credentials,
    maxAttempts,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
    }),
  });
  const sts = new STSClient(of('sts', 3));
  return {
    ssoAdmin: new SSOAdminClient(of('sso', 3)),
    ssoAdminChanges: new SSOAdminClient(of('sso', 1)),
    identityStore: new IdentitystoreClient(of('identitystore', 3)),
    organizations: new OrganizationsClient(of('organizations', 3)),
    denyPolicies: new OrganizationsClient({
      ...of('organizations', 1),
      ...(denyRoleArn &&
        !aws.endpoint && { credentials: assumed(sts, denyRoleArn) }),
    }),
    iam: new IAMClient(of('iam', 3)),
    accessAnalyzer: new AccessAnalyzerClient(of('access-analyzer', 2)),
    sts,
  };
}
