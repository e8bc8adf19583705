import { DateTime } from 'luxon';

/** The ranges the history offers; rolling ones stay rolling in a link. */
export const rangeNames = [
  '24h',
  '7d',
  '30d',
  '90d',
  'month',
  'year',
  'custom',
] as const;

export type RangeName = (typeof rangeNames)[number];

/** A range as it stands in the URL; absent means all time. */
export interface RangeChoice {
  range?: RangeName;
  /** Dates such as `2026-10-24`, in the zone shown; both ends included. */
  from?: string;
  to?: string;
}

/** Instants for the server: at or after `from`, before `to`. */
export interface Instants {
  from?: string;
  to?: string;
}

const rolling: Partial<Record<RangeName, { hours?: number; days?: number }>> = {
  '24h': { hours: 24 },
  '7d': { days: 7 },
  '30d': { days: 30 },
  '90d': { days: 90 },
};

/** What a choice means at this moment in this zone. */
export function instantsOf(
  choice: RangeChoice,
  now: number,
  zone: string,
): Instants {
  if (!choice.range) return {};
  const moment = DateTime.fromMillis(now, { zone });
  if (choice.range === 'month') {
    const start = moment.startOf('month');
    return { from: utc(start.minus({ months: 1 })), to: utc(start) };
  }
  if (choice.range === 'year') return { from: utc(moment.startOf('year')) };
  const back = rolling[choice.range];
  if (back) return { from: utc(moment.minus(back).startOf('minute')) };
  return rangeProblem(choice) ? {} : customInstants(choice, zone);
}

/** `The end is before the start.` */
export function rangeProblem(choice: RangeChoice): boolean {
  const { range, from, to } = choice;
  return range === 'custom' && !!from && !!to && to < from;
}

function customInstants({ from, to }: RangeChoice, zone: string): Instants {
  const start = from ? DateTime.fromISO(from, { zone }) : undefined;
  const last = to ? DateTime.fromISO(to, { zone }) : undefined;
  return {
    from: start?.isValid ? utc(start) : undefined,
    to: last?.isValid ? utc(last.plus({ days: 1 })) : undefined,
  };
}

function utc(moment: DateTime): string {
  return moment.toUTC().toISO({ suppressMilliseconds: true })!;
}
