import fc from 'fast-check';
import { everybody, Name, refOf } from '../../../testing/cast';
import { Sent } from './inject';
import { Sender } from './rights';
import { Route } from './routes';
import {
  anything,
  Focus,
  Known,
  Make,
  Mood,
  pathValue,
  strange,
  valueOf,
} from './values';

/** A call before it is known what there is to call about. */
export interface Call {
  route: Route;
  sender: Sender;
  /** What is down while it is answered. */
  outage?: 'catalog' | 'aws' | 'policy';
  make(known: Known): { sent: Sent; target?: string; body?: unknown };
}

/** Everybody of the cast, and who should get nowhere. */
const senders: fc.Arbitrary<Sender> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc
      .constantFrom(...everybody)
      .map(name => ({ kind: 'person' as const, ref: refOf(name) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...everybody)
      .map(name => ({ kind: 'through' as const, ref: refOf(name) })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Sender>(
      { kind: 'stranger', ref: 'user:default/mallory' },
      { kind: 'stranger', ref: 'user:other/dana' },
      { kind: 'service', ref: '' },
      { kind: 'nobody', ref: '' },
    ),
  },
);

/** Who often has the right, so that much comes to be. */
const likely = (...names: Name[]): fc.Arbitrary<Sender> =>
  fc.oneof(
    senders,
    fc
      .constantFrom(...names)
      .map(name => ({ kind: 'person' as const, ref: refOf(name) })),
  );

const deciders = likely(
  'olivia',
  'omar',
  'petra',
  'sam',
  'lena',
  'ada',
  'theo',
);
const readers = likely('ada', 'audrey');
const admins = likely('ada');

const sendersTo: Record<string, fc.Arbitrary<Sender>> = {
  ReviewRequest: deciders,
  ReviewRequests: deciders,
  RevokeSession: deciders,
  ReleaseSession: likely('dana', 'theo', 'petra', 'audrey'),
  ListAuditEvents: readers,
  ExportAuditEvents: readers,
  ListDrift: readers,
  ListOwnership: readers,
  CheckOwnership: readers,
  ErasePerson: admins,
  EndQuarantine: admins,
};

/** The token of a sender; FuzzWorld.ts reads it. */
export function tokenOf({ kind, ref }: Sender): Record<string, string> {
  if (kind === 'nobody') return {};
  return { authorization: `Bearer ${kind},${ref}` };
}

const HEADERS: Record<string, string[]> = {
  'content-type': [
    'text/plain',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/vnd.api+json',
    'json',
    '',
  ],
  'content-encoding': ['gzip', 'br', 'identity', 'evil'],
  'content-length': ['0', '1', '-1', '999999999', 'many'],
  'transfer-encoding': ['chunked'],
  'x-http-method-override': ['DELETE', 'POST'],
  'x-forwarded-for': ['10.0.0.1', '\u0000', '::1, '.repeat(500)],
  'x-forwarded-user': ['ada'],
  'x-original-url': ['/audit-events/export'],
  accept: ['text/html', '*/*;q=0', 'application/xml'],
  range: ['bytes=0-1'],
  'if-none-match': ['*'],
  cookie: ['backstage-auth=1; __proto__=1'],
  expect: ['100-continue'],
};

const oddHeader: fc.Arbitrary<Record<string, string>> = fc
  .constantFrom(...Object.keys(HEADERS))
  .chain(name =>
    fc
      .oneof(fc.constantFrom(...HEADERS[name]), strange)
      .map(value => ({ [name]: value })),
  );

const idempotency: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.nat(5).map(n => ({ 'idempotency-key': `key-${n}` })),
  },
  {
    weight: 1,
    arbitrary: fc
      .oneof(strange, fc.constantFrom('k'.repeat(200), 'k'.repeat(201)))
      .map(key => ({ 'idempotency-key': key })),
  },
);

const outages: fc.Arbitrary<Call['outage']> = fc.oneof(
  { weight: 30, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom('catalog', 'aws', 'policy') },
);

/** Percent-encodes what it can: a lone surrogate has no bytes. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value) ?? 'undefined';

type Pair = [string, Make];

/** Parameters that nobody described. */
const ODD_QUERIES = [
  'limit=1&limit=2',
  'state[]=PENDING',
  'state[0]=PENDING&state[1]=ACTIVE',
  'state[$ne]=PENDING',
  'q[__proto__][isAdmin]=1',
  '__proto__[limit]=1',
  'constructor=1',
  'scope=all&scope=mine',
  'account=%00',
  'q=%zz',
  'q=%ED%A0%80',
  `q=${'%25'.repeat(200)}`,
  `account=${Array(101).fill('1').join('&account=')}`,
  `${'a'.repeat(50)}[b]`.repeat(3),
  '&&&',
  '=',
  'requester=user:default/dana&requester[x]=y',
];

