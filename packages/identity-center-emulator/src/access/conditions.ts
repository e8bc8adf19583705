import { isLike, listOf, NotEmulated } from './matching';

/** What a call knows of itself, by the name of the condition key. */
export type Keys = Record<string, string | string[]>;

/** `{ StringEquals: { 'aws:PrincipalAccount': ['111111111111'] } }` */
export type Conditions = Record<string, Record<string, string | string[]>>;

type Compare = (wanted: string, actual: string) => boolean;

/** Each of an ARN's six parts by itself: no star reaches over a colon. */
function isArnLike(wanted: string, actual: string): boolean {
  const partsOf = (arn: string) => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const parts = partsOf(actual);
  return partsOf(wanted).every((one, at) => isLike(one, parts[at]));
}

const time = (text: string) => new Date(text).getTime();

const OPERATORS: Record<string, Compare> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringLike: (wanted, actual) => isLike(wanted, actual),
  ArnEquals: isArnLike,
  ArnLike: isArnLike,
  DateLessThan: (wanted, actual) => time(actual) < time(wanted),
  DateLessThanEquals: (wanted, actual) => time(actual) <= time(wanted),
  DateGreaterThan: (wanted, actual) => time(actual) > time(wanted),
  DateGreaterThanEquals: (wanted, actual) => time(actual) >= time(wanted),
};

const NEGATED: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

// Names of keys do not tell upper case from lower
function valueOf(keys: Keys, wanted: string): string[] | undefined {
  const name = Object.keys(keys).find(
    one => one.toLowerCase() === wanted.toLowerCase(),
  );
  return name === undefined ? undefined : listOf(keys[name]);
}

/** One operator on one key; any of the wanted values will do. */
function isMet(
  operator: string,
  wanted: string[],
  actual: string[] | undefined,
): boolean {
  const [, qualifier, name, ifExists] =
    /^(?:(ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const compare = OPERATORS[NEGATED[name] ?? name];
  if (!compare) throw new NotEmulated(`the condition ${operator}`);
  const isNegated = name in NEGATED;
  // A missing key does not match: a deny on it fails open, as in AWS
  if (!actual) return qualifier ? false : isNegated || Boolean(ifExists);
  if (isNegated) {
    const differs = (value: string) => !wanted.some(one => compare(one, value));
    return qualifier ? actual.some(differs) : actual.every(differs);
  }
  return actual.some(value => wanted.some(one => compare(one, value)));
}

/** Whether all of a statement's conditions hold. */
export function conditionsHold(
  conditions: Conditions | undefined,
  keys: Keys,
): boolean {
  return Object.entries(conditions ?? {}).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) =>
      isMet(operator, listOf(wanted), valueOf(keys, key)),
    ),
  );
}
