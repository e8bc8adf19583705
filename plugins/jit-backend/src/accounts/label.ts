/** Fits the columns that labels are stored in. */
const MOST = 200;

/**
 * A name from the catalog as we store and show it: on one line, without
 * control characters (PostgreSQL refuses NUL) and of bounded length.
 */
export function label(text: string): string {
  // eslint-disable-next-line no-control-regex
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return [...line].slice(0, MOST).join('');
}
