/*
 * Patterns as IAM reads them: `*` is any run of characters, `?` any one.
 * Everything here takes time in proportion to the two lengths multiplied: a
 * regular expression made from what somebody typed could be made to hang.
 */

/** Whether the pattern takes this very text. */
export function globMatches(pattern: string, text: string): boolean {
  return globContains(pattern, text);
}

/**
 * Whether everything that the inner pattern takes is taken by the outer one.
 * A wildcard of the inner one can only be answered by a wildcard: `?` answers
 * `?`, `*` answers both. What stands between two stars is taken where it first
 * fits; a later place could never do better.
 */
export function globContains(outer: string, inner: string): boolean {
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let next = 0; next < inner.length; ) {
    if (outer[at] === '*') {
      star = at++;
      resumeAt = next;
    } else if (answers(outer[at], inner[next])) {
      at++;
      next++;
    } else if (star >= 0) {
      at = star + 1;
      next = ++resumeAt;
    } else return false;
  }
  while (outer[at] === '*') at++;
  return at === outer.length;
}

function answers(outer: string | undefined, inner: string): boolean {
  if (outer === '?') return inner !== '*';
  return outer === inner;
}

/** Whether any text is taken by both patterns. */
export function globsOverlap(one: string, other: string): boolean {
  // reachable[j]: what is left of `one` from here and of `other` from j can meet
  let below = lastRow(other);
  for (let i = one.length - 1; i >= 0; i--) {
    const row = new Array<boolean>(other.length + 1).fill(false);
    row[other.length] = one[i] === '*' && below[other.length];
    for (let j = other.length - 1; j >= 0; j--) {
      row[j] = meets(one[i], other[j], { below, row, j });
    }
    below = row;
  }
  return below[0];
}

function lastRow(other: string): boolean[] {
  const row = new Array<boolean>(other.length + 1).fill(false);
  row[other.length] = true;
  for (let j = other.length - 1; j >= 0 && other[j] === '*'; j--) row[j] = true;
  return row;
}

function meets(
  a: string,
  b: string,
  { below, row, j }: { below: boolean[]; row: boolean[]; j: number },
): boolean {
  if (a === '*' || b === '*') return below[j] || row[j + 1] || below[j + 1];
  return (a === b || a === '?' || b === '?') && below[j + 1];
}

/** Whether a pattern takes more than one text. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
