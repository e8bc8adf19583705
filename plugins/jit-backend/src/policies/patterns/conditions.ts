import { LIMITS, Setting } from '../paths/limits';
import { operatorOf } from '../reading/conditionOperators';
import { Condition, Statement } from '../reading/Policy';
import { globsOverlap } from './globs';
import { widened } from './variables';

const POSITIVE = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'ArnEquals',
  'ArnLike',
  'Bool',
]);

/** True only when the key is there and is one of what is named. */
function holdsOnlyFor({ operator, values }: Condition): boolean {
  const known = operatorOf(operator);
  if (!known || known.ifExists || known.over === 'ForAllValues') return false;
  return POSITIVE.has(known.name) && values.length > 0;
}

/** Keys whose values are true or false. */
const BOOLEANS = ['kms:grantisforawsresource'];

/** All of them must hold; others, such as Null and StringNotEquals, name nothing. */
function naming({ conditions }: Statement, key: string): Condition[] {
  const wanted = key.toLowerCase();
  return conditions.filter(
    one =>
      one.key.toLowerCase() === wanted &&
      holdsOnlyFor(one) &&
      // Nobody knows what Bool makes of a name
      (operatorOf(one.operator)!.name !== 'Bool' || BOOLEANS.includes(wanted)),
  );
}

/** What conditions name that hold for nothing else; undefined without any. */
export function namedBy(
  statement: Statement,
  key: string,
): string[] | undefined {
  const conditions = naming(statement, key);
  return conditions.length > 0
    ? conditions.flatMap(({ values }) => values)
    : undefined;
}

/** Whether a statement is limited by any of these keys. */
export function isLimitedBy(
  statement: Statement,
  keys: string[],
  setting: Setting,
): boolean {
  return keys.some(key => {
    const limits = LIMITS[key.toLowerCase()];
    return naming(statement, key).some(({ values }) =>
      values.every(value => limits(value, setting)),
    );
  });
}

/**
 * Whether the key may be what a pattern takes, as far as the conditions tell.
 * Without regard to case: some operators have none, and no two services differ
 * in it.
 */
export function mayBe(
  statement: Statement,
  key: string,
  pattern: string,
): boolean {
  const wanted = pattern.toLowerCase();
  return naming(statement, key).every(({ values }) =>
    values.some(one => globsOverlap(widened(one).toLowerCase(), wanted)),
  );
}
