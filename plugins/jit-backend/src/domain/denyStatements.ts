import { createHash } from 'node:crypto';

/*
 * The statements that cut role credentials off, and the documents that hold
 * them. Everything is rendered whole, in one order, so that the same denies
 * always give the same text (H27).
 */

/** A deny as it is to be written. */
export interface WrittenDeny {
  accountId: string;
  principalId: string;
  setName: string;
  /** Only tokens issued before it are denied; none: all of them (H26). */
  cutOff?: Date;
}

interface Statement {
  Sid?: string;
  Effect: string;
  Action?: unknown;
  Resource?: unknown;
  Condition?: unknown;
  [other: string]: unknown;
}

interface PolicyDocument {
  Version?: string;
  Statement?: Statement | Statement[];
  [other: string]: unknown;
}

const VERSION = '2012-10-17';
const SID = /^JitDeny[A-Za-z0-9]+$/;
const KEYS = 'Action,Condition,Effect,Resource,Sid';
const byText = (a: string, b: string) => Number(a > b) - Number(a < b);

function listOf<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A deny can only narrow, so taking one for ours can never hide an allow. */
function isOurs(statement: Statement): boolean {
  return (
    typeof statement === 'object' &&
    SID.test(statement.Sid ?? '') &&
    Object.keys(statement).sort(byText).join() === KEYS &&
    statement.Effect === 'Deny' &&
    statement.Action === '*' &&
    statement.Resource === '*'
  );
}

function parse(text: string): PolicyDocument | undefined {
  try {
    const document = JSON.parse(text);
    return typeof document === 'object' && document ? document : undefined;
  } catch {
    return undefined;
  }
}

/** AWS reads times of policies in whole seconds: never earlier than meant. */
export function policyTime(time: Date): string {
  const whole = new Date(Math.ceil(time.getTime() / 1000) * 1000);
  return `${whole.toISOString().slice(0, 19)}Z`;
}

function deny(sid: string, condition: object): Statement {
  return {
    Sid: `JitDeny${sid}`,
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: condition,
  };
}

/** Denies that share a statement: everything but the user is the same. */
function together(
  denies: readonly WrittenDeny[],
  keyOf: (one: WrittenDeny) => string,
): WrittenDeny[][] {
  const groups = new Map<string, WrittenDeny[]>();
  for (const one of denies) {
    const key = `${keyOf(one)} ${one.cutOff ? policyTime(one.cutOff) : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].sort(([a], [b]) => byText(a, b)).map(([, one]) => one);
}

const usersOf = (group: readonly WrittenDeny[]) =>
  [...new Set(group.map(one => one.principalId))].sort(byText);

const issuedBefore = ({ cutOff }: WrittenDeny) =>
  cutOff && { DateLessThan: { 'aws:TokenIssueTime': policyTime(cutOff) } };

const timeSid = ({ cutOff }: WrittenDeny) =>
  cutOff ? `T${policyTime(cutOff).replace(/[^0-9]/g, '')}` : '';

/** One statement per account (H28), and one per account and cut-off time. */
export function inlineStatements(denies: readonly WrittenDeny[]): Statement[] {
  return together(denies, one => one.accountId).map(group =>
    deny(`${group[0].accountId}${timeSid(group[0])}`, {
      StringEquals: {
        'aws:PrincipalAccount': group[0].accountId,
        'identitystore:UserId': usersOf(group),
      },
      ...issuedBefore(group[0]),
    }),
  );
}

/** A Sid holds letters and digits alone, so a set is told by a hash of its name. */
function setSid(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 6);
}

/** The role's suffix is sixteen characters: no other set's role matches. */
function roleArn({ accountId, setName }: WrittenDeny): string {
  const suffix = '?'.repeat(16);
  return `arn:*:iam::${accountId}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${setName}_${suffix}`;
}

/** Only the role of this set in this account; other access stays. */
export function scpStatements(denies: readonly WrittenDeny[]): Statement[] {
  return together(denies, one => `${one.accountId} ${one.setName}`).map(group =>
    deny(
      `${group[0].accountId}${setSid(group[0].setName)}${timeSid(group[0])}`,
      {
        StringEquals: { 'identitystore:UserId': usersOf(group) },
        ArnLike: { 'aws:PrincipalArn': roleArn(group[0]) },
        ...issuedBefore(group[0]),
      },
    ),
  );
}

/** A permission set's own inline policy with the denies after it. */
export function inlineDocument(
  base: string,
  denies: readonly WrittenDeny[],
): string {
  if (denies.length === 0) return base;
  const own = base === '' ? { Version: VERSION } : parse(base);
  if (!own) throw new Error('The inline policy is not a JSON document');
  return JSON.stringify({
    ...own,
    Statement: [...listOf(own.Statement), ...inlineStatements(denies)],
  });
}

/** What the SCP holds while nobody is denied: a policy cannot be empty. */
export const EMPTY_SCP = JSON.stringify({
  Version: VERSION,
  Statement: [
    {
      Sid: 'JitNobody',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'identitystore:UserId': 'nobody' } },
    },
  ],
});

/** The portal's own SCP: nothing but denies (H29). */
export function scpDocument(denies: readonly WrittenDeny[]): string {
  if (denies.length === 0) return EMPTY_SCP;
  return JSON.stringify({ Version: VERSION, Statement: scpStatements(denies) });
}

/** Whether two texts are the same document, however they are spaced. */
export function isSameDocument(one: string, other: string): boolean {
  const compact = (text: string) => JSON.stringify(parse(text)) ?? text;
  return one === other || compact(one) === compact(other);
}

/** Whether any of our denies is in it. */
export function holdsDenies(text: string): boolean {
  return listOf(parse(text)?.Statement).some(isOurs);
}

/** Whether denies can be added: a JSON document, or none at all. */
export function canHoldDenies(base: string): boolean {
  return base === '' || parse(base) !== undefined;
}

/** What a set allows by itself: its inline policy, compact, without our denies. */
export function withoutDenies(text: string): string {
  const document = parse(text);
  if (!document) return text;
  const all = listOf(document.Statement);
  const own = all.filter(one => !isOurs(one));
  if (own.length === 0 && all.length > 0) return '';
  return JSON.stringify({ ...document, Statement: own });
}

/** AWS's limits: characters that are not white space, and all of them. */
export const INLINE_LIMIT = 10_240;

/** Characters as AWS counts them: in inline policies white space is free. */
export function countedSize(text: string): number {
  return text.replace(/\s/g, '').length;
}
