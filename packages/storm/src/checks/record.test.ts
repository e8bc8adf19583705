import { CallFact, keyOf } from '../words';
import { AuditFact, checkRecord } from './record';

const KEY = keyOf('111111111111', 'arn:set', 'dana');
const event = (type: string, over: Partial<AuditFact> = {}): AuditFact => ({
  id: type,
  at: 0,
  type,
  ...over,
});

/** A request from its submission to its session's end. */
const told: AuditFact[] = [
  event('request.submitted', { requestId: 'r1' }),
  event('request.approved', { requestId: 'r1' }),
  event('aws.create-noted', { operationId: 'o1' }),
  event('aws.create-succeeded', { operationId: 'o1' }),
  event('session.activated', { sessionId: 's1' }),
  event('session.ending', { sessionId: 's1' }),
  event('session.ended', { sessionId: 's1' }),
];
const sent: CallFact = {
  at: 0,
  replica: 'replica-1',
  service: 'sso-admin',
  operation: 'CreateAccountAssignment',
  key: KEY,
  outcome: 'ok',
};
const whole = {
  events: told,
  operations: [
    { id: 'o1', kind: 'create' as const, status: 'succeeded', key: KEY },
  ],
  calls: [sent],
  sessions: [{ id: 's1', number: 1, status: 'ENDED' }],
  requests: [{ id: 'r1', status: 'APPROVED' }],
};
const without = (type: string) => told.filter(one => one.type !== type);
const rules = (over: Partial<typeof whole>) => [
  ...new Set(checkRecord({ ...whole, ...over }).map(one => one.rule)),
];

describe('the record', () => {
  it('is whole and in order', () => {
    expect(rules({})).toEqual([]);
  });

  it.each([
    ['request.submitted', 'decision-on-record'],
    ['request.approved', 'decision-on-record'],
    ['aws.create-noted', 'intent-and-answer'],
    ['aws.create-succeeded', 'intent-and-answer'],
    ['session.ending', 'story-in-order'],
    ['session.ended', 'story-in-order'],
  ])('without %s is found out', (type, rule) => {
    expect(rules({ events: without(type) })).toEqual([rule]);
  });

  it('in another order is found out', () => {
    const activated = told.find(one => one.type === 'session.activated')!;
    const events = [...without('session.activated'), activated];
    expect(rules({ events })).toEqual(['story-in-order']);
  });

  it('that tells a chapter twice is found out', () => {
    const events = [...told, event('session.ended', { sessionId: 's1' })];
    expect(rules({ events })).toEqual(['story-in-order']);
  });

  it('a call that nobody noted is found', () => {
    expect(rules({ calls: [sent, sent] })).toEqual(['noted-first']);
  });

  it('an operation that stays open is found', () => {
    const operations = [{ ...whole.operations[0], status: 'accepted' }];
    expect(rules({ operations })).toEqual(['intent-and-answer']);
  });

  it.each(['denies', 'provision', 'set-attach'])(
    'an intent of %s that stays open is found',
    what => {
      const noted = event(`aws.${what}-noted`, { operationId: 'o2' });
      const resolved = event(`aws.${what}-resolved`, { operationId: 'o2' });
      expect(rules({ events: [...told, noted, resolved] })).toEqual([]);
      expect(rules({ events: [...told, noted] })).toEqual([
        'intent-and-answer',
      ]);
      expect(rules({ events: [...told, resolved] })).toEqual([
        'intent-and-answer',
      ]);
    },
  );
});
