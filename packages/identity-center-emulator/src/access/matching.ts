/** Thrown by what of IAM is not emulated, in words. */
export class NotEmulated extends Error {}

export const listOf = <T>(value: T | T[] | undefined): T[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

/** `*` and `?` as IAM reads them. */
export function isLike(
  pattern: string,
  text: string,
  ignoreCase = false,
): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, ignoreCase ? 'is' : 's').test(text);
}
