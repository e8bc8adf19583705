import fc from 'fast-check';
import {
  DATA_LAKE,
  LEGACY,
  PRODUCTION,
  SANDBOX,
  STAGING,
} from '../../../testing/accounts';
import { everybody, Name, refOf } from '../../../testing/cast';
import { Schema } from './routes';

/** What is there when a request is put together. */
export interface Known {
  requests: any[];
  sessions: any[];
  /** Cursors that some list gave. */
  cursors: string[];
}

/** What a call is about, so that its parts can belong together. */
export interface Focus {
  request?: any;
  session?: any;
}

/** A value is made at the moment it is sent. */
export type Make<T = unknown> = (known: Known, focus: Focus) => T;

/** How far values are from what the description and the rules want. */
export type Mood = 'good' | 'mixed' | 'bad';

const always =
  <T>(value: T): Make<T> =>
  () =>
    value;

const constantly = (values: unknown[]): fc.Arbitrary<Make> =>
  fc.constantFrom(...values).map(always);

const nth = <T>(all: T[], index: number): T | undefined =>
  all[index % Math.max(1, all.length)];

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: ['arn:aws:s3:::payouts/*'],
    },
  ],
});

/** Right-to-left marks, look-alikes, what other layers read as code. */
const TRAPS = [
  '',
  ' ',
  '\u0000',
  'dana\u0000',
  '\u202Egnp.exe',
  '\u2066hidden\u2069',
  'pаyments',
  'ＲＥＱ-1',
  'REQ-１',
  'e\u0301'.repeat(40),
  '\u{1F469}\u200D\u{1F692}'.repeat(20),
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  '%',
  '_',
  '\\',
  "\\' or 1=1 --",
  "'; drop table requests; --",
  '" OR ""="',
  '{{7*7}}',
  '$where',
  '=cmd|calc!A1',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '\r\nSet-Cookie: a=b',
  'null',
  'undefined',
  'NaN',
  '-1',
  '0',
  '1e999',
  '9'.repeat(400),
  '2147483648',
  'REQ-0',
  'REQ-2147483648',
  'REQ-99999999999',
  'SES-1',
  'user:default/DANA',
  'user:default/dаna',
  'user:other/dana',
  'group:default/payments-owners',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-11-23T23:59:60Z',
  '2026-11-23T00:00:00+23:59',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'PT0S',
  'P1Y',
  '-PT1H',
  'PT1.5H',
  'PT99999999999999999999H',
  'x'.repeat(301),
  'x'.repeat(5000),
];

const strange: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TRAPS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
);

