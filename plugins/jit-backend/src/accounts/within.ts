/** Nothing came back in time. */
export class NoAnswer extends Error {}

/**
 * Waits for an answer, but not for ever: silence is trouble too.
 *
 * @throws NoAnswer when there is no answer in time
 */
export async function within<T>(
  seconds: number,
  answer: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new NoAnswer(`No answer within ${seconds} s`)),
      seconds * 1000,
    );
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
