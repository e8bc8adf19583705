import { CHANGE_DEADLINE_MS, LEAD_MS } from '../store/engineLead';
import { EngineStore, Leadership, LeaseLost } from '../store/EngineStore';

/** Renewed when so much of the lead is used up. */
const RENEW_AFTER_MS = LEAD_MS / 3;

/** What a change leaves of the lease when its deadline strikes (H2). */
const MARGIN_MS = 1_000;

/**
 * One engine leads across replicas. The database says who; here is only how
 * long we may rely on it, on a clock that cannot jump.
 */
export class Leader {
  #leadership?: Leadership;
  #askedAt = 0;

  constructor(
    private readonly store: EngineStore,
    private readonly monotonic: () => number,
  ) {}

  get leadership(): Leadership | undefined {
    return this.#left() > 0 ? this.#leadership : undefined;
  }

  /** For how much longer, in milliseconds; 0 where another one leads. */
  get leadsForMs(): number {
    return this.leadership ? this.#left() : 0;
  }

  /**
   * Takes or renews the lead when it is time to.
   *
   * @param passedAt - when this leader last looked at what is due
   */
  async tick(passedAt?: Date): Promise<Leadership | undefined> {
    const fresh = LEAD_MS - this.#left() < RENEW_AFTER_MS;
    if (this.#leadership && fresh) {
      return { ...this.#leadership, taken: false };
    }
    const askedAt = this.monotonic();
    this.#leadership = await this.store.lead(passedAt);
    this.#askedAt = askedAt;
    return this.#leadership;
  }

  /**
   * Asked right before a change is sent: for how long it may be on its way.
   *
   * @throws LeaseLost when nothing may be sent any more
   */
  async permit(): Promise<number> {
    const token = this.#leadership?.token;
    if (token === undefined || !(await this.store.stillLeads(token))) {
      throw new LeaseLost();
    }
    const left = Math.min(CHANGE_DEADLINE_MS, this.#left() - MARGIN_MS);
    if (left <= 0) throw new LeaseLost();
    return left;
  }

  /** The database says otherwise: ask it again. */
  lost(): void {
    this.#leadership = undefined;
  }

  async release(): Promise<void> {
    const leadership = this.#leadership;
    this.#leadership = undefined;
    if (leadership) await this.store.release(leadership.token);
  }

  #left(): number {
    return this.#askedAt + LEAD_MS - this.monotonic();
  }
}
