import { operatorOf } from '../reading/conditionOperators';
import { Condition, Statement } from '../reading/Policy';

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
  return POSITIVE.has(known.name) && !values.some(one => /^[*?]+$/.test(one));
}

/** The values that a statement limits a key to; undefined where it does not. */
export function limitedTo(
  { conditions }: Statement,
  key: string,
): string[] | undefined {
  const wanted = key.toLowerCase();
  return conditions.find(
    one => one.key.toLowerCase() === wanted && holdsOnlyFor(one),
  )?.values;
}

/** Whether a statement is limited by any of these keys. */
export function isLimitedBy(statement: Statement, keys: string[]): boolean {
  return keys.some(key => limitedTo(statement, key) !== undefined);
}
