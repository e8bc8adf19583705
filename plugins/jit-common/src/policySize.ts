/**
 * Characters of a policy that AWS counts: all but blanks. A blank within a
 * string is counted too, since AWS does not say that it is not.
 *
 * @public
 */
export function nonBlankLength(text: string): number {
  let count = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted || !' \t\r\n'.includes(character)) count += 1;
    if (quoted && character === '\\') {
      at += 1;
      count += 1;
    } else if (character === '"') quoted = !quoted;
  }
  return count;
}
