import fc from 'fast-check';
import { isDenied } from '../engine/__testUtils__/policyOf';
import {
  countedSize,
  EMPTY_SCP,
  holdsDenies,
  inlineDocument,
  isSameDocument,
  policyTime,
  scpDocument,
  withoutDenies,
  WrittenDeny,
} from './denyStatements';

const ACCOUNTS = ['111111111111', '222222222222'];
const USERS = ['dana', 'eve', 'kim'];
const SETS = ['Read', 'Read_More', 'ReadOnlyAccess'];
const START = Date.parse('2026-11-23T12:00:00Z');
const at = (seconds: number) => new Date(START + seconds * 1_000);

const anyDeny: fc.Arbitrary<WrittenDeny> = fc.record({
  accountId: fc.constantFrom(...ACCOUNTS),
  principalId: fc.constantFrom(...USERS),
  setName: fc.constant('Read'),
  cutOff: fc.option(fc.integer({ min: -60, max: 60 }).map(at), {
    nil: undefined,
  }),
});
const anyToken = fc.record({
  userId: fc.constantFrom(...USERS),
  accountId: fc.constantFrom(...ACCOUNTS),
  issuedAt: fc.integer({ min: -90, max: 90 }).map(at),
  setName: fc.constantFrom(...SETS),
});

const BASES = [
  '',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  '{\n  "Statement": { "Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalAccount": "x" } } }\n}',
];
const anyBase = fc.constantFrom(...BASES);

/** Said in our own words, to hold the rendering against. */
const isMeant = (
  { accountId, principalId, cutOff }: WrittenDeny,
  token: { userId: string; accountId: string; issuedAt: Date },
) =>
  accountId === token.accountId &&
  principalId === token.userId &&
  (!cutOff || token.issuedAt < cutOff);

describe('denies as they are written', () => {
  it('deny exactly whom they name, where and of when (H27)', () => {
    fc.assert(
      fc.property(
        anyBase,
        fc.array(anyDeny, { maxLength: 8 }),
        anyToken,
        (base, denies, token) => {
          const text = inlineDocument(base, denies);
          const meant = denies.some(one => isMeant(one, token));
          expect(isDenied(text, token, at(0))).toBe(meant);
        },
      ),
    );
  });

  it('of the SCP deny the role of that set alone (H29)', () => {
    fc.assert(
      fc.property(
        fc.array(anyDeny, { maxLength: 8 }),
        anyToken,
        (denies, token) => {
          const meant =
            token.setName === 'Read' && denies.some(one => isMeant(one, token));
          expect(isDenied(scpDocument(denies), token, at(0))).toBe(meant);
        },
      ),
    );
  });

  it('give the same text whatever order they are in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyDeny, { maxLength: 8 }),
        anyBase,
        (denies, base) => {
          const reversed = [...denies].reverse();
          expect(inlineDocument(base, reversed)).toBe(
            inlineDocument(base, denies),
          );
          expect(scpDocument(reversed)).toBe(scpDocument(denies));
        },
      ),
    );
  });

  it('leave the set’s own policy as it was, and its fingerprint (H16)', () => {
    fc.assert(
      fc.property(
        anyBase,
        fc.array(anyDeny, { minLength: 1, maxLength: 8 }),
        (base, denies) => {
          const text = inlineDocument(base, denies);
          expect(holdsDenies(text)).toBe(true);
          expect(withoutDenies(text)).toBe(withoutDenies(base));
          expect(holdsDenies(withoutDenies(text))).toBe(false);
        },
      ),
    );
  });

  it('no Sid comes twice, which AWS would refuse', () => {
    fc.assert(
      fc.property(fc.array(anyDeny, { maxLength: 12 }), denies => {
        for (const text of [inlineDocument('', denies), scpDocument(denies)]) {
          if (text === '') continue;
          const sids = JSON.parse(text).Statement.map(
            (one: { Sid: string }) => one.Sid,
          );
          expect(new Set(sids).size).toBe(sids.length);
          for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
        }
      }),
    );
  });

  it('one statement serves an account, however many people (H28)', () => {
    const denies = USERS.map(principalId => ({
      accountId: ACCOUNTS[0],
      principalId,
      setName: 'Read',
    }));
    expect(JSON.parse(inlineDocument('', denies)).Statement).toHaveLength(1);
  });

  it.each([
    ['an allow with our name', { Effect: 'Allow' }],
    ['a deny of some actions', { Action: 's3:*' }],
    ['a deny of some resources', { Resource: 'arn:aws:s3:::b' }],
    ['a deny without our name', { Sid: 'TheirDeny' }],
    ['a statement with more to it', { NotPrincipal: '*' }],
  ])('does not take %s for one of ours', (_, over) => {
    const statement = {
      Sid: 'JitDeny111111111111',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: {},
      ...over,
    };
    const text = JSON.stringify({ Statement: [statement] });
    expect(holdsDenies(text)).toBe(false);
    expect(withoutDenies(text)).toBe(text);
  });

  it('nobody is denied by the SCP while there are none', () => {
    expect(scpDocument([])).toBe(EMPTY_SCP);
    expect(holdsDenies(EMPTY_SCP)).toBe(false);
  });

  it('never cuts off earlier than meant, and counts as AWS does', () => {
    expect(policyTime(new Date(START + 1))).toBe('2026-11-23T12:00:01Z');
    expect(policyTime(new Date(START))).toBe('2026-11-23T12:00:00Z');
    expect(countedSize('{ "a": [\n\t1 ] }')).toBe(9);
    expect(isSameDocument('{"a": 1}', '{ "a" : 1 }')).toBe(true);
    expect(isSameDocument('{"a": 1}', '{"a": 2}')).toBe(false);
    expect(isSameDocument('', '{}')).toBe(false);
  });
});
