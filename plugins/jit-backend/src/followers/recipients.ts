import { StageName } from '@jit-portal/backstage-plugin-jit-common';
import { ProjectedAccounts } from '../accounts/Accounts';
import { Story } from './story';
import { Topic } from './words';

/** More people would each wait for another to act, and mute the portal. */
const MOST_REVIEWERS = 50;

async function peopleWith(
  projected: ProjectedAccounts,
  roles: ('admin' | 'sso-admin')[],
): Promise<string[]> {
  const people = await Promise.all(
    roles.map(role => projected.peopleInRole(role)),
  );
  return people.flat().map(({ ref }) => ref);
}

async function candidatesFor(
  { request }: Story,
  projected: ProjectedAccounts,
): Promise<string[]> {
  const name: StageName =
    request.status === 'PENDING_ADMIN' ? 'admin' : 'owner';
  if (name === 'admin') return peopleWith(projected, ['sso-admin']);
  const stage = request.plan.stages.find(planned => planned.name === name);
  return stage?.adminsInstead ? [] : projected.peopleOf(request.account.id);
}

/**
 * Who can review now. Nobody reviews their own request, and the second stage
 * takes somebody else than the first.
 */
async function reviewersOf(
  story: Story,
  projected: ProjectedAccounts,
): Promise<string[]> {
  const { requester, reviews } = story.request;
  const out = new Set([
    requester.ref,
    ...reviews.map(({ reviewer }) => reviewer.ref),
  ]);
  const named = await candidatesFor(story, projected);
  const able = named.filter(ref => !out.has(ref));
  if (able.length > 0) return able;
  const others = await peopleWith(projected, ['admin', 'sso-admin']);
  return others.filter(ref => !out.has(ref));
}

/** Whom a topic is for, resolved at the moment of telling. */
export async function recipientsOf(
  topic: Topic,
  story: Story,
  projected: ProjectedAccounts,
): Promise<string[]> {
  switch (topic) {
    case 'review-wanted':
    case 'review-reminder': {
      const reviewers = await reviewersOf(story, projected);
      return [...new Set(reviewers)].slice(0, MOST_REVIEWERS);
    }
    case 'removal-late':
    case 'credentials-remain':
    case 'denies-nearly-full':
      return [...new Set(await peopleWith(projected, ['admin', 'sso-admin']))];
    default:
      return [story.request.requester.ref];
  }
}