/** As an own property, which only JSON can write. */
const POLLUTED = JSON.parse(
  '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  strange,
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    [],
    {},
    [[]],
    POLLUTED,
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

const aNumber = fc.nat(10_000);

const oneOf = (list: (known: Known) => any[], part: (row: any) => unknown) =>
  aNumber.map<Make>(index => known => {
    const row = nth(list(known), index);
    return row === undefined ? 'REQ-1' : part(row);
  });

const requestName: fc.Arbitrary<Make> = fc.boolean().map(
  short =>
    (_, { request }) =>
      (request && (short ? `REQ-${request.number}` : request.id)) ?? 'REQ-1',
);

const sessionName: fc.Arbitrary<Make> = fc.boolean().map(
  short =>
    (_, { session }) =>
      (session && (short ? `SES-${session.number}` : session.id)) ?? 'SES-1',
);

/** A cursor of some list, as it is or with something in it replaced. */
function cursor(mood: Mood): fc.Arbitrary<Make> {
  const given = aNumber.map<Make>(
    index =>
      ({ cursors }) =>
        nth(cursors, index) ?? '',
  );
  if (mood === 'good') return given;
  const changed = fc
    .record({
      index: aNumber,
      key: fc.constantFrom('sort', 'order', 'value', 'id', 'other'),
      value: anything,
    })
    .map<Make>(({ index, key, value }) => ({ cursors }) => {
      const text = Buffer.from(nth(cursors, index) ?? 'e30', 'base64url');
      try {
        const inside = { ...JSON.parse(text.toString()), [key]: value };
        return Buffer.from(JSON.stringify(inside)).toString('base64url');
      } catch {
        return 'e30';
      }
    });
  return fc.oneof(
    { weight: 1, arbitrary: given },
    { weight: 3, arbitrary: changed },
  );
}

const accounts = constantly([
  PRODUCTION,
  PRODUCTION,
  STAGING,
  DATA_LAKE,
  SANDBOX,
  LEGACY,
]);

/** Who left before it began, and may be erased. */
export const leavers = ['una', 'vito', 'wanda', 'xaver'] as unknown as Name[];

let marks = 0;

/** Good values of fields that the description calls mere texts. */
const byName: Record<string, fc.Arbitrary<Make>> = {
  accountId: accounts,
  account: accounts,
  justification: fc.constant<Make>(() => {
    marks += 1;
    return `Look at the failed payouts, mark-${marks.toString(36)}.`;
  }),
  duration: constantly(['PT1H', 'PT30M', 'PT15M', 'PT2H', 'PT8H']),
  sessionDuration: constantly(['PT1H', 'PT2H']),
  comment: constantly(['Reads only, for an hour', 'See OPS-771']),
  reason: constantly(['An incident, see OPS-812 for the rest']),
  contentHash: fc.constant<Make>((_, { request }) => request?.content_hash),
  inlinePolicy: constantly([POLICY]),
  ref: constantly([...leavers, ...leavers, ...everybody].map(refOf)),
  requester: constantly(everybody.map(refOf)),
  reviewer: constantly(everybody.map(refOf)),
  user: constantly(everybody.map(refOf)),
  actor: constantly([...everybody.map(refOf), 'engine', 'system']),
  permissionSet: constantly(['ReadOnlyAccess', 'PowerUserAccess']),
  coveredBy: constantly(['ReadOnlyAccess']),
  asked: constantly(['0123456789abcdef']),
  q: constantly(['payments', 'dana', 'req-1', '1111-1111-1111', 'mark']),
  type: constantly(['request.created', 'request.approved']),
  managedPolicies: constantly([[], ['arn:aws:iam::aws:policy/ReadOnlyAccess']]),
  request: requestName,
  session: sessionName,
};

const times = constantly([
  '2026-11-23T09:00:00Z',
  '2026-11-24T00:00:00.000Z',
  '2020-01-01T00:00:00+02:00',
]);

/** What mass assignment would like to set. */
const ASSIGNED = {
  status: 'APPROVED',
  state: 'ACTIVE',
  version: 99,
  id: '01930000-0000-7000-8000-000000000001',
  number: 1,
  requester: { ref: 'user:default/dana' },
  requesterRef: 'user:default/dana',
  requester_ref: 'user:default/dana',
  userRef: 'user:default/dana',
  principal: { id: 'principal-ada' },
  reviews: [{ decision: 'approve', as: 'admin', by: 'user:default/ada' }],
  stages: [],
  plan: { stages: [], allowSelfReview: true },
  as: 'admin',
  approvedMinutes: 480,
  minutes: 100_000,
  windowEndsAt: '2099-01-01T00:00:00Z',
  actor: { kind: 'engine' },
  inBulk: false,
  adminsInstead: true,
  isAdmin: true,
};

const more: fc.Arbitrary<Record<string, unknown>> = fc
  .subarray(Object.keys(ASSIGNED), { minLength: 1 })
  .map(keys =>
    Object.fromEntries(keys.map(key => [key, (ASSIGNED as any)[key]])),
  );

function within(schema: Schema, mood: Mood): fc.Arbitrary<Make> {
  if (schema.type === 'integer') {
    const { minimum: min = 0, maximum: max = 100 } = schema;
    return fc.integer({ min, max }).map(always);
  }
  if (schema.type === 'boolean') return fc.boolean().map(always);
  if (schema.format === 'date-time') return times;
  if (schema.type === 'array') return listOf(schema, '', mood);
  if (schema.type === 'object') return objectOf(schema, mood);
  return fc.string({ minLength: 1, maxLength: 20 }).map(always);
}

function listOf(schema: Schema, name: string, mood: Mood): fc.Arbitrary<Make> {
  const few = { minLength: schema.minItems ?? 0, maxLength: 3 };
  const list = fc.array(valueOf(schema.items!, name, mood), few);
  return list.map<Make>(
    makes => (known, focus) => makes.map(make => make(known, focus)),
  );
}

/** Items of a bulk are each about a request of their own. */
const aboutAnother = (make: fc.Arbitrary<Make>): fc.Arbitrary<Make> =>
  fc.tuple(make, aNumber).map<Make>(
    ([inner, index]) =>
      known =>
        inner(known, { request: nth(known.requests, index) }),
  );

function objectOf(schema: Schema, mood: Mood): fc.Arbitrary<Make> {
  const properties = schema.properties ?? {};
  const required = schema.required ?? [];
  const fields = Object.entries(properties).map(([name, inner]) =>
    fc.record({
      name: fc.constant(name),
      make: valueOf(inner, name, mood),
      isThere:
        mood === 'good' && (required.includes(name) || name === 'reason')
          ? fc.constant(true)
          : fc.nat(9).map(n => n < (required.includes(name) ? 9 : 4)),
    }),
  );
  const extra =
    mood === 'good' ? fc.constant({}) : fc.oneof(fc.constant({}), more);
  const made = fc
    .record({ parts: fc.tuple(...fields), extra })
    .map<Make>(({ parts, extra: also }) => (known, focus) => {
      const there = (parts as any[]).filter(one => one.isThere);
      const entries = there
        .map(one => [one.name, one.make(known, focus)])
        .filter(([, value]) => value !== undefined);
      return { ...also, ...Object.fromEntries(entries) };
    });
  return 'id' in properties && 'version' in properties
    ? aboutAnother(made)
    : made;
}

function goodValue(
  schema: Schema,
  name: string,
  mood: Mood,
): fc.Arbitrary<Make> {
  if (schema.enum) return constantly(schema.enum);
  if (name === 'version') {
    return fc.constant<Make>((_, { request }) => request?.version ?? 1);
  }
  if (name === 'id') return requestName;
  if (name === 'cursor') return cursor(mood);
  if (schema.type === 'array' && byName[name] && !name.endsWith('Policies')) {
    return listOf(schema, name, mood);
  }
  if (name === 'accountIds') return listOf(schema, 'accountId', mood);
  if (name === 'permissionSet' && schema.type === 'object') {
    return permissionSet(schema, mood);
  }
  return byName[name] ?? within(schema, mood);
}

/** A name that fits its type, most of the time. */
function permissionSet(schema: Schema, mood: Mood): fc.Arbitrary<Make> {
  const standard = constantly(
    [
      'ReadOnlyAccess',
      'PowerUserAccess',
      'BillingView',
      'AdministratorAccess',
    ].map(name => ({ type: 'standard', name })),
  );
  const custom = fc.nat(99).map<Make>(n =>
    always({
      type: 'custom',
      name: `JIT-fix-${n}`,
      sessionDuration: 'PT1H',
      managedPolicies: [],
      inlinePolicy: POLICY,
    }),
  );
  if (mood === 'good') return fc.oneof(standard, custom);
  return fc.oneof(standard, custom, objectOf(schema, mood));
}

/** A value for a field of the description, as far off as the mood says. */
export function valueOf(
  schema: Schema,
  name: string,
  mood: Mood,
): fc.Arbitrary<Make> {
  const good = goodValue(schema, name, mood);
  if (mood === 'good') return good;
  const near = within(schema, 'good');
  const ofType =
    schema.type === 'string' || schema.type === undefined
      ? strange.map(always)
      : near;
  const bad = mood === 'bad' ? 3 : 1;
  return fc.oneof(
    { weight: mood === 'bad' ? 2 : 10, arbitrary: good },
    { weight: bad, arbitrary: ofType },
    { weight: bad, arbitrary: anything.map(always) },
    { weight: 1, arbitrary: near },
  );
}

/** An id in a path: what it should be, somebody else's, or anything. */
export function pathValue(
  name: string,
  path: string,
  mood: Mood,
): fc.Arbitrary<Make> {
  const item = path.startsWith('/sessions') ? sessionName : requestName;
  const good = name === 'accountId' ? accounts : item;
  if (mood === 'good') return good;
  return fc.oneof(
    { weight: 6, arbitrary: good },
    {
      weight: 1,
      arbitrary: oneOf(
        known => known.sessions,
        row => row.id,
      ),
    },
    {
      weight: 1,
      arbitrary: oneOf(
        known => known.requests,
        row => row.id,
      ),
    },
    { weight: 2, arbitrary: strange.map(always) },
  );
}

export { anything, strange };
