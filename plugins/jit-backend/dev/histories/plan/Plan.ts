import { Name } from '../../../src/testing/cast';
import { Mishap } from '../SimProcess';
import { FaultWindow } from '../world/types';

/** What people do to requests and sessions; `of` is the index of an ask. */
export type Deed =
  | {
      do: 'ask';
      ask: number;
      who: Name;
      accountId: string;
      set: string;
      minutes: number;
    }
  | {
      do: 'review';
      of: number;
      who: Name;
      decision: 'approve' | 'reject';
      minutes?: number;
      then?: Aftermath;
    }
  | { do: 'cancel'; of: number }
  | { do: 'revoke'; of: number; who: Name }
  | { do: 'release'; of: number }
  | { do: 'sweep' };

/** What happens in AWS without us. */
export type Outside =
  | {
      do: 'stranger-assigns' | 'stranger-removes';
      who: Name;
      accountId: string;
      set: string;
    }
  | { do: 'joins-group'; who: Name; accountId: string; set: string }
  | { do: 'disable' | 'enable'; who: Name }
  | { do: 'suspend'; accountId: string }
  | { do: 'change-set'; set: string };

export type Timed<T> = T & {
  /** Milliseconds from the beginning. */
  at: number;
};

/** AWS goes away as soon as the review is on record; somebody loses their right. */
export interface Aftermath {
  awayMs: number;
  lost?: { what: Outside; afterMs: number };
}

/** A history before it happens: plain data, so that it can be made smaller. */
export interface Plan {
  seed: number;
  replicas: number;
  /** How far each replica's own clock is off the database's. */
  skewsMs: number[];
  /** Ends cut credentials off, in this way; absent: they run out. */
  denies?: {
    mode: 'inline-deny' | 'scp-deny';
    /** Sets that the portal may not change. */
    unmanaged: string[];
    /** Accounts that the SCP does not reach. */
    beyondScp: string[];
  };
  /** How long AWS takes for an operation. */
  takesMs: { from: number; to: number };
  deeds: Timed<Deed & { replica: number }>[];
  outside: Timed<Outside>[];
  faults: FaultWindow[];
  mishaps: Timed<{ replica: number; mishap: Mishap }>[];
}