function queryOf(
  { parameters }: Route,
  mood: Mood,
): fc.Arbitrary<Make<string>> {
  const described = parameters.filter(one => one.in === 'query');
  const parts = described.map(({ name, schema }) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      {
        weight: mood === 'bad' ? 3 : 1,
        arbitrary: valueOf(schema, name, mood).map<Pair>(make => [name, make]),
      },
    ),
  );
  const odd =
    mood === 'good'
      ? fc.constant('')
      : fc.oneof(
          { weight: 8, arbitrary: fc.constant('') },
          { weight: 2, arbitrary: fc.constantFrom(...ODD_QUERIES) },
          { weight: 1, arbitrary: strange.map(encoded) },
        );
  return fc.tuple(fc.tuple(...parts), odd).map(
    ([pairs, more]): Make<string> =>
      (known, focus) => {
        const some = (pairs as (Pair | null)[]).filter(
          (one): one is Pair => one !== null,
        );
        const texts = some.flatMap(([name, make]) => {
          const value = make(known, focus);
          const all = Array.isArray(value) ? value : [value];
          return all.map(one => `${name}=${encoded(asText(one))}`);
        });
        if (more) texts.push(more);
        return texts.length > 0 ? `?${texts.join('&')}` : '';
      },
  );
}

/** Bodies that are no body at all, as text. */
const wholeBodies: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '""',
    '0',
    '{"a":1}{"b":2}',
    '\u0000',
    '\uFEFF{}',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`,
    `{"justification":"${'x'.repeat(120_000)}"}`,
    `{"__proto__":{"isAdmin":true},"decision":"approve","version":1}`,
    '{"version":1,"version":2,"decision":"approve"}',
  ),
  anything.map(value => JSON.stringify(value) ?? ''),
);

interface Body {
  text?: string;
  value?: unknown;
}

function bodyOf({ body, method }: Route, mood: Mood): fc.Arbitrary<Make<Body>> {
  const none: fc.Arbitrary<Make<Body>> = fc.constant(() => ({}));
  const whole = wholeBodies.map(
    (text): Make<Body> =>
      () => {
        try {
          return { text, value: JSON.parse(text) };
        } catch {
          return { text };
        }
      },
  );
  if (!body) {
    return method === 'GET' || mood === 'good' ? none : fc.oneof(none, whole);
  }
  const described = valueOf(body, '', mood === 'good' ? 'good' : mood).map(
    (make): Make<Body> =>
      (known, focus) => {
        const text = JSON.stringify(make(known, focus));
        return text === undefined ? {} : { text, value: JSON.parse(text) };
      },
  );
  if (mood !== 'bad') return described;
  return fc.oneof(
    { weight: 3, arbitrary: described },
    { weight: 2, arbitrary: whole },
    { weight: 1, arbitrary: none },
  );
}

/** Deeds more often than readings, or nothing would ever happen. */
const WEIGHTS: Record<string, number> = {
  SubmitRequest: 10,
  ReviewRequest: 14,
  ReviewRequests: 5,
  SubmitRequests: 4,
  RevokeSession: 5,
  ReleaseSession: 3,
  CancelRequest: 2,
  ListRequests: 5,
  ListSessions: 4,
  GetRequest: 3,
  GetSession: 3,
  CheckPolicies: 1,
  ExportAuditEvents: 1,
  CheckOwnership: 1,
  ErasePerson: 3,
  EndQuarantine: 5,
};

const methodOf = (route: Route, mood: Mood): fc.Arbitrary<string> =>
  mood === 'bad'
    ? fc.oneof(
        { weight: 9, arbitrary: fc.constant(route.method) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'GET',
            'POST',
            'PUT',
            'DELETE',
            'PATCH',
            'HEAD',
            'OPTIONS',
          ),
        },
      )
    : fc.constant(route.method);

function callTo(route: Route, mood: Mood): fc.Arbitrary<Call> {
  const inPath = route.parameters.filter(one => one.in === 'path');
  return fc
    .record({
      sender: sendersTo[route.id] ?? senders,
      method: methodOf(route, mood),
      ids: fc.tuple(
        ...inPath.map(one => pathValue(one.name, route.path, mood)),
      ),
      query: queryOf(route, mood),
      body: bodyOf(route, mood),
      key: idempotency,
      odd:
        mood === 'bad' ? fc.oneof(fc.constant({}), oddHeader) : fc.constant({}),
      index: fc.nat(10_000),
      outage: outages,
    })
    .map(made => ({
      route,
      sender: made.sender,
      outage: made.outage,
      make: known => {
        const { requests, sessions } = known;
        const focus: Focus = {
          request: requests[made.index % Math.max(1, requests.length)],
          session: sessions[made.index % Math.max(1, sessions.length)],
        };
        const ids = (made.ids as Make[]).map(make =>
          asText(make(known, focus)),
        );
        const path = ids.reduce(
          (text, id) => text.replace(/\{\w+\}/, () => encoded(id)),
          route.path,
        );
        const { text, value } = made.body(known, focus);
        const headers = {
          ...(text !== undefined && { 'content-type': 'application/json' }),
          ...made.key,
          ...made.odd,
          ...tokenOf(made.sender),
        };
        const url = path + made.query(known, focus);
        return {
          sent: { method: made.method, url, headers, body: text },
          target: ids[0],
          body: value,
        };
      },
    }));
}

/** Calls to every route of the description, by anybody, in every mood. */
export function callsTo(routes: Route[]): fc.Arbitrary<Call> {
  return fc.oneof(
    ...routes.flatMap(route => {
      const weight = WEIGHTS[route.id] ?? 2;
      return [
        { weight: weight * 4, arbitrary: callTo(route, 'good') },
        { weight: weight * 4, arbitrary: callTo(route, 'mixed') },
        { weight: weight * 2, arbitrary: callTo(route, 'bad') },
      ];
    }),
  );
}
