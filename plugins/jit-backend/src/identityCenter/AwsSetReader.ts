import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { AwsTrouble } from './awsErrors';
import { listSetArns, readSetAsNeeded } from './permissionSets';
import { ReadSet, SetReader, Turn } from './SetReader';

/** What the reader borrows from the port. */
export interface SetReaderTools {
  ssoAdmin: SSOAdminClient;
  instanceArn: string;
  /** Sorts what goes wrong. */
  ask: <T>(ask: () => Promise<T>) => Promise<T>;
}

/** The reader of sets on the AWS SDK. */
export class AwsSetReader implements SetReader {
  constructor(private readonly tools: SetReaderTools) {}

  async arns(turn: Turn): Promise<string[]> {
    const { ssoAdmin, instanceArn, ask } = this.tools;
    return ask(() => listSetArns(ssoAdmin, instanceArn, turn));
  }

  async read(
    arn: string,
    needsContent: (name: string) => boolean,
    turn: Turn,
  ): Promise<ReadSet | undefined> {
    const { ssoAdmin, instanceArn, ask } = this.tools;
    const where = { InstanceArn: instanceArn, PermissionSetArn: arn };
    try {
      return await ask(() =>
        readSetAsNeeded(ssoAdmin, where, needsContent, turn),
      );
    } catch (error) {
      if (error instanceof AwsTrouble && error.code === 'set-not-found') {
        return undefined;
      }
      throw error;
    }
  }
}
