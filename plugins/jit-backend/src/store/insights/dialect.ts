import { Knex } from 'knex';

/*
 * How the databases count time: SQLite keeps milliseconds since 1970,
 * PostgreSQL has times of its own.
 */

const DAY = 86_400;
const WEEK = 7 * DAY;
/** 1970 began on a Thursday; weeks begin on Mondays. */
const SINCE_MONDAY = 3 * DAY;

const isPg = (db: Knex) => db.client.config.client === 'pg';

/** Whole minutes between two columns, rounded. */
export function minutesBetween(db: Knex, from: string, to: string): string {
  return isPg(db)
    ? `cast(floor((date_part('epoch', ${to} - ${from}) + 30) / 60) as integer)`
    : `((${to} - ${from} + 30000) / 60000)`;
}

function bucket(db: Knex, column: string, seconds: number, shift: number) {
  return isPg(db)
    ? `cast(floor((date_part('epoch', ${column}) + ${shift}) / ${seconds}) as integer)`
    : `((${column} + ${shift * 1000}) / ${seconds * 1000})`;
}

/** The UTC day as a number since 1970. */
export function dayOf(db: Knex, column: string): string {
  return bucket(db, column, DAY, 0);
}

/** The UTC week as a number. */
export function weekOf(db: Knex, column: string): string {
  return bucket(db, column, WEEK, SINCE_MONDAY);
}

function isoDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

export function dateOfDay(day: number): string {
  return isoDay(day * DAY);
}

/** The Monday of a week. */
export function dateOfWeek(week: number): string {
  return isoDay(week * WEEK - SINCE_MONDAY);
}

/** The day's number of an instant. */
export function dayNumber(at: Date): number {
  return Math.floor(+at / 1000 / DAY);
}
