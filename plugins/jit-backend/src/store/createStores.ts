import { DatabaseAccountLists } from './DatabaseAccountLists';
import { DatabaseChain } from './DatabaseChain';
import { DatabaseErasure } from './DatabaseErasure';
import { DatabaseFindingLists } from './DatabaseFindingLists';
import { DatabaseInsights } from './insights/DatabaseInsights';
import { DatabaseOwnership } from './DatabaseOwnership';
import { DatabasePauses } from './DatabasePauses';
import { DatabasePermissionSets } from './DatabasePermissionSets';
import { DatabaseQuarantine } from './DatabaseQuarantine';
import { DatabaseRecord } from './DatabaseRecord';
import { DatabaseRequestLists } from './DatabaseRequestLists';
import { DatabaseRequestStore } from './DatabaseRequestStore';
import { DatabaseSessionLists } from './DatabaseSessionLists';
import { DatabaseSessionStore } from './DatabaseSessionStore';
import { DatabaseStatistics } from './DatabaseStatistics';
import { DatabaseLookups } from './DatabaseLookups';
import { StoreOptions } from './StoreOptions';

/** The stores behind the HTTP API: deeds, and one reader per screen. */
export interface JitStores {
  requests: DatabaseRequestStore;
  sessions: DatabaseSessionStore;
  requestLists: DatabaseRequestLists;
  sessionLists: DatabaseSessionLists;
  accountLists: DatabaseAccountLists;
  statistics: DatabaseStatistics;
  lookups: DatabaseLookups;
  findingLists: DatabaseFindingLists;
  ownership: DatabaseOwnership;
  pauses: DatabasePauses;
  permissionSets: DatabasePermissionSets;
  quarantine: DatabaseQuarantine;
  insights: DatabaseInsights;
  chain: DatabaseChain;
  record: DatabaseRecord;
  erasure: DatabaseErasure;
}

export function createStores(options: StoreOptions): JitStores {
  return {
    requests: new DatabaseRequestStore(options),
    sessions: new DatabaseSessionStore(options),
    requestLists: new DatabaseRequestLists(options),
    sessionLists: new DatabaseSessionLists(options),
    accountLists: new DatabaseAccountLists(options),
    statistics: new DatabaseStatistics(options),
    lookups: new DatabaseLookups(options),
    findingLists: new DatabaseFindingLists(options),
    ownership: new DatabaseOwnership(options),
    pauses: new DatabasePauses(options),
    permissionSets: new DatabasePermissionSets(options),
    quarantine: new DatabaseQuarantine(options),
    insights: new DatabaseInsights(options),
    chain: new DatabaseChain(options),
    record: new DatabaseRecord(options),
    erasure: new DatabaseErasure(options),
  };
}
