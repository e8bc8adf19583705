import { AwsError } from '../errors';
import { isWrite } from '../faults/kinds';
import { World } from '../world/World';
import { Input } from './context';

/**
 * What a delegated administrator may not do: change anything in the management
 * account, or anything about a set that is provisioned there, wherever it is
 * used (fact 9). Reading stays allowed.
 *
 * @throws AccessDeniedException
 */
export function refuseDelegated(
  { data, seed }: World,
  operation: string,
  input: Input,
): void {
  const { callerAccountId, managementAccountId } = seed;
  if (callerAccountId === managementAccountId || !isWrite(operation)) return;
  const arn = input.PermissionSetArn ?? input.ResourceArn;
  const isOutOfReach =
    input.TargetId === managementAccountId ||
    data.roles.some(
      role =>
        role.accountId === managementAccountId && role.permissionSetArn === arn,
    );
  if (!isOutOfReach) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: arn:aws:sts::${callerAccountId}:assumed-role/jit/emulated is not authorized to perform: sso:${operation} on resource: ${arn}`,
  );
}
