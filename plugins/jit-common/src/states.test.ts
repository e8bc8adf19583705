import fc from 'fast-check';
import {
  canRequestBecome,
  canSessionBecome,
  finalStatusOf,
  isFinalSession,
  isPending,
  openSessionStatuses,
  openStates,
  requestTransitions,
  sessionStateOf,
  sessionTransitions,
  stateOf,
} from './states';
import { EndCause, RequestStatus, SessionStatus } from './words';

const requestStatuses = Object.keys(requestTransitions) as RequestStatus[];
const sessionStatuses = Object.keys(sessionTransitions) as SessionStatus[];
const causes = Object.keys(finalStatusOf) as EndCause[];

describe('the machine of a request', () => {
  it('never leaves a final status', () => {
    const finals: RequestStatus[] = [
      'APPROVED',
      'REJECTED',
      'EXPIRED',
      'CANCELLED',
    ];
    for (const from of finals) {
      for (const to of requestStatuses) {
        expect(canRequestBecome(from, to)).toBe(false);
      }
    }
  });

  it('approves a custom request only past its second stage', () => {
    expect(canRequestBecome('PENDING_OWNER', 'APPROVED')).toBe(false);
    expect(canRequestBecome('PENDING_OWNER', 'PENDING_ADMIN')).toBe(true);
    expect(canRequestBecome('PENDING_ADMIN', 'APPROVED')).toBe(true);
  });

  it('lets every pending request be rejected, expire and be cancelled', () => {
    for (const from of requestStatuses.filter(isPending)) {
      expect(requestTransitions[from]).toEqual(
        expect.arrayContaining(['REJECTED', 'EXPIRED', 'CANCELLED']),
      );
    }
  });
});

describe('the machine of a session', () => {
  it('reaches every end through ENDING alone', () => {
    for (const from of sessionStatuses) {
      for (const to of ['ENDED', 'REVOKED', 'FAILED'] as const) {
        expect(canSessionBecome(from, to)).toBe(from === 'ENDING');
      }
    }
  });

  it('comes to an end whatever way it takes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 10 }), choices => {
        let status: SessionStatus = 'PROVISIONING';
        for (const choice of [...choices, 0, 0, 0]) {
          const next: readonly SessionStatus[] = sessionTransitions[status];
          if (next.length === 0) break;
          status = next[choice % next.length];
        }
        return isFinalSession(status);
      }),
    );
  });

  it('has a final status for every cause, and ENDING may become it', () => {
    for (const cause of causes) {
      expect(canSessionBecome('ENDING', finalStatusOf[cause])).toBe(true);
    }
  });
});

describe('the word that people see', () => {
  it.each<
    [RequestStatus, SessionStatus | undefined, EndCause | undefined, string]
  >([
    ['PENDING', undefined, undefined, 'PENDING'],
    ['APPROVED', undefined, undefined, 'APPROVED'],
    ['APPROVED', 'PROVISIONING', undefined, 'SETTING_UP'],
    ['APPROVED', 'ACTIVE', undefined, 'ACTIVE'],
    ['APPROVED', 'ENDING', 'time', 'ENDING'],
    ['APPROVED', 'ENDING', 'revoked', 'REVOKING'],
    ['APPROVED', 'ENDING', 'leaver', 'REVOKING'],
    ['APPROVED', 'REVOKED', 'revoked', 'REVOKED'],
    ['APPROVED', 'FAILED', 'failed', 'FAILED'],
    ['REJECTED', undefined, undefined, 'REJECTED'],
  ])(
    '%s with a session %s ended by %s is %s',
    (status, session, endCause, word) => {
      expect(stateOf(status, session && { status: session, endCause })).toBe(
        word,
      );
    },
  );

  it('never says Revoked or Active before the session is', () => {
    const statusesCalled = (word: string) =>
      sessionStatuses.filter(status =>
        [undefined, ...causes].some(
          endCause => sessionStateOf({ status, endCause }) === word,
        ),
      );
    expect(statusesCalled('REVOKED')).toEqual(['REVOKED']);
    expect(statusesCalled('ACTIVE')).toEqual(['ACTIVE']);
  });

  it('is an open one while the session is open, and at no other time', () => {
    const wordsOf = (statuses: readonly SessionStatus[]) =>
      statuses.flatMap(status =>
        causes.map(endCause => sessionStateOf({ status, endCause })),
      );
    expect(new Set(wordsOf(openSessionStatuses))).toEqual(new Set(openStates));
    const over = wordsOf(sessionStatuses.filter(isFinalSession));
    expect(over.filter(word => openStates.includes(word))).toEqual([]);
  });
});
