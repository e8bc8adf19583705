import { keyOf, SessionFact } from '../words';
import { checkRest, Rest } from './rest';

const STRANGER = keyOf('111111111111', 'arn:set', 'noah');
const quiet: Rest = {
  sessions: [{ number: 1, status: 'ENDED' } as SessionFact],
  requests: [{ number: 1, status: 'APPROVED' }],
  openOperations: 0,
  claimedKeys: 0,
  aws: {
    now: 0,
    access: [{ key: STRANGER, createdAt: 0 }],
    outstanding: 0,
    outstandingCreations: 0,
  },
  strangers: new Set([STRANGER]),
};
const left = { key: keyOf('111111111111', 'arn:set', 'dana'), createdAt: 0 };

describe('what is left at the end', () => {
  it('is nothing', () => {
    expect(checkRest(quiet)).toEqual([]);
  });

  it.each<[string, Partial<Rest>, string]>([
    [
      'a session that does not end',
      { sessions: [{ number: 7, status: 'ENDING' } as SessionFact] },
      'SES-7 is ENDING and stays so',
    ],
    [
      'a request that nobody closes',
      { requests: [{ number: 4, status: 'PENDING_OWNER' }] },
      'REQ-4 is PENDING_OWNER and stays so',
    ],
    [
      'access in AWS',
      { aws: { ...quiet.aws, access: [...quiet.aws.access, left] } },
      `Access on ${left.key} is left in AWS`,
    ],
    [
      'an intent without its answer',
      { openOperations: 1 },
      '1 AWS operations are still open on record',
    ],
    [
      'a key that counts as ours',
      { claimedKeys: 2 },
      '2 keys still count as made by us',
    ],
  ])('%s is found', (_, over, what) => {
    expect(checkRest({ ...quiet, ...over }).map(one => one.what)).toEqual([
      what,
    ]);
  });
});
