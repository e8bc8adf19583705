import { InputError } from '@backstage/errors';
import {
  DescribeInstanceCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { JitConfig } from '../config/JitConfig';
import { Home } from './IdentityCenter';

/** What AWS says of where we are. */
export async function readHome(
  ssoAdmin: SSOAdminClient,
  sts: STSClient,
  aws: JitConfig['aws'],
): Promise<Home> {
  const instance = await ssoAdmin.send(
    new DescribeInstanceCommand({ InstanceArn: aws.instanceArn }),
  );
  const caller = await sts.send(new GetCallerIdentityCommand({}));
  return {
    instanceArn: instance.InstanceArn ?? aws.instanceArn,
    identityStoreId: instance.IdentityStoreId ?? '',
    region: aws.region,
    callerAccount: caller.Account ?? '',
  };
}

/**
 * Compares what AWS says with what configuration says, so that neither an
 * emulator nor another organization is taken for ours (H35).
 */
export function checkHome(home: Home, aws: JitConfig['aws']): void {
  const wrong = [
    ['instanceArn', aws.instanceArn, home.instanceArn],
    ['identityStoreId', aws.identityStoreId, home.identityStoreId],
    ['callerAccount', aws.callerAccount, home.callerAccount],
  ].filter(([, wanted, found]) => wanted && wanted !== found);
  if (wrong.length === 0) return;
  throw new InputError(
    wrong
      .map(
        ([key, wanted, found]) =>
          `jit.aws.${key} is ${wanted}, but AWS says ${found || 'nothing'}`,
      )
      .join('; '),
  );
}
