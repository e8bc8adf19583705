import { DateTime } from 'luxon';

/** When people are expected to work, in the account's own zone. */
export interface WorkingHours {
  from: string;
  to: string;
  /** ISO weekdays, Monday is 1. */
  days: number[];
}

/** Whether a time lies outside working hours in this zone. */
export function isOffHours(
  at: Date,
  hours: WorkingHours,
  zone: string,
): boolean {
  const local = DateTime.fromJSDate(at, { zone });
  if (!local.isValid) return false;
  const clock = local.toFormat('HH:mm');
  return (
    !hours.days.includes(local.weekday) ||
    clock < hours.from ||
    clock >= hours.to
  );
}
