import {
  lengthOf,
  tidy,
  visibleLengthOf,
} from '@jit-portal/backstage-plugin-jit-common';

/*
 * Text that people write and others read. Control, bidirectional and invisible
 * characters are refused: they can make a text look like something else to a
 * reviewer, or like nothing.
 */

/** Scripts in which a joiner or a non-joiner decides how letters are written. */
const JOINING = [
  ...['Arab', 'Syrc', 'Mand', 'Nkoo', 'Adlm', 'Rohg', 'Mong', 'Phag'],
  ...['Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym'],
  ...['Sinh', 'Khmr', 'Mymr', 'Tibt', 'Bali', 'Java', 'Sund'],
].map(script => `\\p{Script_Extensions=${script}}`);

const EMOJI = '\\p{Extended_Pictographic}';

/** What has variants that a selector picks, besides the digits of keycaps. */
const VARIED = [
  `${EMOJI}\\u2200-\\u2aff`,
  ...['Hani', 'Hira', 'Kana', 'Mong', 'Mymr', 'Phag'].map(
    script => `\\p{Script_Extensions=${script}}`,
  ),
];

/**
 * Everything that is invisible, blank, or turns text around. Line breaks and
 * tabs may stay; so may joiners and variation selectors behind what they change
 * the look of, and nowhere else.
 */
const FORBIDDEN = [
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\p{Surrogate}]',
  // Braille and musical symbols without a dot or a head; annotations
  '[\\u2800\\u{1d159}\\ufff9-\\ufffb]',
  '(?![\\u200c\\u200d\\p{Variation_Selector}])\\p{Default_Ignorable_Code_Point}',
  `(?<![${JOINING.join('')}])\\u200c`,
  `(?<![${JOINING.join('')}])` +
    `(?!(?<=[${EMOJI}\\p{Emoji_Modifier}\\ufe0f])\\u200d${EMOJI})\\u200d`,
  `(?<![${VARIED.join('')}])` +
    '(?!(?<=[0-9#*])\\ufe0f\\u20e3)\\p{Variation_Selector}',
].join('|');

// Pages count by the same
export { lengthOf, tidy, visibleLengthOf };

const HAS_FORBIDDEN = new RegExp(FORBIDDEN, 'u');
const EACH_FORBIDDEN = new RegExp(FORBIDDEN, 'gu');

export function hasForbiddenCharacters(text: string): boolean {
  return HAS_FORBIDDEN.test(text);
}

/**
 * Without them: one taken out may leave another in a place where it may not
 * stand, so that this goes on until none is left.
 */
export function withoutForbiddenCharacters(text: string): string {
  const rest = text.replace(EACH_FORBIDDEN, '');
  return rest === text ? rest : withoutForbiddenCharacters(rest);
}

/** What is wrong with a text, in a sentence; undefined when nothing is. */
export function textProblem(
  text: string,
  limits: { min: number; max: number },
): string | undefined {
  if (hasForbiddenCharacters(text)) {
    return 'Take out invisible control characters.';
  }
  const missing = limits.min - visibleLengthOf(text);
  if (missing > 0) {
    return `${missing} more ${
      missing === 1 ? 'character' : 'characters'
    } needed.`;
  }
  if (lengthOf(text) > limits.max) return `At most ${limits.max} characters.`;
  return undefined;
}
