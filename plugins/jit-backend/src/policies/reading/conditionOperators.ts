/** How the values of an operator have to look. */
export type ValueForm =
  | 'text'
  | 'number'
  | 'date'
  | 'boolean'
  | 'binary'
  | 'ip'
  | 'arn';

/** Every condition operator of IAM, without its prefix and its `IfExists`. */
const OPERATORS: Record<string, ValueForm> = {
  StringEquals: 'text',
  StringNotEquals: 'text',
  StringEqualsIgnoreCase: 'text',
  StringNotEqualsIgnoreCase: 'text',
  StringLike: 'text',
  StringNotLike: 'text',
  NumericEquals: 'number',
  NumericNotEquals: 'number',
  NumericLessThan: 'number',
  NumericLessThanEquals: 'number',
  NumericGreaterThan: 'number',
  NumericGreaterThanEquals: 'number',
  DateEquals: 'date',
  DateNotEquals: 'date',
  DateLessThan: 'date',
  DateLessThanEquals: 'date',
  DateGreaterThan: 'date',
  DateGreaterThanEquals: 'date',
  Bool: 'boolean',
  BinaryEquals: 'binary',
  IpAddress: 'ip',
  NotIpAddress: 'ip',
  ArnEquals: 'arn',
  ArnNotEquals: 'arn',
  ArnLike: 'arn',
  ArnNotLike: 'arn',
  Null: 'boolean',
};

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

export interface Operator {
  name: string;
  form: ValueForm;
  /** Over the several values of one key; true without any under ForAllValues. */
  over?: 'ForAllValues' | 'ForAnyValue';
  ifExists: boolean;
}

/** Undefined where IAM knows no such operator. */
export function operatorOf(written: string): Operator | undefined {
  const [, over, name, ifExists] = OPERATOR.exec(written) ?? [];
  if (!name || !Object.hasOwn(OPERATORS, name)) return undefined;
  if (name === 'Null' && ifExists) return undefined;
  return {
    name,
    form: OPERATORS[name],
    over: over as Operator['over'],
    ifExists: Boolean(ifExists),
  };
}

const FORMS: Record<ValueForm, RegExp> = {
  text: /^/,
  number: /^-?[0-9]+(\.[0-9]+)?$/,
  date: /^([0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2}))?)?)?|[0-9]{9,13})$/,
  boolean: /^(true|false)$/i,
  binary: /^[A-Za-z0-9+/]+={0,2}$/,
  // Version 6 has a colon somewhere
  ip: /^([0-9]{1,3}(\.[0-9]{1,3}){3}|(?=[^/]*:)[0-9A-Fa-f:.]+)(\/[0-9]{1,3})?$/,
  arn: /^(\*|arn:.+)$/,
};

/** What has a form of its own is no longer, whatever it is. */
const LONGEST = 128;
const OF_ANY_LENGTH: ValueForm[] = ['text', 'arn', 'binary'];

/** A value that AWS fills in when it decides can be of any form. */
const VARIABLE = /\$\{[^{}]+\}/;

export function fits(value: string, form: ValueForm): boolean {
  const isLong = value.length > LONGEST && !OF_ANY_LENGTH.includes(form);
  return (!isLong && FORMS[form].test(value)) || VARIABLE.test(value);
}
