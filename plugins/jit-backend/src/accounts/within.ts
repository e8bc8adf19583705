/**
 * Waits for an answer, but not for ever: silence is trouble too.
 *
 * @throws Error when there is no answer in time
 */
export async function within<T>(
  seconds: number,
  answer: Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`No answer within ${seconds} s`)),
      seconds * 1000,
    );
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
