import fc from 'fast-check';
import { everybody, Name } from '../testing/cast';
import {
  aCustomRequest,
  approver,
  aRequest,
  aReview,
  minutesAfter,
  NINE,
} from '../testing/records';
import { requestActions } from './allowedActions';
import { RequestRecord } from './model';
import { mayReview, review, Verdict } from './review';
import { isSameHuman } from './reviewer';

const soon = minutesAfter(NINE, 1);
const approve: Verdict = { version: 1, decision: 'approve' };

/** What they saw is what there is. */
const sawIt = (request: RequestRecord, verdict: Verdict): Verdict => ({
  ...verdict,
  contentHash: request.contentHash,
});

function answer(request: RequestRecord, name: Name, verdict = approve) {
  const saw = sawIt(request, verdict);
  const judged = review(request, approver(name), saw, soon, 15);
  return judged.ok ? judged.value.status : judged.refusal.code;
}

describe('a standard request', () => {
  it.each<[Name, string]>([
    ['olivia', 'APPROVED'],
    ['omar', 'APPROVED'],
    ['sam', 'APPROVED'],
    ['ada', 'APPROVED'],
    ['dana', 'own-request'],
    ['theo', 'not-an-approver'], // owns another account
    ['audrey', 'not-an-approver'],
  ])('of dana’s by %s: %s', (name, expected) => {
    expect(answer(aRequest(), name)).toBe(expected);
  });
});

describe('a reviewer who cannot be told from the requester (H14)', () => {
  const nobody = { principalId: undefined, email: undefined };
  const judgedAs = (
    change: Partial<ReturnType<typeof approver>>,
    decision: Verdict['decision'],
  ) => {
    const by = approver('olivia', change);
    const judged = review(
      aRequest(),
      by,
      sawIt(aRequest(), { version: 1, decision, comment: 'Not like this' }),
      soon,
      15,
    );
    return judged.ok ? judged.value.status : judged.refusal.code;
  };

  it.each<[string, Partial<ReturnType<typeof approver>>, string]>([
    ['neither e-mail nor user', nobody, 'no-email'],
    ['an empty e-mail', { ...nobody, email: '' }, 'no-email'],
    ['an e-mail', { ...nobody, email: 'olivia@example.com' }, 'APPROVED'],
    ['a user', { ...nobody, principalId: 'principal-olivia' }, 'APPROVED'],
  ])('with %s', (_title, change, expected) => {
    expect(judgedAs(change, 'approve')).toBe(expected);
    expect(judgedAs(change, 'reject')).toBe('REJECTED');
  });

  it('sees why there is no approving, and may reject', () => {
    const [approval, rejection] = requestActions(
      aRequest(),
      approver('olivia', nobody),
      { review: true },
      soon,
    );
    expect(approval).toMatchObject({
      name: 'approve',
      allowed: false,
      because: expect.stringContaining('no e-mail'),
    });
    expect(rejection).toEqual({ name: 'reject', allowed: true });
  });
});

describe('said of several at once', () => {
  const inBulk: Verdict = { ...approve, inBulk: true, comment: 'go on' };
  const reject: Verdict = { ...inBulk, decision: 'reject' };
  const flagged = (level: 'HIGH' | 'MEDIUM') =>
    aRequest({ riskFlags: [{ code: 'x', level, text: 'Look here' }] });

  it.each<[string, RequestRecord, string]>([
    ['a standard set', aRequest(), 'APPROVED'],
    ['a medium flag', flagged('MEDIUM'), 'APPROVED'],
    ['a high flag', flagged('HIGH'), 'needs-own-review'],
    ['a custom set', aCustomRequest(), 'needs-own-review'],
  ])('%s', (_title, request, expected) => {
    expect(answer(request, 'olivia', inBulk)).toBe(expected);
    expect(answer(request, 'olivia', reject)).toBe('REJECTED');
  });

  it('first says who may not review at all', () => {
    expect(answer(flagged('HIGH'), 'dana', inBulk)).toBe('own-request');
    expect(answer(flagged('HIGH'), 'theo', inBulk)).toBe('not-an-approver');
  });
});

describe('a custom request', () => {
  const afterOlivia = aCustomRequest({
    status: 'PENDING_ADMIN',
    version: 2,
    reviews: [aReview('olivia')],
  });
  const afterPetra = { ...afterOlivia, reviews: [aReview('petra')] };
  const seen: Verdict = { version: 2, decision: 'approve' };

  it('passes an owner, then an SSO admin', () => {
    expect(answer(aCustomRequest(), 'sam')).toBe('not-your-stage'); // owners come first
    expect(answer(aCustomRequest(), 'olivia')).toBe('PENDING_ADMIN');
    expect(answer(afterOlivia, 'sam', seen)).toBe('APPROVED');
    expect(answer(afterOlivia, 'omar', seen)).toBe('not-your-stage');
    expect(answer(afterOlivia, 'ada', seen)).toBe('not-an-approver');
  });

  it('needs two people, whatever roles one has', () => {
    expect(answer(afterPetra, 'petra', seen)).toBe('same-reviewer');
    expect(answer(afterPetra, 'lena', seen)).toBe('APPROVED');
  });

  it('tells a second owner who was first', () => {
    const judged = review(afterOlivia, approver('omar'), approve, soon, 15);
    expect(judged).toMatchObject({
      refusal: {
        code: 'already-decided',
        decidedBy: 'user:default/olivia',
        message:
          'Olivia approved this request 1 min ago. Your decision was not recorded.',
      },
    });
  });

  it('goes to admins where nobody owns the account', () => {
    const [owner, admin] = aCustomRequest().plan.stages;
    const request = aCustomRequest();
    request.plan = {
      ...request.plan,
      stages: [{ ...owner, reviewers: ['admin'], adminsInstead: true }, admin],
    };
    expect(answer(request, 'ada')).toBe('PENDING_ADMIN');
    expect(answer(request, 'olivia')).toBe('not-an-approver');
  });
});

