import { StageName } from '@jit-portal/backstage-plugin-jit-common';
import { ProjectedAccounts } from '../accounts/Accounts';
import { RequestRecord, ReviewRecord } from '../domain/model';
import { requestRow } from '../permissions/__testUtils__/rows';
import { requestOf } from '../store/rows';
import { recipientsOf } from './recipients';

const ref = (name: string) => `user:default/${name}`;

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
    expect(await recipientsOf('review-wanted', story, projected)).toEqual(
      expected.map(ref),
    );
    expect(await recipientsOf('review-reminder', story, projected)).toEqual(
      expected.map(ref),
    );
  });

  it('of a review: never a crowd', async () => {
    const crowd = Array.from({ length: 400 }, (_, index) => `owner-${index}`);
    const told = await recipientsOf(
      'review-wanted',
      storyOf({ status: 'PENDING' }),
      projectedWith(crowd),
    );
    expect(told).toHaveLength(50);
  });

  it('of outcomes: the requester', async () => {
    const projected = projectedWith(['olga']);
    for (const topic of [
      'approved',
      'rejected',
      'revoked',
      'failed',
    ] as const) {
      expect(await recipientsOf(topic, storyOf({}), projected)).toEqual([
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
    );
    expect(told).toEqual(['adi', 'sam', 'olga'].map(ref));
  });
});
