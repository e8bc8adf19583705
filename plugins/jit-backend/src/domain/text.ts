/*
 * Text that people write and others read. Control and bidirectional characters
 * are refused: they can make a text look like something else to a reviewer.
 */

/** Everything that is invisible or turns text around; line breaks and tabs may stay. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Text as it is stored and counted: NFC, trimmed, with plain line breaks. */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

export function hasForbiddenCharacters(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** Length as people count it: an emoji of one code point is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** What is wrong with a text, in a sentence; undefined when nothing is. */
export function textProblem(
  text: string,
  limits: { min: number; max: number },
): string | undefined {
  if (hasForbiddenCharacters(text)) {
    return 'Take out invisible control characters.';
  }
  const length = lengthOf(text);
  if (length < limits.min) {
    const missing = limits.min - length;
    return `${missing} more ${
      missing === 1 ? 'character' : 'characters'
    } needed.`;
  }
  if (length > limits.max) return `At most ${limits.max} characters.`;
  return undefined;
}
