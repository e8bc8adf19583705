import humanizeDuration from 'humanize-duration';
import { DateTime, Duration } from 'luxon';
import { minutesOf, wordsOf } from '@jit-portal/backstage-plugin-jit-common';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Below this the seconds are shown. */
export const FINE_BELOW_MS = 5 * MINUTE;

function at(iso: string, zone: string): DateTime {
  return DateTime.fromISO(iso, { zone }).setLocale('en');
}

/** `23 Nov 2026, 14:05` */
export function shortTime(iso: string, zone: string): string {
  return at(iso, zone).toFormat('d LLL yyyy, HH:mm');
}

/** `23 Nov 2026, 14:05:22 GMT+1` */
export function longTime(iso: string, zone: string): string {
  return at(iso, zone).toFormat('d LLL yyyy, HH:mm:ss ZZZZ');
}

/** `23 Nov 2026, 16:05 GMT+1` */
export function endTime(iso: string, zone: string): string {
  return at(iso, zone).toFormat('d LLL yyyy, HH:mm ZZZZ');
}

/** `14:05` where it is today, otherwise `24 Nov, 14:05` */
export function nearTime(iso: string, zone: string, now: number): string {
  const time = at(iso, zone);
  const today = DateTime.fromMillis(now, { zone });
  return time.toFormat(time.hasSame(today, 'day') ? 'HH:mm' : 'd LLL, HH:mm');
}

/** Whether a zone's clocks show UTC at this time: London's do in winter. */
export function isUtc(iso: string, zone: string): boolean {
  return at(iso, zone).offset === 0;
}

/** `13:05:22 UTC` */
export function utcTime(iso: string): string {
  return at(iso, 'utc').toFormat("HH:mm:ss 'UTC'");
}

/** `14:05`, of milliseconds since 1970 */
export function clockTime(ms: number, zone: string): string {
  return DateTime.fromMillis(ms, { zone }).toFormat('HH:mm');
}

/** An ISO 8601 duration as `1 h 30 min`; what cannot be read is shown as it is. */
export function durationWords(iso: string): string {
  const minutes = minutesOf(iso);
  return minutes === undefined ? iso : wordsOf(minutes);
}

/** `1 hour 30 minutes`, for a screen reader */
export function spokenDuration(ms: number): string {
  return humanizeDuration(ms, {
    units: ['d', 'h', 'm'],
    largest: 2,
    round: true,
    delimiter: ' ',
  });
}

/** Milliseconds of an ISO 8601 duration. */
export function millisOf(iso: string): number {
  return Duration.fromISO(iso).toMillis();
}

/**
 * How long until: `2 d 4 h`, `42 min`, in the last five minutes `4 min 59 s`.
 *
 * @returns undefined once the time is over
 */
export function timeLeftWords(ms: number): string | undefined {
  if (ms <= 0) return undefined;
  if (ms > FINE_BELOW_MS) return wordsOf(Math.floor(ms / MINUTE));
  const seconds = Math.floor(ms / SECOND);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** `3 hours`: the largest unit alone, for a look back. */
export function roughWords(ms: number): string {
  return humanizeDuration(Math.abs(ms), {
    units: ['y', 'mo', 'd', 'h', 'm'],
    largest: 1,
    round: true,
  });
}

/** Exact to 999, then `999+` */
export function countWords(count: number, isMinimum = false): string {
  return count > 999 || (isMinimum && count >= 999) ? '999+' : String(count);
}

/** Exact to 99, then `99+` */
export function badgeWords(count: number): string {
  return count > 99 ? '99+' : String(count);
}

/** `1 1 1 …`: read out digit by digit */
export function spacedDigits(accountId: string): string {
  return accountId.split('').join(' ');
}
