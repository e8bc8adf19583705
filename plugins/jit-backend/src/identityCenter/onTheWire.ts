import { AwsClients } from './clients';
import { sortAwsError } from './awsErrors';
import { CallBudget } from './CallBudget';

/**
 * Counts each attempt where it leaves for AWS, those that the SDK makes again
 * by itself too: AWS counts them all. A read waits for its call there; a
 * change is on its way within a deadline and waits for nothing (H2).
 */
export function countOnTheWire(
  { ssoAdmin, ssoAdminChanges }: AwsClients,
  budget: CallBudget,
): void {
  const heedThrottles = (error: unknown) => {
    if (sortAwsError(error).code === 'throttled') budget.throttled();
    return error;
  };
  // Low priority in this step: within the SDK's own attempts
  const where = {
    step: 'finalizeRequest',
    priority: 'low',
    name: 'jitCallBudget',
    override: true,
  } as const;
  ssoAdmin.middlewareStack.add(
    next => async args => {
      await budget.read();
      try {
        return await next(args);
      } catch (error) {
        throw heedThrottles(error);
      }
    },
    where,
  );
  ssoAdminChanges.middlewareStack.add(
    next => async args => {
      budget.spend();
      try {
        return await next(args);
      } catch (error) {
        throw heedThrottles(error);
      }
    },
    where,
  );
}
