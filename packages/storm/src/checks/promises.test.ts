import { Promised } from '../words';
import { checkPromises, Known } from './promises';

const known: Known = {
  requests: [
    { id: 'r1', status: 'APPROVED', requesterRef: 'user:default/dana' },
    { id: 'r2', status: 'CANCELLED', requesterRef: 'user:default/theo' },
  ],
  reviews: [
    {
      requestId: 'r1',
      stage: 'owner',
      reviewerRef: 'user:default/olivia',
      decision: 'approve',
    },
  ],
  sessions: [{ id: 's1', status: 'REVOKED', endCause: 'revoked' }],
};

const said = (over: Partial<Promised>): Promised => ({
  kind: 'submitted',
  id: 'r1',
  by: 'dana',
  replica: 'replica-1',
  ...over,
});

const kept = [
  said({}),
  said({ kind: 'reviewed', by: 'olivia', decision: 'approve' }),
  said({ kind: 'cancelled', id: 'r2', by: 'theo' }),
  said({ kind: 'revoked', id: 's1', by: 'sam' }),
];

describe('every answer that somebody got', () => {
  it('holds', () => {
    expect(checkPromises(kept, known)).toEqual([]);
  });

  it.each<[string, Promised]>([
    ['a request', said({ id: 'r9' })],
    ['a review', said({ kind: 'reviewed', by: 'omar', decision: 'approve' })],
    ['a cancellation', said({ kind: 'cancelled' })],
    ['a release', said({ kind: 'released', id: 's1' })],
  ])('%s that is lost is found', (_, promise) => {
    expect(checkPromises([promise], known)).toMatchObject([
      { rule: 'no-answer-lost' },
    ]);
  });

  it('two who were both told that they decided are found', () => {
    const reviews = [
      ...known.reviews,
      { ...known.reviews[0], reviewerRef: 'user:default/omar' },
    ];
    const both = ['olivia', 'omar'].map(by =>
      said({ kind: 'reviewed', by, decision: 'approve' }),
    );
    expect(checkPromises(both, { ...known, reviews })).toMatchObject([
      { rule: 'one-review' },
    ]);
  });
});
