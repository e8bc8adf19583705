import { AccessRequest } from '@jit-portal/backstage-plugin-jit-common';
import { hasExpired, reviewOfferOf } from './offers';

const both: AccessRequest['allowedActions'] = [
  { name: 'approve', allowed: true },
  { name: 'reject', allowed: true },
];
const during = Date.parse('2026-11-23T14:00:00Z');
const windowEndsAt = '2026-11-24T13:05:22Z';

describe('reviewOfferOf', () => {
  it.each([
    ['PENDING', 'approve'],
    ['PENDING_OWNER', 'approveAsOwner'],
    ['PENDING_ADMIN', 'approveAsAdmin'],
  ] as const)('offers both decisions on %s as %s', (status, approveLabel) => {
    expect(
      reviewOfferOf({ status, windowEndsAt, allowedActions: both }, during),
    ).toEqual({
      kind: 'decide',
      decisions: ['approve', 'reject'],
      approveLabel,
    });
  });

  it.each(['APPROVED', 'REJECTED', 'EXPIRED', 'CANCELLED'] as const)(
    'offers nothing once the request is %s, whatever a stale list says',
    status => {
      expect(
        reviewOfferOf({ status, windowEndsAt, allowedActions: both }, during),
      ).toEqual({ kind: 'none' });
    },
  );

  it('offers nothing to somebody who is not a reviewer', () => {
    const allowedActions = [{ name: 'cancel' as const, allowed: true }];
    expect(
      reviewOfferOf(
        { status: 'PENDING', windowEndsAt, allowedActions },
        during,
      ),
    ).toEqual({ kind: 'none' });
  });

  it('puts the reason where a button would stand', () => {
    const because = 'You cannot review your own request.';
    const allowedActions = [
      { name: 'approve' as const, allowed: false, because },
      { name: 'reject' as const, allowed: false, because },
    ];
    expect(
      reviewOfferOf(
        { status: 'PENDING', windowEndsAt, allowedActions },
        during,
      ),
    ).toEqual({ kind: 'told', because });
  });

  it('keeps Reject where only approving is refused', () => {
    const allowedActions = [
      { name: 'approve' as const, allowed: false, because: 'Account closed.' },
      { name: 'reject' as const, allowed: true },
    ];
    expect(
      reviewOfferOf(
        { status: 'PENDING', windowEndsAt, allowedActions },
        during,
      ),
    ).toMatchObject({ kind: 'decide', decisions: ['reject'] });
  });

  it('stops at the end of the window without asking the server', () => {
    expect(
      reviewOfferOf(
        { status: 'PENDING', windowEndsAt, allowedActions: both },
        Date.parse(windowEndsAt),
      ),
    ).toEqual({ kind: 'expired', at: windowEndsAt });
  });
});

describe('hasExpired', () => {
  it('is never said of a decided request', () => {
    const later = Date.parse('2027-01-01T00:00:00Z');
    expect(hasExpired({ status: 'APPROVED', windowEndsAt }, later)).toBe(false);
    expect(hasExpired({ status: 'PENDING', windowEndsAt }, later)).toBe(true);
  });
});
