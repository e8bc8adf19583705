import { z } from 'zod/v4';

/**
 * Checks what came from outside and fills in defaults.
 *
 * @throws Error naming each wrong field
 */
export function parse<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what = 'the body',
): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(
    result.error.issues
      .map(issue => `${issue.path.join('.') || what}: ${issue.message}`)
      .join('; '),
  );
}
