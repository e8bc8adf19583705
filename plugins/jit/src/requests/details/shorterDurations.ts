import {
  AccessRequestDetails,
  isoOf,
  minutesOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { reviewsOf } from './conflict';

/**
 * The durations a reviewer may choose: what was asked for first, then shorter
 * ones, longest first. Quarter hours up to an hour, half hours up to four,
 * hours beyond, so that eight hours do not make a list of thirty-two.
 */
export function shorterDurations(asked: string, step: string): string[] {
  const askedMinutes = minutesOf(asked);
  const stepMinutes = minutesOf(step);
  if (!askedMinutes || !stepMinutes) return [asked];
  const shorter = [];
  for (let at = stepMinutes; at < askedMinutes; at += stepMinutes) {
    if (at % coarseness(at, stepMinutes) === 0) shorter.push(isoOf(at));
  }
  return [asked, ...shorter.reverse()];
}

function coarseness(minutes: number, step: number): number {
  if (minutes <= 60) return step;
  return minutes <= 240 ? Math.max(step, 30) : Math.max(step, 60);
}

/** What can still be given: as asked, or as short as a review made it. */
export function longestLeft(
  request: Pick<AccessRequestDetails, 'duration' | 'stages'>,
): string {
  const durations = reviewsOf(request).flatMap(
    ({ duration }) => duration ?? [],
  );
  return [request.duration, ...durations].reduce((least, one) =>
    (minutesOf(one) ?? Infinity) < (minutesOf(least) ?? Infinity) ? one : least,
  );
}

/** What a reviewer may choose from, the longest first. */
export function durationChoices(
  request: Pick<AccessRequestDetails, 'duration' | 'stages' | 'durationStep'>,
): string[] {
  return shorterDurations(longestLeft(request), request.durationStep);
}

/** The choice, where it is still one and shortens anything. */
export function durationToGive(
  request: Pick<AccessRequestDetails, 'duration' | 'stages' | 'durationStep'>,
  chosen: string | undefined,
): string | undefined {
  const [, ...shorter] = durationChoices(request);
  return shorter.find(one => one === chosen);
}
