const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function dayOf(word: string): number | undefined {
  const at = WEEK.indexOf(word.trim().toLowerCase().slice(0, 3));
  return at < 0 ? undefined : at + 1;
}

function rangeOf(part: string): number[] | undefined {
  const ends = part.split('-').map(dayOf);
  const [from, to] = [ends[0], ends[ends.length - 1]];
  if (!from || !to || ends.length > 2) return undefined;
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((from - 1 + step) % 7) + 1);
}

/**
 * Reads weekdays, such as `Mon-Fri` or `Sun-Wed, Sat`, as ISO weekdays
 * (Monday is 1), sorted.
 *
 * @returns undefined where the text names no days
 */
export function weekdaysOf(text: string): number[] | undefined {
  const ranges = text.split(',').map(rangeOf);
  if (ranges.some(range => !range)) return undefined;
  return [...new Set(ranges.flatMap(range => range!))].sort();
}
