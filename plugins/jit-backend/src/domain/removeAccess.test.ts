import {
  absent,
  active,
  ago,
  ahead,
  anOperation,
  aSession,
  ending,
  MINUTE,
  NOW,
  ours,
  present,
  situation,
} from './__testUtils__/situations';
import { nextStep } from './nextStep';
import { Step, times } from './situation';

type Row = [string, Parameters<typeof situation>[0], Partial<Step>];

const rows: Row[] = [
  [
    'what we made is withdrawn without asking anybody',
    { assignment: ours, sessions: [ending()], operations: [anOperation()] },
    { do: 'withdraw' },
  ],
  [
    'a deletion that AWS reported SUCCEEDED is proof',
    {
      assignment: ours,
      sessions: [ending()],
      operations: [
        anOperation(),
        anOperation({ id: 'o2', kind: 'delete', finishedAt: ago(100) }),
      ],
    },
    { do: 'gone', proof: 'deletion' },
  ],
  [
    'a deletion from before the last proof is none for what came after',
    {
      assignment: { ...ours, goneAt: ago(MINUTE) },
      operations: [anOperation({ kind: 'delete' })],
    },
    { do: 'withdraw' },
  ],
  [
    'not-found at a deletion is no proof: look (H1)',
    {
      assignment: ours,
      sessions: [ending()],
      operations: [
        anOperation(),
        anOperation({
          id: 'o2',
          kind: 'delete',
          status: 'failed',
          failure: {
            kind: 'already-so',
            code: 'assignment-not-found',
            message: '',
            fix: '',
          },
        }),
      ],
    },
    { do: 'look' },
  ],
  [
    'one list without it is no proof: another one, 30 s later (H1)',
    {
      assignment: ours,
      sessions: [ending()],
      operations: [anOperation({ status: 'failed' })],
      learnt: { seen: [absent] },
    },
    { do: 'rest', until: ahead(times.absence) },
  ],
  [
    'two lists 30 s apart without it are proof (H1)',
    {
      assignment: { ...ours, absentSince: ago(times.absence) },
      sessions: [ending()],
      operations: [anOperation({ status: 'failed' })],
      learnt: { seen: [absent] },
    },
    { do: 'gone', proof: 'absence' },
  ],
  [
    'a failed create that is there all the same is withdrawn',
    {
      assignment: ours,
      sessions: [ending()],
      operations: [anOperation({ status: 'failed' })],
      learnt: { seen: [present] },
    },
    { do: 'withdraw' },
  ],
  [
    'an end beside a live session is final, and the assignment stays (H5)',
    {
      assignment: ours,
      sessions: [active(), ending({ number: 2, id: 's2' })],
      operations: [anOperation()],
    },
    { do: 'settle' },
  ],
  [
    'an end beside one that is only being set up is not (H5)',
    {
      assignment: ours,
      sessions: [ending(), aSession({ number: 2, id: 's2' })],
      operations: [anOperation()],
    },
    { do: 'withdraw' },
  ],
  [
    'gone: before the end is final, a look says what remains (H4)',
    { sessions: [ending()], operations: [anOperation({ kind: 'delete' })] },
    { do: 'look', withGroups: true },
  ],
  [
    'nothing was ever granted: the end is final without asking AWS',
    { sessions: [ending({ grantedAt: undefined })] },
    { do: 'settle' },
  ],
  [
    'what stood before us is never withdrawn',
    {
      assignment: { standing: 'present' },
      sessions: [ending({ grantedAt: undefined })],
    },
    { do: 'settle' },
  ],
  [
    'live access is left alone between checks',
    {
      assignment: { ...ours, checkedAt: ago(MINUTE) },
      sessions: [active()],
      operations: [anOperation()],
    },
    { do: 'rest' },
  ],
  [
    'now and then its holder is checked',
    {
      assignment: { ...ours, operationFinishedAt: ago(20 * MINUTE) },
      sessions: [active()],
      operations: [anOperation()],
    },
    { do: 'check-holder' },
  ],
  [
    'a list that lacks live access once says nothing yet',
    {
      assignment: { ...ours, operationFinishedAt: ago(20 * MINUTE) },
      sessions: [active()],
      operations: [anOperation()],
      learnt: { holder: { fine: true }, seen: [absent] },
    },
    { do: 'rest', until: ahead(times.absence) },
  ],
  [
    'after an end the key rests until its first later look (H1)',
    { assignment: { looksLeft: 3, goneAt: NOW } },
    { do: 'rest', until: ahead(MINUTE) },
  ],
  [
    'a lost create that landed is ours (H1)',
    {
      assignment: { looksLeft: 3, goneAt: ago(MINUTE) },
      operations: [anOperation({ status: 'lost' })],
      learnt: { seen: [present] },
    },
    { do: 'adopt' },
  ],
  [
    'access that came back and is not ours is drift, once lists are up to date',
    {
      assignment: {
        looksLeft: 1,
        goneAt: ago(61 * MINUTE),
        operationFinishedAt: ago(61 * MINUTE),
      },
      operations: [anOperation({ kind: 'delete' })],
      learnt: { seen: [present] },
    },
    { do: 'looked', drift: true },
  ],
  [
    'a list that may still show what we deleted is not drift',
    {
      assignment: {
        looksLeft: 3,
        goneAt: ago(MINUTE),
        operationFinishedAt: ago(MINUTE),
      },
      operations: [anOperation({ kind: 'delete' })],
      learnt: { seen: [present] },
    },
    { do: 'looked', drift: false },
  ],
  ['nothing is open and nothing is due: no rest until', {}, { do: 'rest' }],
];

describe('the next step of an end, and after it', () => {
  it.each(rows)('%s', (_, over, expected) => {
    expect(nextStep(situation(over))).toMatchObject(expected);
  });
});
