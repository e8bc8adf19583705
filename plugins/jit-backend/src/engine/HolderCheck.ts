import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { AssignmentRecord } from '../domain/model';
import { Learnt } from '../domain/situation';
import { IdentityCenter } from '../identityCenter/IdentityCenter';

const FRESH_MS = 5 * 60_000;

const CLOSED: readonly AccountState[] = [
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
];

/** Whether the person and the account are still what live access needs. */
export class HolderCheck {
  #states?: { at: number; map: Promise<Map<string, AccountState>> };

  constructor(
    private readonly identityCenter: IdentityCenter,
    private readonly monotonic: () => number,
  ) {}

  async check(assignment: AssignmentRecord): Promise<Learnt['holder']> {
    const user = await this.identityCenter.readUser(assignment.principalId);
    if (!user) {
      return { fine: false, why: 'The person is gone from Identity Center' };
    }
    if (!user.enabled) {
      return { fine: false, why: 'The person is disabled in Identity Center' };
    }
    const state = (await this.#accountStates()).get(assignment.accountId);
    if (state && CLOSED.includes(state)) {
      return { fine: false, why: 'The account is suspended or closed in AWS' };
    }
    return { fine: true };
  }

  /** One list serves all rows for a while: they are checked one by one. */
  #accountStates(): Promise<Map<string, AccountState>> {
    const now = this.monotonic();
    if (!this.#states || now - this.#states.at >= FRESH_MS) {
      const map = this.identityCenter.listAccountStates();
      this.#states = { at: now, map };
      map.catch(() => (this.#states = undefined));
    }
    return this.#states.map;
  }
}
