import { StageName } from '@jit-portal/backstage-plugin-jit-common';
import { ProjectedAccounts } from '../accounts/Accounts';
import { RequestRecord, ReviewRecord } from '../domain/model';
import { requestRow } from '../permissions/__testUtils__/rows';
import { requestOf } from '../store/rows';
import { Quiet } from './quiet';
import { recipientsOf } from './recipients';
import { Topic } from './words';

const ref = (name: string) => `user:default/${name}`;
const adi = { ref: ref('adi'), displayName: 'Adi' };
const quiet: Quiet = {
  reminders: true,
  reviewersPerRequest: 50,
  perPersonPerHour: 10,
};

function projectedWith(owners: string[]) {
  const roles = { admin: ['adi'], 'sso-admin': ['sam', 'olga'] };
  const projected: Partial<ProjectedAccounts> = {
    peopleOf: async () => owners.map(ref),
    peopleInRole: async role =>
      roles[role].map(name => ({ ref: ref(name), displayName: name })),
  };
  return projected as ProjectedAccounts;
}

function storyOf(
  part: Partial<RequestRecord>,
  stage: { name: StageName; adminsInstead: boolean } = {
    name: 'owner',
    adminsInstead: false,
  },
) {
  const request = requestOf(requestRow({ number: 1 }), []);
  const stages = [{ ...stage, reviewers: [] }];
  return {
    request: { ...request, plan: { ...request.plan, stages }, ...part },
  };
}

describe('who is told', () => {
  it.each([
    [
      'owners, for a standard request',
      storyOf({ status: 'PENDING' }),
      ['olga', 'lea'],
      ['olga', 'lea'],
    ],
    [
      'owners, for the first stage of a custom one',
      storyOf({ status: 'PENDING_OWNER' }),
      ['olga'],
      ['olga'],
    ],
    [
      'not the requester',
      storyOf({ status: 'PENDING' }),
      ['ana', 'olga'],
      ['olga'],
    ],
    [
      'admins, where the plan says that they take the stage',
      storyOf({ status: 'PENDING' }, { name: 'owner', adminsInstead: true }),
      ['ana'],
      ['adi', 'sam', 'olga'],
    ],
    [
      'admins, where nobody owns any more',
      storyOf({ status: 'PENDING' }),
      [],
      ['adi', 'sam', 'olga'],
    ],
    [
      'SSO admins for the second stage, but not who made the first review',
      storyOf({
        status: 'PENDING_ADMIN',
        reviews: [{ reviewer: { ref: ref('olga') } } as ReviewRecord],
      }),
      ['olga'],
      ['sam'],
    ],
  ])('of a review: %s', async (_, story, owners, expected) => {
    const projected = projectedWith(owners);
    for (const topic of [
      'review-wanted',
      'review-reminder',
      'review-due-soon',
    ] as const) {
      expect(await recipientsOf(topic, story, projected, quiet)).toEqual(
        expected.map(ref),
      );
    }
  });

  it('of a review: never a crowd, others for the next, and all in turn', async () => {
    const crowd = Array.from({ length: 120 }, (_, index) => `owner-${index}`);
    const told = (topic: Topic, number: number) =>
      recipientsOf(
        topic,
        storyOf({ status: 'PENDING', number }),
        projectedWith(crowd),
        quiet,
      );
    const first = await told('review-wanted', 7);
    expect(first).toHaveLength(50);
    const reminded = await told('review-due-soon', 7);
    expect(reminded).toHaveLength(50);
    expect(reminded.filter(one => first.includes(one))).toEqual([]);
    const inTurn = await Promise.all(
      [1, 2, 3].map(number => told('review-wanted', number)),
    );
    expect(new Set(inTurn.flat()).size).toBe(120);
  });

  it.each([
    [
      'SSO Admins and Admins, who may decide in place of owners',
      storyOf({ status: 'PENDING' }),
      ['olga'],
      ['adi', 'sam'],
    ],
    [
      'Admins alone where only an owner may decide',
      storyOf({ status: 'PENDING_OWNER' }),
      ['olga'],
      ['adi'],
    ],
    [
      'Admins where only an SSO Admin may decide',
      storyOf({ status: 'PENDING_ADMIN' }),
      ['olga'],
      ['adi'],
    ],
    [
      'nobody who was told before, nor the requester',
      storyOf({ status: 'PENDING', requester: adi }),
      ['sam', 'olga'],
      [],
    ],
  ])('when it goes to others: %s', async (_, story, owners, expected) => {
    expect(
      await recipientsOf(
        'review-escalated',
        story,
        projectedWith(owners),
        quiet,
      ),
    ).toEqual(expected.map(ref));
  });

  it('of outcomes: the requester', async () => {
    const projected = projectedWith(['olga']);
    for (const topic of [
      'approved',
      'rejected',
      'revoked',
      'failed',
    ] as const) {
      expect(await recipientsOf(topic, storyOf({}), projected, quiet)).toEqual([
        ref('ana'),
      ]);
    }
  });

  it.each([
    'removal-late',
    'credentials-remain',
    'denies-nearly-full',
  ] as const)('of %s: admins and SSO admins', async topic => {
    const told = await recipientsOf(
      topic,
      storyOf({}),
      projectedWith(['olga']),
      quiet,
    );
    expect(told).toEqual(['adi', 'sam', 'olga'].map(ref));
  });
});
