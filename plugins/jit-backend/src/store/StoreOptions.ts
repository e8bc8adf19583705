import { Knex } from 'knex';
import { StoreClock } from './clock';
import { NewId } from './ids';

/** What every store is made of. */
export interface StoreOptions {
  db: Knex;
  clock: StoreClock;
  newId: NewId;
  /** How long a statement of a list may take, where it is not the usual. */
  longestReadMs?: number;
}
