import { Knex } from 'knex';

/** More words than this narrow nothing further. */
const WORDS = 6;

/** Account ids may be typed with hyphens or spaces. */
function wordsOf(text: string): string[] {
  const folded = text.normalize('NFC').toLowerCase().trim();
  const digits = folded.replace(/[\s-]/g, '');
  if (/^\d{4,12}$/.test(digits)) return [digits];
  return folded.split(/\s+/).filter(Boolean).slice(0, WORDS);
}

/** Every word must be in the row's search text, in any order. */
export function whereFound(
  query: Knex.QueryBuilder,
  column: string,
  text: string | undefined,
): void {
  for (const word of wordsOf(text ?? '')) {
    const literal = word.replace(/[\\%_]/g, '\\$&');
    query.whereRaw(`${column} like ? escape '\\'`, [`%${literal}%`]);
  }
}
