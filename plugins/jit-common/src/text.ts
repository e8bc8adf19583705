/**
 * Text as it is stored and counted: NFC, trimmed, with plain line breaks.
 *
 * @public
 */
export function tidy(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/**
 * Length as people count it: an emoji of one code point is one.
 *
 * @public
 */
export function lengthOf(text: string): number {
  return [...text].length;
}

/**
 * How much there is to read: a run of blanks is one, what joins is none.
 *
 * @public
 */
export function visibleLengthOf(text: string): number {
  const visible = text.replace(
    /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu,
    '',
  );
  return lengthOf(visible.replace(/\s+/g, ' ').trim());
}
