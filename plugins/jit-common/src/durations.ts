import { Duration } from 'luxon';

/**
 * Reads an ISO 8601 duration of whole minutes, such as `PT1H30M`.
 *
 * @param iso - the text
 * @returns minutes, or undefined where the text is not a positive duration of
 * whole minutes (years and months have no fixed length and are refused)
 *
 * @public
 */
export function minutesOf(iso: string): number | undefined {
  const duration = Duration.fromISO(iso);
  if (!duration.isValid || duration.years || duration.months) return undefined;
  const minutes = duration.as('minutes');
  return Number.isInteger(minutes) && minutes > 0 ? minutes : undefined;
}

/**
 * Writes minutes as an ISO 8601 duration in hours and minutes: 90 → `PT1H30M`.
 *
 * @param minutes - whole and positive
 *
 * @public
 */
export function isoOf(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `PT${rest}M`;
  return rest === 0 ? `PT${hours}H` : `PT${hours}H${rest}M`;
}

/**
 * Writes minutes for people, never with decimals: `45 min`, `1 h 30 min`,
 * `2 d 4 h`. Past a day, minutes are left out.
 *
 * @public
 */
export function wordsOf(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const parts = [
    days && `${days} d`,
    hours && `${hours} h`,
    // Past a day, minutes are noise
    rest && !days && `${rest} min`,
  ].filter(Boolean);
  return parts.join(' ') || '0 min';
}
