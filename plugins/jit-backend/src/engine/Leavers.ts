import { SessionRecord } from '../domain/model';

/** Who is gone from the catalog. */
export interface Leavers {
  /**
   * Whether everybody whose sessions these are is gone, as complete readings
   * say. Trouble with the catalog is no leaving (H19): then nobody is.
   */
  allLeft(sessions: readonly SessionRecord[]): Promise<boolean>;
}
