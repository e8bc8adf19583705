import { keyOf, SessionFact } from '../words';
import { checkMoment, Moment } from './moment';

const KEY = keyOf('111111111111', 'arn:set', 'dana');
const STRANGER = keyOf('111111111111', 'arn:set', 'noah');

const session = (over: Partial<SessionFact> = {}): SessionFact => ({
  id: 's1',
  number: 1,
  requestId: 'r1',
  requestStatus: 'APPROVED',
  status: 'ACTIVE',
  key: KEY,
  accountId: '111111111111',
  approvedAt: 10_000,
  ...over,
});

/** One session, and its access; nothing is wrong with it. */
function moment(
  over: Partial<SessionFact> = {},
  access = [{ key: KEY, createdAt: 12_000 }],
): Moment {
  const sessions = [session(over)];
  const standing = { key: STRANGER, createdAt: 0 };
  return {
    before: sessions,
    aws: {
      now: 60_000,
      access: [standing, ...access],
      outstanding: 0,
      outstandingCreations: 0,
    },
    after: sessions,
    strangers: new Set([STRANGER]),
  };
}

const rules = (one: Moment) => checkMoment(one).map(({ rule }) => rule);

describe('what must hold at every moment', () => {
  it('holds where access and session are one', () => {
    expect(checkMoment(moment())).toEqual([]);
    expect(checkMoment(moment({ status: 'PROVISIONING' }, []))).toEqual([]);
  });

  it('ACTIVE without access is found', () => {
    expect(rules(moment({}, []))).toEqual(['active-is-so']);
  });

  it('ACTIVE for one of two looks alone is not', () => {
    const changing = moment({}, []);
    const after = [session({ status: 'ENDING' })];
    expect(checkMoment({ ...changing, after })).toEqual([]);
  });

  it.each(['ENDED', 'REVOKED', 'FAILED'])(
    '%s with access that was there before is found',
    status => {
      expect(rules(moment({ status, endedAt: 50_000 }))).toEqual([
        'final-is-so',
      ]);
    },
  );

  it('access that came later is left to the later looks', () => {
    const late = [{ key: KEY, createdAt: 55_000 }];
    expect(
      checkMoment(moment({ status: 'ENDED', endedAt: 50_000 }, late)),
    ).toEqual([]);
  });

  it('access that nobody approved is found', () => {
    expect(rules(moment({ requestStatus: 'REJECTED' }))).toEqual([
      'approved-first',
    ]);
    expect(rules(moment({ approvedAt: 20_000 }))).toEqual(['approved-first']);
  });

  it('a stranger who lost access is found', () => {
    const { strangers, ...rest } = moment();
    const missing = keyOf('222222222222', 'arn:set', 'omar');
    expect(
      rules({ ...rest, strangers: new Set([...strangers, missing]) }),
    ).toEqual(['strangers-stay']);
  });
});
