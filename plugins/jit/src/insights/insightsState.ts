import { InsightsQuery } from '@jit-portal/backstage-plugin-jit-common';
import { RangeChoice, instantsOf, rangeNames } from '../history/ranges';
import { ListRules, ListState } from '../lists/useListState';

/** The range of a link that names none. */
const DEFAULT_RANGE = '90d';
/** In a link: no range at all. */
const ALL = 'all';

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** What Insights understands in its URL. */
export const insightsRules: ListRules = {
  filters: {
    account: value => /^\d{12}$/.test(value),
    range: value =>
      value === ALL || (rangeNames as readonly string[]).includes(value),
    from: isDay,
    to: isDay,
  },
  sorts: ['none'],
  defaultOrder: 'asc',
};

export function insightsRange({ filters }: ListState): RangeChoice {
  const range = filters.range[0] ?? DEFAULT_RANGE;
  return {
    range: rangeNames.find(name => name === range),
    from: filters.from[0],
    to: filters.to[0],
  };
}

/** The filters that stand for a choice, the default left out. */
export function filtersOfRange({ range, from, to }: RangeChoice) {
  const name = range ?? ALL;
  return {
    range: name === DEFAULT_RANGE ? [] : [name],
    from: from ? [from] : [],
    to: to ? [to] : [],
  };
}

/** The same instants as the history asks for by the same choice. */
export function insightsQuery(
  state: ListState,
  now: number,
  zone: string,
): InsightsQuery {
  return {
    ...instantsOf(insightsRange(state), now, zone),
    account: state.filters.account,
  };
}

/** The search of the history that has these very requests. */
export function historySearch(
  state: ListState,
  zone: 'local' | 'utc',
  more: Record<string, string> = {},
): Record<string, string> {
  const { range, from, to } = insightsRange(state);
  const account = state.filters.account.join(',');
  return {
    ...(range && { range }),
    ...(range === 'custom' && from && { from }),
    ...(range === 'custom' && to && { to }),
    ...(account && { account }),
    // A day begins elsewhere at another time
    ...(zone === 'utc' && { tz: 'utc' }),
    ...more,
  };
}
