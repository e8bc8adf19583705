import {
  Insights,
  RequestTally,
} from '@jit-portal/backstage-plugin-jit-common';
import { Words } from '../translation';
import { InsightsLinks } from './cardModels';
import {
  Change,
  MeasureKind,
  Value,
  changeOf,
  shareOf,
  valueWords,
} from './measures';

/** A number by itself, with what it was in the range before. */
export interface TileModel {
  name: 'requests' | 'approved' | 'expired' | 'median';
  title: string;
  definition: string;
  text: string;
  value: Value;
  change?: Change;
  to: string;
}

const search: Record<TileModel['name'], Record<string, string>> = {
  requests: {},
  approved: { status: 'APPROVED' },
  expired: { status: 'EXPIRED' },
  median: { status: 'APPROVED,REJECTED' },
};

const kinds: Record<TileModel['name'], MeasureKind> = {
  requests: 'count',
  approved: 'share',
  expired: 'share',
  median: 'minutes',
};

function valuesOf(
  t: Words,
  tally: RequestTally,
  minItems: number,
): Record<TileModel['name'], Value> {
  const of = tally.approved + tally.rejected + tally.expired;
  return {
    requests: tally.requests,
    approved: shareOf(t, tally.approved, of, minItems),
    expired: shareOf(t, tally.expired, of, minItems),
    median: tally.times.medianMinutes,
  };
}

/** The numbers at the top; none where they could not be computed. */
export function tileModels(
  t: Words,
  { cards, definitions }: Insights,
  links: InsightsLinks,
): TileModel[] {
  if (!cards.totals) return [];
  const { now, before } = cards.totals;
  const values = valuesOf(t, now, definitions.minItems);
  const old = before && valuesOf(t, before, definitions.minItems);
  const names = Object.keys(kinds) as TileModel['name'][];
  return names.map(name => ({
    name,
    title: t(`insights.tile.${name}.title`),
    definition: t(`insights.tile.${name}.definition`),
    value: values[name],
    text: valueWords(t, kinds[name], values[name]),
    change: old && changeOf(t, kinds[name], values[name], old[name]),
    to: links.history(search[name]),
  }));
}
