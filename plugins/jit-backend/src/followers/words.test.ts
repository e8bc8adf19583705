import { RequestRecord, ReviewRecord, SessionRecord } from '../domain/model';
import { requestOf, sessionOf } from '../store/rows';
import { requestRow, sessionRow } from '../permissions/__testUtils__/rows';
import { Story } from './story';
import { Topic, wordsFor } from './words';

const now = new Date('2026-11-23T15:00:00.000Z');
const later = new Date('2026-11-23T18:30:00.000Z');
const sam = { ref: 'user:default/sam', displayName: 'Sam Ode' };

function request(part: Partial<RequestRecord> = {}): RequestRecord {
  return { ...requestOf(requestRow({ number: 1042 }), []), ...part };
}

function session(part: Partial<SessionRecord> = {}): SessionRecord {
  return {
    ...sessionOf(sessionRow({ number: 88 })),
    expiresAt: new Date('2026-11-23T16:05:00.000Z'),
    user: { ref: 'user:default/ana', displayName: 'Ana Ruiz' },
    ...part,
  };
}

function rejected(comment?: string): RequestRecord {
  const review = { decision: 'reject', reviewer: sam, comment };
  return request({
    status: 'REJECTED',
    reviews: [review as ReviewRecord],
  });
}

function words(topic: Topic, story: Story): string | undefined {
  return wordsFor(topic, story, now)?.title;
}

describe('the words of notifications', () => {
  it.each<[Topic, Story, string]>([
    [
      'review-wanted',
      { request: request() },
      'Ana Ruiz asks for ReadOnlyAccess on Production for 1 h.',
    ],
    [
      'review-reminder',
      { request: request() },
      'Reminder: Ana Ruiz asks for ReadOnlyAccess on Production for 1 h.',
    ],
    [
      'review-due-soon',
      { request: request({ windowEndsAt: later }) },
      'Reminder: Ana Ruiz asks for ReadOnlyAccess on Production for 1 h. It expires at 18:30 UTC.',
    ],
    [
      'review-escalated',
      { request: request({ windowEndsAt: later }) },
      'Nobody has reviewed this yet, and it expires at 18:30 UTC: Ana Ruiz asks for ReadOnlyAccess on Production for 1 h.',
    ],
    [
      'approved',
      {
        request: request({ status: 'APPROVED' }),
        session: session({ status: 'PROVISIONING' }),
      },
      'Your access to Production is approved and being set up.',
    ],
    [
      'active',
      { request: request({ status: 'APPROVED' }), session: session() },
      'Your access to Production is active until 16:05 UTC.',
    ],
    [
      'active',
      {
        request: request({ status: 'APPROVED' }),
        session: session({ expiresAt: new Date('2026-11-24T02:30:00.000Z') }),
      },
      'Your access to Production is active until 24 Nov, 02:30 UTC.',
    ],
    [
      'ending-soon',
      { request: request(), session: session() },
      'Your access to Production ends at 16:05 UTC.',
    ],
    [
      'rejected',
      { request: rejected('Too wide,\nask for read only') },
      'Your request for Production was rejected by Sam Ode: “Too wide, ask for read only”',
    ],
    [
      'rejected',
      { request: rejected() },
      'Your request for Production was rejected by Sam Ode.',
    ],
    [
      'expired',
      { request: request({ status: 'EXPIRED' }) },
      'Nobody reviewed your request for Production in time. You can send it again.',
    ],
    [
      'revoked',
      {
        request: request(),
        session: session({
          end: { cause: 'revoked', by: sam, reason: 'Leak' },
        }),
      },
      'Your session on Production was revoked by Sam Ode. Reason: Leak',
    ],
    [
      'revoked',
      {
        request: request(),
        session: session({ end: { cause: 'revoked', by: sam } }),
      },
      'Your session on Production was revoked by Sam Ode. No reason given.',
    ],
    [
      'ended',
      { request: request(), session: session({ status: 'ENDED' }) },
      'Your session on Production has ended.',
    ],
    [
      'failed',
      { request: request(), session: session({ status: 'FAILED' }) },
      'Your access to Production could not be set up.',
    ],
    [
      'removal-late',
      { request: request(), session: session({ status: 'ENDING' }) },
      'AWS has not yet removed the access of Ana Ruiz to Production.',
    ],
    [
      'credentials-remain',
      { request: request(), session: session({ status: 'ENDING' }) },
      'AWS credentials of Ana Ruiz for Production could not be cut off.',
    ],
  ])('%s', (topic, story, expected) => {
    expect(words(topic, story)).toBe(expected);
  });

  it.each(['review-due-soon', 'review-escalated'] as const)(
    'say nothing of a window that has closed, or a decision (%s)',
    topic => {
      expect(words(topic, { request: request({ windowEndsAt: now }) })).toBe(
        undefined,
      );
      const decided = request({ windowEndsAt: later, status: 'APPROVED' });
      expect(words(topic, { request: decided })).toBe(undefined);
    },
  );

  it.each([
    ['PENDING', 'Any owner of the account, SSO Admin or Admin can decide.'],
    ['PENDING_OWNER', 'An owner of the account has to decide.'],
    ['PENDING_ADMIN', 'An SSO Admin has to decide.'],
  ] as const)('say who can decide what nobody has (%s)', (status, who) => {
    const story = { request: request({ status, windowEndsAt: later }) };
    expect(wordsFor('review-escalated', story, now)?.description).toBe(who);
  });

  it('name nobody where nobody revoked (leaver)', () => {
    const story = {
      request: request(),
      session: session({ end: { cause: 'leaver' as const } }),
    };
    expect(words('revoked', story)).toBe(
      'Your session on Production was revoked. No reason given.',
    );
  });

  it('say why it failed and what to do', () => {
    const failure = {
      code: 'set-gone',
      message: 'The permission set is gone.',
      fix: 'Ask an SSO admin.',
    };
    const story = { request: request(), session: session({ failure }) };
    expect(wordsFor('failed', story, now)?.description).toBe(
      'The permission set is gone. Ask an SSO admin.',
    );
  });

  it('cut long quotes', () => {
    const title = words('rejected', { request: rejected('x'.repeat(2000)) });
    expect(title?.length).toBeLessThan(300);
    expect(title).toMatch(/x…”$/);
  });

  it.each<[string, Topic, Story]>([
    ['a review made', 'review-wanted', { request: rejected() }],
    ['a review made', 'review-reminder', { request: rejected() }],
    ['access set up', 'approved', { request: request(), session: session() }],
    [
      'an end',
      'active',
      { request: request(), session: session({ status: 'ENDING' }) },
    ],
    [
      'an end',
      'ending-soon',
      { request: request(), session: session({ status: 'ENDED' }) },
    ],
    [
      'a removal',
      'removal-late',
      { request: request(), session: session({ status: 'REVOKED' }) },
    ],
  ])('are not told when %s has overtaken: %s', (_, topic, story) => {
    expect(words(topic, story)).toBeUndefined();
  });
});
