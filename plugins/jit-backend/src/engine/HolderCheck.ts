import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { AssignmentRecord, SessionRecord } from '../domain/model';
import { Learnt } from '../domain/situation';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { Leavers } from './Leavers';

const FRESH_MS = 5 * 60_000;

const CLOSED: readonly AccountState[] = [
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
];

const gone = (why: string): Learnt['holder'] => ({ fine: false, why });

interface Options {
  identityCenter: IdentityCenter;
  monotonic: () => number;
  /** Absent: the catalog is not asked. */
  leavers?: Leavers;
  /** Configuration says that leavers keep their sessions. */
  isOff?: boolean;
}

/** Whether the person and the account are still what live access needs. */
export class HolderCheck {
  readonly #options: Options;
  #states?: { at: number; map: Promise<Map<string, AccountState>> };

  constructor(options: Options) {
    this.#options = options;
  }

  async check(
    assignment: AssignmentRecord,
    sessions: readonly SessionRecord[],
  ): Promise<Learnt['holder']> {
    const { identityCenter, leavers, isOff } = this.#options;
    if (isOff) return { fine: true };
    const user = await identityCenter.readUser(assignment.principalId);
    if (!user) return gone('The person is gone from Identity Center');
    if (!user.enabled) {
      return gone('The person is disabled in Identity Center');
    }
    const state = (await this.#accountStates()).get(assignment.accountId);
    if (state && CLOSED.includes(state)) {
      return gone('The account is suspended or closed in AWS');
    }
    return (await leavers?.allLeft(sessions))
      ? gone('The person is gone from the catalog')
      : { fine: true };
  }

  /** One list serves all rows for a while: they are checked one by one. */
  #accountStates(): Promise<Map<string, AccountState>> {
    const now = this.#options.monotonic();
    if (!this.#states || now - this.#states.at >= FRESH_MS) {
      const map = this.#options.identityCenter.listAccountStates();
      this.#states = { at: now, map };
      map.catch(() => (this.#states = undefined));
    }
    return this.#states.map;
  }
}
