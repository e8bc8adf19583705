import { isLike, listOf } from './matching';
import { Statement } from './statements';

export interface Reason {
  description: string;
  statementIndex: number;
  statementId?: string;
}

function takes({ Action, NotAction }: Statement, action: string): boolean {
  const named = listOf(Action ?? NotAction).some(one =>
    isLike(one, action, true),
  );
  return NotAction === undefined ? named : !named;
}

/** Whatever the resource, and whenever: nothing is left of what it denies. */
function deniesAlways(statement: Statement, action: string): boolean {
  return (
    statement.Effect === 'Deny' &&
    statement.Condition === undefined &&
    listOf(statement.Resource).includes('*') &&
    takes(statement, action)
  );
}

/**
 * Why a policy may grant one of these actions on some resource, under some
 * condition; nothing where it grants none of them.
 */
export function reasonsToFail(
  statements: (Statement & { Sid?: string })[],
  actions: string[],
): Reason[] {
  return actions
    .filter(action => !statements.some(one => deniesAlways(one, action)))
    .flatMap(action =>
      statements.flatMap((statement, statementIndex) =>
        statement.Effect === 'Allow' && takes(statement, action)
          ? [
              {
                description: `Access to ${action} in the statement with index: ${statementIndex}.`,
                statementIndex,
                statementId: statement.Sid,
              },
            ]
          : [],
      ),
    );
}
