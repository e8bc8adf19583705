import { errorFor } from './refusalErrors';
import { Bench } from './Parts';

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
