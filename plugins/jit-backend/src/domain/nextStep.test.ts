import {
  absent,
  active,
  ago,
  ahead,
  anOperation,
  aSession,
  ending,
  judged,
  MINUTE,
  NOW,
  ours,
  present,
  situation,
} from './__testUtils__/situations';
import { nextStep } from './nextStep';
import { Step } from './situation';

type Row = [string, Parameters<typeof situation>[0], Partial<Step>];

const rows: Row[] = [
  [
    'a new session is judged before anything else',
    { sessions: [aSession()] },
    { do: 'judge' },
  ],
  [
    'then AWS is looked at, twice',
    { sessions: [aSession()], learnt: { verdicts: judged('s1') } },
    { do: 'look', withGroups: true },
  ],
  [
    'one list is not enough to decide what stands (H3)',
    {
      sessions: [aSession()],
      learnt: { verdicts: judged('s1'), seen: [absent] },
    },
    { do: 'look' },
  ],
  [
    'nothing stands: ask for it',
    {
      sessions: [aSession()],
      learnt: { verdicts: judged('s1'), seen: [absent, absent] },
    },
    { do: 'assign' },
  ],
  [
    'two lists that disagree: look again later',
    {
      sessions: [aSession()],
      learnt: { verdicts: judged('s1'), seen: [absent, present] },
    },
    { do: 'rest' },
  ],
  [
    'what stands where we never were is not ours (H4)',
    {
      sessions: [aSession()],
      learnt: { verdicts: judged('s1'), seen: [present, present] },
    },
    { do: 'end', cause: 'failed', standing: true },
  ],
  [
    'what stands just after an operation of ours may be ours: wait (H3)',
    {
      sessions: [aSession()],
      operations: [
        anOperation({ status: 'failed', finishedAt: ago(2 * MINUTE) }),
      ],
      learnt: { verdicts: judged('s1'), seen: [present, present] },
    },
    { do: 'rest', until: ahead(13 * MINUTE) },
  ],
  [
    'after a deletion of ours there is no wait (H3)',
    {
      sessions: [aSession()],
      operations: [
        anOperation({ kind: 'delete', finishedAt: ago(2 * MINUTE) }),
      ],
      learnt: { verdicts: judged('s1'), seen: [present] },
    },
    { do: 'assign' },
  ],
  [
    'while a create is in flight a revoked session waits for it (H5)',
    {
      assignment: { ...ours, operationId: 'o1' },
      sessions: [ending()],
      operations: [anOperation({ status: 'accepted', finishedAt: undefined })],
    },
    { do: 'poll' },
  ],
  [
    'a noted operation found later is looked up, never assumed',
    {
      assignment: { ...ours, operationId: 'o1' },
      sessions: [aSession()],
      operations: [anOperation({ status: 'noted', finishedAt: undefined })],
    },
    { do: 'search' },
  ],
  [
    'searched for in vain, and long enough ago: lost',
    {
      assignment: { ...ours, operationId: 'o1' },
      operations: [anOperation({ status: 'unknown', finishedAt: undefined })],
      learnt: { searchedInVain: true },
    },
    { do: 'give-up' },
  ],
  [
    'a request id that AWS never heard of is in doubt',
    {
      assignment: { ...ours, operationId: 'o1' },
      operations: [anOperation({ status: 'accepted', finishedAt: undefined })],
      learnt: { polled: 'not-found' },
    },
    { do: 'doubt' },
  ],
  [
    'AWS said SUCCEEDED to the create for it: ACTIVE',
    {
      assignment: ours,
      sessions: [
        aSession({ firstCallAt: ago(2_000), hardEnd: ahead(70 * MINUTE) }),
      ],
      operations: [
        anOperation({ notedAt: ago(2_000), finishedAt: ago(1_000) }),
      ],
    },
    { do: 'activate' },
  ],
  [
    'a create that was for another session proves nothing for this one',
    {
      assignment: ours,
      sessions: [active(), aSession({ number: 2, id: 's2' })],
      operations: [anOperation()],
    },
    { do: 'judge' },
  ],
  [
    'its time is over: it ends, whatever else is going on',
    {
      assignment: { ...ours, operationId: 'o1' },
      sessions: [active({ expiresAt: NOW })],
      operations: [anOperation({ status: 'accepted' })],
    },
    { do: 'end', cause: 'time' },
  ],
  [
    'past activateBy nothing is made any more (H6)',
    { sessions: [aSession({ activateBy: NOW })] },
    { do: 'end', cause: 'failed' },
  ],
  [
    'the hard end holds for what is still being set up (H6)',
    { sessions: [aSession({ hardEnd: NOW })] },
    { do: 'end', cause: 'failed' },
  ],
];

