import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { Config } from '@backstage/config';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { AwsSettings } from './readSettings';

/** Organizations has one endpoint per partition. */
function partitionOf(region: string): { region: string; endpoint: string } {
  const of = (where: string, domain = 'amazonaws.com') => ({
    region: where,
    endpoint: `https://organizations.${where}.${domain}`,
  });
  if (region.startsWith('cn-')) return of('cn-northwest-1', 'amazonaws.com.cn');
  return of(region.startsWith('us-gov-') ? 'us-gov-west-1' : 'us-east-1');
}

async function credentialsFor(aws: AwsSettings, root: Config) {
  if (aws.endpoint) {
    return { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' };
  }
  const provider = await DefaultAwsCredentialsManager.fromConfig(
    root,
  ).getCredentialProvider({ accountId: aws.callerAccount });
  return provider.sdkCredentialProvider;
}

/**
 * The client of the organisation. Its endpoint is always said, so that none of
 * environment or profile leads elsewhere (H35). Tags are a call for each
 * account, so it is patient and keeps to the pace that AWS allows.
 */
export async function organizationsClient(
  aws: AwsSettings,
  root: Config,
): Promise<OrganizationsClient> {
  const { region, endpoint } = partitionOf(aws.region);
  return new OrganizationsClient({
    region,
    endpoint: aws.endpoint ?? endpoint,
    credentials: await credentialsFor(aws, root),
    maxAttempts: 8,
    retryMode: 'adaptive',
  });
}
