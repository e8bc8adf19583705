import { Bench } from './Parts';
import type { NoPlace } from './Places';
import { errorFor } from './refusalErrors';

const NO_PLACE: Record<NoPlace, string> = {
  full: 'Others are exporting just now. Try again in a minute.',
  yours:
    'An export of yours is still running. Wait until it has ended, or cancel it.',
};

const refused = (message: string) =>
  errorFor({ code: 'too-many-exports', message });

/**
 * Takes a place among those who export, whatever it is that they do.
 *
 * @throws TooManyRequestsError where there is none
 */
export function takePlace(
  { exports, exported }: Pick<Bench, 'exports' | 'exported'>,
  ref: string,
): void {
  const none = exports.take(ref);
  if (none) throw refused(NO_PLACE[none]);
  if (exported.take(ref)) return;
  exports.free(ref);
  throw refused('You have exported very often within an hour. Wait a little.');
}
