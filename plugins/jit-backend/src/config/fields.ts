import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { HumanDuration } from '@backstage/types';
import { Duration } from 'luxon';
import { z } from 'zod';

/*
 * The small values that configuration is made of. Every message names the fix;
 * the key is added by readJitConfig.
 */

/** Environment variables arrive as text, so `"15"` and `"true"` are taken too. */
function orText(schema: z.ZodType, read: (word: string) => unknown) {
  return z.preprocess(
    value => (typeof value === 'string' ? read(value.trim()) : value),
    schema,
  );
}

/** A whole number between two bounds. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return orText(z.int(error).min(least, error).max(most, error), word =>
    word === '' ? word : Number(word),
  ) as z.ZodType<number>;
}

/** `true` or `false`. */
export function flag() {
  const words: Record<string, boolean> = { true: true, false: false };
  return orText(
    z.boolean('must be true or false'),
    word => words[word] ?? word,
  ) as z.ZodType<boolean>;
}

/** Text of a form, with the sentence that explains the form. */
export function text(pattern: RegExp, error: string) {
  return z.string(error).trim().regex(pattern, error);
}

/** One of a few words. */
export function oneOf<const TWord extends string>(words: readonly TWord[]) {
  return z.enum(words, `must be one of: ${words.join(', ')}`);
}

/**
 * Reads minutes of a duration that has a fixed length; years and months have
 * none.
 */
function minutesIn(value: unknown): number | undefined {
  const duration =
    typeof value === 'string'
      ? Duration.fromISO(value.trim())
      : Duration.fromObject((value ?? {}) as HumanDuration);
  if (!duration.isValid || duration.years || duration.months) return undefined;
  const length = duration.as('minutes');
  return Number.isInteger(length) && length > 0 ? length : undefined;
}

/** An ISO 8601 or human duration of whole minutes, read as minutes. */
export function minutes() {
  return z.unknown().transform((value, context) => {
    const read = minutesOrNothing(value);
    if (read !== undefined) return read;
    context.addIssue({
      code: 'custom',
      message:
        'must be a duration of whole minutes, such as PT1H30M or { hours: 1, minutes: 30 }',
    });
    return z.NEVER;
  });
}

function minutesOrNothing(value: unknown): number | undefined {
  try {
    return minutesIn(value);
  } catch {
    // luxon throws on units that it does not know
    return undefined;
  }
}

/**
 * Reads a user or group reference and writes it out in full and in lower case,
 * as the catalog compares it. Kinds are never guessed.
 */
export function normalisePersonOrGroup(ref: string): string | undefined {
  try {
    const full = stringifyEntityRef(
      parseEntityRef(ref.trim(), { defaultNamespace: 'default' }),
    );
    return /^(user|group):/.test(full) ? full : undefined;
  } catch {
    return undefined;
  }
}

/** A list of user and group references. */
export function people() {
  const error = 'must be a list of user and group references';
  return z.array(
    z.string(error).transform((ref, context) => {
      const full = normalisePersonOrGroup(ref);
      if (full) return full;
      context.addIssue({
        code: 'custom',
        message: `"${ref}" must be a full reference, such as user:default/ana or group:default/platform`,
      });
      return z.NEVER;
    }),
    error,
  );
}
