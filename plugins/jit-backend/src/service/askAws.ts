import { Bench } from './Parts';
import { errorFor } from './refusalErrors';

/** How long a person waits for room among AWS's calls before being told so. */
export const PATIENCE_MS = 8_000;

/**
 * Asks Identity Center something that a decision needs. Trouble is not
 * permission: whatever goes wrong decides nothing and may be tried again.
 */
export async function askAws<T>(
  { logger }: Bench,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    logger.warn(`AWS could not be asked: ${error}`);
    throw errorFor({
      code: 'aws-unavailable',
      message: 'AWS could not be asked just now. Try again in a minute.',
    });
  }
}

/**
 * The same for calls that share a rate with the engine: a burst of decisions
 * begins only while there is room, so that no end waits behind it (H30).
 */
export async function askInTurn<T>(
  bench: Bench,
  ask: () => Promise<T>,
): Promise<T> {
  const { budget } = bench.identityCenter;
  return askAws(bench, () => budget.inTurn('grant', PATIENCE_MS, ask));
}
