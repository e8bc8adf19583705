import { Insights } from '@jit-portal/backstage-plugin-jit-common';
import { NOW } from './samples';

const production = { id: '111111111111', name: 'Payments Production' };
const staging = { id: '222222222222', name: 'Payments Staging' };

/** Insights of 90 days, with something on every card. */
export function anInsights(change: Partial<Insights> = {}): Insights {
  return {
    from: '2026-08-25T13:05:00.000Z',
    to: NOW,
    before: {
      from: '2026-05-27T13:04:38.000Z',
      to: '2026-08-25T13:05:00.000Z',
    },
    computedAt: NOW,
    serverTime: NOW,
    isEnough: true,
    definitions: {
      startAfter: 10,
      minItems: 10,
      longMinutes: 480,
      workingHours: { from: '07:00', to: '19:00', days: [1, 2, 3, 4, 5] },
    },
    cards: {
      totals: {
        now: {
          requests: 214,
          approved: 156,
          rejected: 26,
          expired: 18,
          cancelled: 9,
          pending: 5,
          times: { decided: 182, medianMinutes: 25, p90Minutes: 190 },
        },
        before: {
          requests: 200,
          approved: 156,
          rejected: 32,
          expired: 12,
          cancelled: 0,
          pending: 0,
          times: { decided: 188, medianMinutes: 25, p90Minutes: 200 },
        },
      },
      accounts: {
        count: 2,
        items: [
          { account: production, requests: 151 },
          { account: staging, requests: 63 },
        ],
      },
      permissionSets: {
        count: 1,
        items: [{ name: 'ReadOnlyAccess', requests: 187 }],
        custom: 27,
      },
      reasons: {
        items: [
          { code: 'too-wide', requests: 12 },
          { code: 'other', requests: 14 },
        ],
      },
      weeks: {
        items: [
          {
            week: '2026-11-09',
            requests: 30,
            decided: 25,
            medianMinutes: 20,
            p90Minutes: 90,
          },
          {
            week: '2026-11-16',
            requests: 40,
            decided: 38,
            medianMinutes: 25,
            p90Minutes: 130,
          },
        ],
      },
      stages: {
        items: [
          { stage: 'owner', decided: 20, medianMinutes: 30, p90Minutes: 120 },
          { stage: 'admin', decided: 19, medianMinutes: 55, p90Minutes: 300 },
        ],
      },
      expired: {
        items: [
          { account: production, expired: 15, of: 140 },
          { account: staging, expired: 3, of: 6 },
        ],
      },
      accountTimes: {
        items: [
          {
            account: production,
            decided: 125,
            medianMinutes: 25,
            p90Minutes: 190,
          },
        ],
      },
      ownerTimes: {
        items: [
          {
            ref: 'group:default/payments-owners',
            name: 'Payments owners',
            accountIds: [production.id, staging.id],
            decided: 182,
            medianMinutes: 25,
            p90Minutes: 190,
          },
        ],
      },
      active: {
        days: ['2026-11-22', '2026-11-23'],
        items: [
          { account: production, sessions: 100, atOnce: [4, 9] },
          { account: staging, sessions: 50, atOnce: [1, 0] },
        ],
      },
      offHours: {
        sessions: 150,
        offHours: 14,
        items: [{ account: production, sessions: 100, offHours: 14 }],
      },
      longRunning: {
        sessions: 150,
        long: 7,
        now: 3,
        items: [{ account: production, sessions: 100, long: 7 }],
      },
      repeated: {
        items: [
          {
            key: '0123456789abcdef',
            name: 'JIT-s3-fix',
            managedPolicies: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
            statements: 2,
            requests: 19,
            accounts: 2,
            coveredBy: 'S3Support',
          },
        ],
        covered: [{ name: '=S3Support', requests: 19 }],
      },
    },
    ...change,
  };
}
