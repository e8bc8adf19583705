import type { NoPlace, Places } from './Places';
import { errorFor } from './refusalErrors';

const NO_PLACE: Record<NoPlace, string> = {
  full: 'Others are exporting just now. Try again in a minute.',
  yours:
    'An export of yours is still running. Wait until it has ended, or cancel it.',
};

/**
 * Takes a place among those who export, whatever it is that they do.
 *
 * @throws TooManyRequestsError where there is none
 */
export function takePlace(exports: Places, ref: string): void {
  const none = exports.take(ref);
  if (none) {
    throw errorFor({ code: 'too-many-exports', message: NO_PLACE[none] });
  }
}
