/*
 * A small judge of policies for tests: the conditions that the portal writes,
 * read as IAM reads them. It knows nothing of how they are rendered.
 */

/** Credentials that were issued for a role. */
export interface Token {
  userId: string;
  accountId: string;
  issuedAt: Date;
  /** The name of the set whose role it is. */
  setName?: string;
}

type Tests = Record<string, Record<string, string | string[]>>;

const listOf = (value: string | string[]) =>
  Array.isArray(value) ? value : [value];

function isLike(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
}

const OPERATORS: Record<string, (wanted: string, actual: string) => boolean> = {
  StringEquals: (wanted, actual) => wanted === actual,
  ArnLike: isLike,
  DateLessThan: (wanted, actual) => Date.parse(actual) < Date.parse(wanted),
};

function keysOf(token: Token, now: Date): Record<string, string> {
  const role = `AWSReservedSSO_${token.setName ?? 'Set'}_0123456789abcdef`;
  return {
    'identitystore:UserId': token.userId,
    'aws:PrincipalAccount': token.accountId,
    'aws:PrincipalArn': `arn:aws:iam::${token.accountId}:role/aws-reserved/sso.amazonaws.com/eu-west-1/${role}`,
    'aws:TokenIssueTime': token.issuedAt.toISOString(),
    'aws:CurrentTime': now.toISOString(),
  };
}

function holds(condition: Tests, keys: Record<string, string>): boolean {
  return Object.entries(condition).every(([name, tests]) => {
    const operator = OPERATORS[name];
    if (!operator) throw new Error(`This judge does not know ${name}`);
    return Object.entries(tests).every(([key, wanted]) => {
      const actual = keys[key];
      return (
        actual !== undefined &&
        listOf(wanted).some(one => operator(one, actual))
      );
    });
  });
}

/** Whether any statement denies everything to these credentials. */
export function isDenied(text: string, token: Token, now: Date): boolean {
  if (text === '') return false;
  const statements: { Effect: string; Condition?: Tests }[] = [
    JSON.parse(text).Statement,
  ].flat();
  const keys = keysOf(token, now);
  return statements.some(
    one => one.Effect === 'Deny' && holds(one.Condition ?? {}, keys),
  );
}
