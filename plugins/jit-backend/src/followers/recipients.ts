import { StageName } from '@jit-portal/backstage-plugin-jit-common';
import { ProjectedAccounts } from '../accounts/Accounts';
import { Quiet } from './quiet';
import { Story } from './story';
import { Topic } from './words';

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

/**
 * More people than `most` would each wait for another to act, and mute the
 * portal. Which of them hear of a request turns with its number, and a
 * reminder goes to the next ones.
 */
function someOf(refs: string[], most: number, turn: number): string[] {
  const people = [...new Set(refs)];
  if (people.length <= most) return people;
  const from = (turn * most) % people.length;
  return [...people.slice(from), ...people.slice(0, from)].slice(0, most);
}

/** Who has not been told so far: they can decide, or find somebody who does. */
async function othersThanReviewers(
  story: Story,
  projected: ProjectedAccounts,
): Promise<string[]> {
  const { request } = story;
  const told = new Set([
    request.requester.ref,
    ...(await reviewersOf(story, projected)),
  ]);
  const roles: ('admin' | 'sso-admin')[] =
    request.status === 'PENDING' ? ['admin', 'sso-admin'] : ['admin'];
  const others = await peopleWith(projected, roles);
  return others.filter(ref => !told.has(ref));
}

/** Whom a topic is for, resolved at the moment of telling. */
export async function recipientsOf(
  topic: Topic,
  story: Story,
  projected: ProjectedAccounts,
  { reviewersPerRequest: most }: Quiet,
): Promise<string[]> {
  const { number } = story.request;
  switch (topic) {
    case 'review-wanted':
      return someOf(await reviewersOf(story, projected), most, number);
    case 'review-reminder':
    case 'review-due-soon':
      return someOf(await reviewersOf(story, projected), most, number + 1);
    case 'review-escalated':
      return someOf(await othersThanReviewers(story, projected), most, number);
    case 'removal-late':
    case 'credentials-remain':
    case 'denies-nearly-full':
      return [...new Set(await peopleWith(projected, ['admin', 'sso-admin']))];
    default:
      return [story.request.requester.ref];
  }
}
