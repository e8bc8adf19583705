import {
  rejectReasonCodes,
  RequestExportQuery,
  RequestQuery,
  State,
} from '@jit-portal/backstage-plugin-jit-common';
import { ListRules, ListState } from '../lists/useListState';
import { RangeChoice, instantsOf, rangeNames } from './ranges';

/** What the status chips offer, in the order of a request's life. */
export const historyStates = [
  'PENDING',
  'APPROVED',
  'ACTIVE',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
  'ENDED',
  'REVOKED',
  'FAILED',
] as const satisfies readonly State[];

const allStates: string[] = [
  ...historyStates,
  'PENDING_OWNER',
  'PENDING_ADMIN',
  'SETTING_UP',
  'ENDING',
  'REVOKING',
];

const sessionKinds: string[] = ['granted', 'off-hours', 'long'];

const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** What Request History understands in its URL. */
export const historyRules: ListRules = {
  filters: {
    status: value => allStates.includes(value),
    account: value => /^\d{12}$/.test(value),
    requester: value => /^user:[^/]+\/.+$/.test(value),
    reviewer: value => /^user:[^/]+\/.+$/.test(value),
    set: value => value.length <= 32,
    type: value => value === 'standard' || value === 'custom',
    reason: value => (rejectReasonCodes as readonly string[]).includes(value),
    session: value => sessionKinds.includes(value),
    asked: value => /^[0-9a-f]{16}$/.test(value),
    coveredBy: value => value.length > 0 && value.length <= 32,
    range: value => (rangeNames as readonly string[]).includes(value),
    from: isDay,
    to: isDay,
  },
  sorts: ['requestedAt', 'requester', 'account', 'status', 'duration'],
  defaultOrder: 'desc',
};

export function rangeOf({ filters }: ListState): RangeChoice {
  return {
    range: rangeNames.find(name => name === filters.range[0]),
    from: filters.from[0],
    to: filters.to[0],
  };
}

/** What an export takes of it: all pages, in this order. */
export function historyExport({
  limit,
  cursor,
  counts,
  ...query
}: RequestQuery): RequestExportQuery {
  return query;
}

/** The list's state as the server is asked. */
export function historyQuery(
  state: ListState,
  now: number,
  zone: string,
  scope: RequestQuery['scope'],
): RequestQuery {
  const { filters } = state;
  return {
    scope,
    q: state.q || undefined,
    state: filters.status as State[],
    account: filters.account,
    requester: filters.requester,
    reviewer: filters.reviewer,
    permissionSet: filters.set,
    type: filters.type[0] as RequestQuery['type'],
    reason: filters.reason[0] as RequestQuery['reason'],
    session: filters.session[0] as RequestQuery['session'],
    asked: filters.asked[0],
    coveredBy: filters.coveredBy[0],
    ...instantsOf(rangeOf(state), now, zone),
    sort: state.sort as RequestQuery['sort'],
    order: state.order,
    limit: state.size,
    cursor: state.cursor,
    counts: 'state',
  };
}
