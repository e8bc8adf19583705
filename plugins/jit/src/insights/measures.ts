import { wordsOf } from '@jit-portal/backstage-plugin-jit-common';
import { Words } from '../translation';

/** How a number is written. */
export type MeasureKind = 'count' | 'share' | 'minutes';

/** A column of numbers. */
export interface Measure {
  name: string;
  kind: MeasureKind;
}

/** A number, or what stands in its place. */
export type Value = number | { text: string } | undefined;

/** A share in whole percent, or that there are too few to tell. */
export function shareOf(
  t: Words,
  part: number,
  of: number,
  minItems: number,
): Value {
  if (of < minItems) return { text: t('insights.tooFew', { n: String(of) }) };
  return Math.round((100 * part) / of);
}

export function valueWords(t: Words, kind: MeasureKind, value: Value): string {
  if (value === undefined) return '–';
  if (typeof value !== 'number') return value.text;
  if (kind === 'share') return t('insights.percent', { n: String(value) });
  return kind === 'minutes' ? wordsOf(value) : String(value);
}

/** How a number has changed, as an arrow says it and in words. */
export interface Change {
  arrow: '▲' | '▼' | '';
  words: string;
}

export function changeOf(
  t: Words,
  kind: MeasureKind,
  now: Value,
  before: Value,
): Change | undefined {
  if (typeof now !== 'number' || typeof before !== 'number') return undefined;
  const by = Math.abs(now - before);
  if (by === 0) return { arrow: '', words: t('insights.same') };
  const amount =
    kind === 'share'
      ? t('insights.points', { count: by })
      : valueWords(t, kind, by);
  return now > before
    ? { arrow: '▲', words: t('insights.up', { by: amount }) }
    : { arrow: '▼', words: t('insights.down', { by: amount }) };
}
