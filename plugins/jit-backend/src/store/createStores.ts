import { Knex } from 'knex';
import { StoreClock } from './clock';
import { DatabaseAccountLists } from './DatabaseAccountLists';
import { DatabaseRequestLists } from './DatabaseRequestLists';
import { DatabaseRequestStore } from './DatabaseRequestStore';
import { DatabaseSessionLists } from './DatabaseSessionLists';
import { DatabaseSessionStore } from './DatabaseSessionStore';
import { DatabaseStatistics } from './DatabaseStatistics';
import { NewId } from './ids';

/** What every store is made of. */
export interface StoreOptions {
  db: Knex;
  clock: StoreClock;
  newId: NewId;
}

/** The stores behind the HTTP API: deeds, and one reader per screen. */
export interface JitStores {
  requests: DatabaseRequestStore;
  sessions: DatabaseSessionStore;
  requestLists: DatabaseRequestLists;
  sessionLists: DatabaseSessionLists;
  accountLists: DatabaseAccountLists;
  statistics: DatabaseStatistics;
}

export function createStores(options: StoreOptions): JitStores {
  return {
    requests: new DatabaseRequestStore(options),
    sessions: new DatabaseSessionStore(options),
    requestLists: new DatabaseRequestLists(options),
    sessionLists: new DatabaseSessionLists(options),
    accountLists: new DatabaseAccountLists(options),
    statistics: new DatabaseStatistics(options),
  };
}