describe('the next step where ends cut credentials off (H26)', () => {
  const inline = { mode: 'inline-deny' as const };
  const revoked = ending({ credentials: inline });
  const others = { direct: true, others: true, groups: [] };
  const deny = {
    id: 'd1',
    version: 1,
    policyId: 'p1',
    assignmentId: 'a1',
    accountId: '111111111111',
    principalId: 'p1',
    setName: 'ReadOnly',
    kind: 'inline-deny' as const,
    state: 'wanted' as const,
    urgent: true,
    wantedAt: NOW,
    lastingMinutes: 60,
  };
  const granting = {
    sessions: [aSession({ credentials: inline })],
    learnt: { verdicts: judged('s1'), seen: [absent, absent] },
  };
  const end = { assignment: ours, sessions: [revoked] };

  const denyRows: [string, Parameters<typeof situation>[0], object?][] = [
    ['looks who else has the set before it withdraws', end, { do: 'look' }],
    [
      'puts the deny on record first',
      { ...end, learnt: { seen: [others] } },
      { do: 'deny', kind: 'inline-deny', gone: false },
    ],
    [
      'denies nothing where the role goes with the assignment',
      { ...end, learnt: { seen: [present] } },
      { do: 'withdraw' },
    ],
    [
      'denies nothing to whom a group gives the same access',
      { ...end, learnt: { seen: [{ ...others, groups: ['ops'] }] } },
      { do: 'withdraw' },
    ],
    [
      'denies nothing of a session that AWS never heard of',
      {
        assignment: ours,
        sessions: [ending({ credentials: inline, firstCallAt: undefined })],
      },
      { do: 'withdraw' },
    ],
    [
      'denies behind an end whose role turns out to live on',
      { sessions: [revoked], learnt: { seen: [others] } },
      { do: 'deny', gone: true },
    ],
  ];
  it.each(denyRows)('%s', (_, over, expected) => {
    expect(nextStep(situation(over))).toMatchObject(expected!);
  });

  it.each([
    [
      'waits a minute for it',
      { ...deny },
      { do: 'rest', until: ahead(MINUTE) },
    ],
    ['and no longer', { ...deny, wantedAt: ago(MINUTE) }, { do: 'withdraw' }],
    [
      'goes on at once when it is effective',
      { ...deny, state: 'effective' as const },
      { do: 'withdraw' },
    ],
    [
      'begins anew where only old tokens are denied',
      { ...deny, state: 'effective' as const, cutOff: ago(MINUTE) },
      { do: 'look' },
    ],
  ])('an end %s', (_, on, expected) => {
    const s = { ...situation(end), deny: on };
    expect(nextStep(s)).toMatchObject(expected);
  });

  it.each([
    [
      'narrows the deny before it sends a create',
      { ...deny, state: 'effective' as const, deletedAt: ago(MINUTE) },
      { do: 'cut-off', at: ago(MINUTE - 10_000) },
    ],
    ['waits until it is so in AWS', { ...deny, cutOff: NOW }, { do: 'rest' }],
    [
      'waits while the deny is being taken out',
      { ...deny, state: 'leaving' as const },
      { do: 'rest' },
    ],
    [
      'waits past the cut-off, on any clock',
      { ...deny, state: 'effective' as const, cutOff: NOW },
      { do: 'rest', until: ahead(10_000) },
    ],
    [
      'then assigns',
      { ...deny, state: 'effective' as const, cutOff: ago(10_000) },
      { do: 'assign' },
    ],
  ])('a new session of the same key %s', (_, on, expected) => {
    const s = { ...situation(granting), deny: on };
    expect(nextStep(s)).toMatchObject(expected);
  });
});

describe('the next step', () => {
  it.each(rows)('%s', (_, over, expected) => {
    expect(nextStep(situation(over))).toMatchObject(expected);
  });

  it('the clock starts at the first proven success and never passes the hard end (H6)', () => {
    const step = nextStep(
      situation({
        assignment: ours,
        sessions: [
          aSession({
            firstCallAt: ago(11 * MINUTE),
            hardEnd: ahead(59 * MINUTE),
          }),
        ],
        operations: [
          anOperation({ notedAt: ago(11 * MINUTE), finishedAt: NOW }),
        ],
      }),
    );
    expect(step).toMatchObject({
      do: 'activate',
      activations: [{ grantedAt: NOW, expiresAt: ahead(59 * MINUTE) }],
    });
  });
});
