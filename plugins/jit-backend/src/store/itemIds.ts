const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Numbers are 32-bit integers in both databases. */
const MOST = 2_147_483_647;

/**
 * Reads an id from a URL: a uuid, or the number that people see, in any case.
 *
 * @returns the column condition, or undefined where it can be neither
 */
export function idCondition(
  text: string,
  prefix: 'REQ' | 'SES',
): { id: string } | { number: number } | undefined {
  if (UUID.test(text)) return { id: text.toLowerCase() };
  const match = new RegExp(`^${prefix}-(\\d{1,10})$`, 'i').exec(text);
  const number = match ? Number(match[1]) : 0;
  return number > 0 && number <= MOST ? { number } : undefined;
}
