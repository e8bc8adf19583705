import { withoutForbiddenCharacters } from '../domain/text';

/** Fits the columns that labels are stored in. */
const MOST = 200;

function bounded(text: string): string {
  return [...text].slice(0, MOST).join('');
}

/**
 * A value from the catalog as we store and compare it: on one line, without
 * control characters (PostgreSQL refuses NUL) and of bounded length. Nothing
 * else is taken out: what is left must not become somebody else's address.
 */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return bounded(text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim());
}

/**
 * A name from the catalog as we store and show it: on one line, of bounded
 * length, and without what nobody sees or what turns text around: what looks
 * the same in a list is the same. The first that leaves something to read is
 * taken.
 */
export function label(...texts: (string | undefined)[]): string {
  const labels = texts.map(text => readable(text ?? ''));
  return labels.find(text => text !== '') ?? '';
}

function readable(text: string): string {
  // eslint-disable-next-line no-control-regex
  const spaced = text.replace(/[\u0000-\u001f\u007f]/g, ' ');
  const line = withoutForbiddenCharacters(spaced).replace(/\s+/g, ' ').trim();
  // The cut may leave a joiner without what it joins
  return withoutForbiddenCharacters(bounded(line.normalize('NFC'))).trim();
}