describe('time and versions', () => {
  it('is too late once the window is over, to the millisecond', () => {
    const request = aRequest();
    const at = (ms: number) =>
      mayReview(
        request,
        approver('olivia'),
        new Date(+request.windowEndsAt + ms),
      ).ok;
    expect([at(-1), at(0), at(1)]).toEqual([true, false, false]);
  });

  it('needs the version that stands', () => {
    const verdict: Verdict = { version: 2, decision: 'approve' };
    expect(answer(aRequest(), 'olivia', verdict)).toBe('version-changed');
  });

  it.each([
    ['EXPIRED', 'window-over'],
    ['CANCELLED', 'not-pending'],
  ] as const)('%s says %s', (status, code) => {
    expect(answer(aRequest({ status }), 'olivia')).toBe(code);
  });
});

describe('what is said', () => {
  const rejected = (comment?: string) =>
    answer(aRequest(), 'olivia', { version: 1, decision: 'reject', comment });
  const high = aRequest({
    riskFlags: [{ code: 'x', level: 'HIGH', text: 'Administrator access' }],
  });

  it('needs a comment to reject, and with a HIGH flag to approve', () => {
    expect(rejected()).toBe('comment-required');
    expect(rejected('no')).toBe('comment-required');
    expect(rejected('Wrong account.')).toBe('REJECTED');
    expect(answer(high, 'olivia')).toBe('comment-required');
    expect(answer(high, 'olivia', { ...approve, comment: 'Drill.' })).toBe(
      'APPROVED',
    );
  });

  it('refuses what cannot be read as it is written', () => {
    expect(rejected('fine \u202e enif')).toBe('invalid-values');
    expect(rejected('x'.repeat(501))).toBe('invalid-values');
  });

  it.each([
    [60, 'APPROVED'],
    [15, 'APPROVED'],
    [61, 'too-long'],
    [14, 'invalid-values'],
    [NaN, 'invalid-values'],
  ])('shortened to %p min: %s', (minutes, expected) => {
    expect(answer(aRequest(), 'olivia', { ...approve, minutes })).toBe(
      expected,
    );
  });
});

describe('in every case', () => {
  const requests = fc.constantFrom(
    aRequest(),
    aCustomRequest(),
    aCustomRequest({ status: 'PENDING_ADMIN', reviews: [aReview('petra')] }),
    aCustomRequest({ status: 'PENDING_ADMIN', reviews: [aReview('olivia')] }),
    aRequest({ status: 'APPROVED', reviews: [aReview('sam')] }),
    aRequest({ status: 'EXPIRED' }),
    aRequest({ status: 'CANCELLED' }),
  );
  const people = fc.record({
    name: fc.constantFrom(...everybody),
    isOwner: fc.boolean(),
    isSsoAdmin: fc.boolean(),
    isAdmin: fc.boolean(),
  });
  const times = fc.integer({ min: 0, max: 3000 });

  it('the button is drawn just where the deed is done', () => {
    fc.assert(
      fc.property(requests, people, times, (request, who, minutes) => {
        const by = approver(who.name, who);
        const now = minutesAfter(NINE, minutes);
        const drawn = requestActions(request, by, { review: true }, now).some(
          ({ name, allowed }) => name === 'approve' && allowed,
        );
        const verdict = sawIt(request, {
          ...approve,
          version: request.version,
        });
        expect(review(request, by, verdict, now, 15).ok).toBe(drawn);
      }),
    );
  });

  it('nobody decides alone on what they asked for', () => {
    fc.assert(
      fc.property(requests, people, times, (request, who, minutes) => {
        const by = approver('dana', { ...who, ref: 'user:other/name' });
        const now = minutesAfter(NINE, minutes);
        expect(mayReview(request, by, now).ok).toBe(false);
      }),
    );
  });
});

describe('one human behind two names', () => {
  it.each([
    [{ ref: 'user:default/a' }, { ref: 'USER:default/A' }, true],
    [{ ref: 'a', principalId: '1' }, { ref: 'b', principalId: '1' }, true],
    [
      { ref: 'a', principalId: '1', email: 'x@y' },
      { ref: 'b', principalId: '2', email: 'x@y' },
      false,
    ],
    [{ ref: 'a', email: 'X@y' }, { ref: 'b', email: 'x@Y' }, true],
    [{ ref: 'a' }, { ref: 'b' }, false],
  ])('%j and %j: %p', (a, b, same) => {
    expect(isSameHuman(a, b)).toBe(same);
  });
});
