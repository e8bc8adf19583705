import { Knex } from 'knex';
import { StoreClock } from './clock';
import { NewId } from './ids';

/** What every store is made of. */
export interface StoreOptions {
  db: Knex;
  clock: StoreClock;
  newId: NewId;
}
