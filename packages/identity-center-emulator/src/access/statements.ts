import { Conditions, conditionsHold, Keys } from './conditions';
import { isLike, listOf, NotEmulated } from './matching';

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Conditions;
}

export interface Document {
  Statement: Statement | Statement[];
}

/** What a call carries into the evaluation. */
export interface RequestContext {
  action: string;
  resource: string;
  keys: Keys;
}

function matches(statement: Statement, context: RequestContext): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const named = listOf(Action ?? NotAction).some(one =>
    isLike(one, context.action, true),
  );
  if (named === Boolean(NotAction)) return false;
  const meant = listOf(Resource ?? NotResource).some(one =>
    isLike(one, context.resource),
  );
  if (meant === Boolean(NotResource)) return false;
  return conditionsHold(statement.Condition, context.keys);
}

/**
 * Whether a statement of that effect matches.
 *
 * @throws NotEmulated when none does, of those that are emulated
 */
export function anyMatches(
  documents: Document[],
  effect: Statement['Effect'],
  context: RequestContext,
): boolean {
  let unsure: NotEmulated | undefined;
  const statements = documents.flatMap(one => listOf(one.Statement));
  for (const statement of statements) {
    if (statement.Effect !== effect) continue;
    try {
      if (matches(statement, context)) return true;
    } catch (error) {
      if (!(error instanceof NotEmulated)) throw error;
      unsure = error;
    }
  }
  if (unsure) throw unsure;
  return false;
}
