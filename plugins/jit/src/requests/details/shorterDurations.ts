import { isoOf, minutesOf } from '@jit-portal/backstage-plugin-jit-common';

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
