import fc from 'fast-check';
import {
  active,
  ahead,
  anAssignment,
  anOperation,
  aSession,
  ending,
  MINUTE,
  NOW,
} from './__testUtils__/situations';
import { AssignmentRecord, OperationRecord, SessionRecord } from './model';
import { nextStep } from './nextStep';
import { Learnt, Situation, Step, times } from './situation';

const anyTime = fc
  .integer({ min: -180, max: 180 })
  .map(minutes => ahead(minutes * MINUTE));
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined });

const anySession = fc
  .record({
    number: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom('PROVISIONING', 'ACTIVE', 'ENDING' as const),
    activateBy: anyTime,
    expiresAt: anyTime,
    hardEnd: maybe(anyTime),
    firstCallAt: maybe(anyTime),
    cause: fc.constantFrom('time', 'revoked', 'failed', 'leaver' as const),
  })
  .map(({ cause, ...over }): SessionRecord => {
    const base = { ...over, id: `s${over.number}` } as Partial<SessionRecord>;
    if (over.status === 'PROVISIONING') {
      return aSession({ ...base, expiresAt: undefined });
    }
    return over.status === 'ACTIVE'
      ? active(base)
      : ending({ ...base, end: { cause } as SessionRecord['end'] });
  });

const anyOperation = fc
  .record({
    id: fc.constantFrom('o1', 'o2', 'o3'),
    kind: fc.constantFrom('create', 'delete' as const),
    status: fc.constantFrom(
      ...([
        'noted',
        'accepted',
        'unknown',
        'succeeded',
        'failed',
        'refused',
        'lost',
      ] as const),
    ),
    notedAt: anyTime,
  })
  .map(one =>
    anOperation({
      ...(one as Partial<OperationRecord>),
      finishedAt: one.notedAt,
    }),
  );

const anySeen = fc.record({
  direct: fc.boolean(),
  others: fc.boolean(),
  groups: maybe(fc.constantFrom<string[]>([], ['payments'])),
});

const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    madeByUs: fc.boolean(),
    standing: fc.constantFrom('unknown', 'absent', 'present' as const),
    operationId: maybe(fc.constantFrom('o1', 'o2')),
    absentSince: maybe(anyTime),
    standingSince: maybe(anyTime),
    goneAt: maybe(anyTime),
    checkedAt: maybe(anyTime),
    operationFinishedAt: maybe(anyTime),
    looksLeft: fc.integer({ min: 0, max: 3 }),
    sessions: fc.uniqueArray(anySession, {
      maxLength: 3,
      selector: one => one.id,
    }),
    operations: fc.uniqueArray(anyOperation, {
      maxLength: 3,
      selector: one => one.id,
    }),
    seen: fc.array(anySeen, { maxLength: 2 }),
    polled: maybe(fc.constantFrom('in-progress', 'not-found' as const)),
    searchedInVain: maybe(fc.boolean()),
    ok: fc.boolean(),
    judgedAll: fc.boolean(),
  })
  .map(({ sessions, operations, seen, polled, ...one }) => {
    const verdict = one.ok
      ? { ok: true as const, minutes: 30 }
      : { ok: false as const, code: 'no', message: 'no', fix: 'no' };
    return {
      assignment: anAssignment(one as Partial<AssignmentRecord>),
      sessions,
      operations,
      learnt: {
        set: { looks: 0 },
        seen,
        polled: polled as Learnt['polled'],
        searchedInVain: one.searchedInVain,
        verdicts: new Map(
          one.judgedAll ? sessions.map(s => [s.id, verdict]) : [],
        ),
      },
      outstanding: 1,
      now: NOW,
    };
  });

describe('whatever the situation', () => {
  const holds = (claim: (s: Situation, step: Step) => void) =>
    fc.assert(
      fc.property(anySituation, s => claim(s, nextStep(s))),
      { numRuns: 5_000 },
    );

  it('only what our record made is withdrawn', () =>
    holds((s, step) => {
      if (step.do === 'withdraw') expect(s.assignment.madeByUs).toBe(true);
    }));

  it('nothing is withdrawn while somebody has live access', () =>
    holds((s, step) => {
      if (step.do !== 'withdraw') return;
      expect(s.sessions.filter(one => one.status === 'ACTIVE')).toEqual([]);
    }));

  it('nothing is changed while an operation is in flight (H5)', () =>
    holds((s, step) => {
      if (step.do !== 'assign' && step.do !== 'withdraw') return;
      const inFlight = s.operations.some(
        one => one.id === s.assignment.operationId,
      );
      expect(inFlight).toBe(false);
    }));

  it('access is asked for only for sessions judged right, in time (H6, H31)', () =>
    holds((s, step) => {
      if (step.do !== 'assign') return;
      expect(step.grants.length).toBeGreaterThan(0);
      for (const { session, hardEnd, firstCallAt, minutes } of step.grants) {
        expect(session.status).toBe('PROVISIONING');
        expect(s.learnt.verdicts.get(session.id)?.ok).toBe(true);
        expect(+session.activateBy).toBeGreaterThan(+NOW);
        expect(minutes).toBeLessThanOrEqual(session.minutes);
        expect(+hardEnd - +firstCallAt).toBe(
          times.provisioningLimit + minutes * MINUTE,
        );
      }
    }));

  it('ACTIVE follows a create that succeeded, and ends by the hard end', () =>
    holds((s, step) => {
      if (step.do !== 'activate') return;
      const begun = s.operations.filter(one => one.status !== 'refused');
      expect(begun.at(-1)).toMatchObject({
        kind: 'create',
        status: 'succeeded',
      });
      for (const one of step.activations) {
        expect(one.session.status).toBe('PROVISIONING');
        expect(+one.expiresAt).toBeLessThanOrEqual(+one.hardEnd);
      }
    }));

  it('an end is final only when ours is gone, or stays for a live session', () =>
    holds((s, step) => {
      if (step.do !== 'settle') return;
      const live = s.sessions.some(one => one.status === 'ACTIVE');
      expect(live || !s.assignment.madeByUs).toBe(true);
      for (const one of step.settlements) {
        expect(one.session.status).toBe('ENDING');
        if (live) expect(one.accessRemains?.kind).toBe('session');
      }
    }));

  it('absence is believed only after two lists far enough apart (H1)', () =>
    holds((s, step) => {
      if (step.do !== 'gone' || step.proof !== 'absence') return;
      expect(s.learnt.seen.at(-1)?.direct).toBe(false);
      expect(+NOW - +s.assignment.absentSince!).toBeGreaterThanOrEqual(
        times.absence,
      );
    }));

  it('rests until a time to come; for ever only when nothing is open', () =>
    holds((s, step) => {
      if (step.do !== 'rest') return;
      if (step.until) expect(+step.until).toBeGreaterThan(+NOW);
      else expect(s.sessions).toEqual([]);
    }));
});
