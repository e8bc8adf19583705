import { LoggerService } from '@backstage/backend-plugin-api';
import { DenyRecord } from '../../domain/denies';
import { nextPush } from '../../domain/pushDenies';
import {
  DenyAccountRecord,
  PushStep,
  SeenDocument,
} from '../../domain/pushSituation';
import { after } from '../../domain/situation';
import { AwsTrouble } from '../../identityCenter/awsErrors';
import { CallPurpose } from '../../identityCenter/CallBudget';
import { IdentityCenter } from '../../identityCenter/IdentityCenter';
import { DenyReading, DenyStore } from '../../store/DenyStore';
import { LeaseLost, Overtaken } from '../../store/EngineStore';
import { codeOf, isEverybodys, pauseAfter } from '../backoff';
import { ChoreTools } from './Chore';
import { DenyDocument } from './DenyDocument';

export interface DenyTurnTools {
  store: DenyStore;
  identityCenter: IdentityCenter;
  logger: LoggerService;
  chore: ChoreTools;
}

/** More steps than any number of accounts needs. */
const MOST_STEPS = 2_000;

/** An end waits a minute for its deny: trouble is tried again well before. */
const LONGEST_PAUSE_MS = 15_000;

/** What this push is paid from (H30). */
function purposeOf(denies: readonly DenyRecord[]): CallPurpose {
  const wanted = denies.filter(one => one.state === 'wanted');
  if (wanted.some(one => one.urgent)) return 'end';
  return wanted.length > 0 ? 'grant' : 'background';
}

/** What was looked at would have to be looked at again: better to wait. */
const ROOM_WITHIN_MS = 10_000;

/** One document: look, decide, do, until AWS works or nothing is left to do. */
export class DenyTurn {
  #seen?: SeenDocument;
  readonly #polled = new Set<string>();
  readonly #troubled = new Set<string>();

  constructor(
    private readonly tools: DenyTurnTools,
    private readonly policyId: string,
    private readonly documentFor: (reading: DenyReading) => DenyDocument,
  ) {}

  async run(): Promise<void> {
    for (let steps = 0; steps < MOST_STEPS; steps += 1) {
      const reading = await this.#read();
      if (!reading) return;
      const step = this.#decide(reading);
      if (step.do === 'rest') {
        await this.#rest(reading, step.until);
        return;
      }
      if (!(await this.#hasRoom(step, reading))) return;
      try {
        await this.#perform(step, reading);
      } catch (error) {
        await this.#restAfter(error, reading);
        return;
      }
    }
  }

  #read(): Promise<DenyReading | undefined> {
    const { store, chore } = this.tools;
    return store.read(chore.token, this.policyId);
  }

  #decide(reading: DenyReading): PushStep {
    return nextPush({
      ...reading,
      seen: this.#seen,
      polled: this.#polled,
      troubled: this.#troubled,
      limit: this.documentFor(reading).limit,
    });
  }

  /** What was written down is put at once; all else waits for its turn. */
  async #hasRoom({ do: deed }: PushStep, { denies }: DenyReading) {
    if (!['look', 'poll', 'provision'].includes(deed)) return true;
    const { budget } = this.tools.identityCenter;
    return budget.findsRoom(purposeOf(denies), ROOM_WITHIN_MS);
  }

  async #perform(step: PushStep, reading: DenyReading): Promise<void> {
    const { policy } = reading;
    const { store } = this.tools;
    const { token } = this.tools.chore;
    switch (step.do) {
      case 'poll':
        return this.#poll(step.account);
      case 'look':
        return this.#look(reading);
      case 'open':
        return store.open(token, policy, step.base, this.#seen!.text);
      case 'landed':
        return store.landed(token, policy);
      case 'not-landed':
        return store.notLanded(token, policy);
      case 'drift':
        return store.drift(token, policy, true);
      case 'healed':
        return store.drift(token, policy, false);
      case 'reverted':
        return store.reverted(token, policy);
      case 'refuse':
        return store.refuse(token, policy, step.denies, step.why);
      case 'leave':
        return store.leave(token, policy, step.denies);
      case 'put':
        return this.#put(step.text, step.written, reading);
      case 'alarm':
        return store.alarm(token, policy, step.size);
      case 'role':
        return store.role(token, policy, step.accountId, step.absent);
      case 'provision':
        return this.#provision(step.accountId, reading);
      case 'prove':
        await store.prove(token, policy, step.accountId, step.text);
        return undefined;
      case 'close':
        return store.close(token, policy);
      default:
        throw new Error(`Not a step: ${step.do}`);
    }
  }

  async #look(reading: DenyReading): Promise<void> {
    const { seen, sessionMinutes } = await this.documentFor(reading).look();
    this.#seen = seen;
    const { store, chore } = this.tools;
    await store.looked(chore.token, reading.policy, sessionMinutes);
  }

  /** Noted, checked, sent, answered (H2). */
  async #put(
    text: string,
    written: DenyRecord[],
    reading: DenyReading,
  ): Promise<void> {
    const { store, chore } = this.tools;
    await store.intend(chore.token, reading.policy, text, written);
    const withinMs = await chore.permit();
    try {
      await this.documentFor(reading).put(text, { withinMs });
    } catch (error) {
      // What may have begun is looked up at the next turn, never assumed
      const sorted = error instanceof AwsTrouble;
      const noted = sorted && !error.mayHaveBegun && (await this.#read());
      if (noted) await store.notLanded(chore.token, noted.policy, error);
      throw error;
    }
    const noted = await this.#read();
    if (noted) await store.landed(chore.token, noted.policy);
    this.#holds(text);
  }

  /** What was seen before the change says nothing about accounts after it. */
  #holds(text: string): void {
    const accounts = [...(this.#seen?.provisioned?.keys() ?? [])];
    this.#seen = {
      ...this.#seen,
      text,
      ...(this.#seen?.provisioned && {
        provisioned: new Map(accounts.map(id => [id, 'outdated'] as const)),
      }),
    };
  }

  async #provision(accountId: string, reading: DenyReading): Promise<void> {
    const { store, identityCenter, chore } = this.tools;
    const { policy } = reading;
    await store.requested(chore.token, policy, accountId);
    const withinMs = await chore.permit();
    try {
      const requestId = await identityCenter.denies.provision(
        policy.target,
        accountId,
        { withinMs },
      );
      // Just sent: nothing to poll for yet
      this.#polled.add(accountId);
      await this.#answered(accountId, { status: 'accepted', requestId });
    } catch (error) {
      if (!(error instanceof AwsTrouble)) throw error;
      if (error.mayHaveBegun) throw error;
      const { message } = error;
      await this.#answered(accountId, { status: 'refused', message });
      this.#trouble(accountId, error);
    }
  }

  async #poll(account: DenyAccountRecord): Promise<void> {
    const { accountId, requestId } = account;
    const state = await this.tools.identityCenter.denies.pollProvisioning(
      requestId!,
    );
    this.#polled.add(accountId);
    if (state.status === 'in-progress') return;
    if (state.status === 'failed') {
      const message = state.reason;
      await this.#answered(accountId, { status: 'failed', message });
      this.#trouble(accountId, new Error(message));
      return;
    }
    const done = state.status === 'succeeded';
    await this.#answered(accountId, { status: done ? 'succeeded' : 'lost' });
  }

  async #answered(
    accountId: string,
    answer: Parameters<DenyStore['answered']>[3],
  ): Promise<void> {
    const { store, chore } = this.tools;
    const reading = await this.#read();
    if (!reading) return;
    await store.answered(chore.token, reading.policy, accountId, answer);
  }

  #trouble(accountId: string, error: Error): void {
    this.#troubled.add(accountId);
    this.tools.logger.warn(
      `Denies do not reach account ${accountId}: ${error.message}`,
    );
  }

  async #rest(reading: DenyReading, until: Date): Promise<void> {
    const { store, chore } = this.tools;
    const attempt = 0;
    await store.rest(chore.token, reading.policy, { until, attempt });
  }

  /** AWS's trouble passes, or the ends that wait are told that it does not. */
  async #restAfter(error: unknown, reading: DenyReading): Promise<void> {
    if (error instanceof Overtaken) return;
    if (error instanceof LeaseLost) throw error;
    const { store, chore, logger } = this.tools;
    const { message } = error as Error;
    logger.warn(`Denies of ${reading.policy.target}: ${message}`);
    const again = await this.#read();
    if (!again) return;
    const { policy, now } = again;
    const attempt = policy.attempt + 1;
    const pause = Math.min(
      LONGEST_PAUSE_MS,
      pauseAfter(attempt, codeOf(error), 0),
    );
    const rest = { until: after(now, pause), attempt, error: message };
    await store.rest(chore.token, policy, rest);
    const isOver =
      error instanceof AwsTrouble &&
      error.kind === 'never' &&
      !isEverybodys(error.code);
    if (!isOver) return;
    const fresh = again.denies.filter(
      one => one.state === 'wanted' && !one.pushedForm,
    );
    if (fresh.length > 0) {
      await store.refuse(chore.token, policy, fresh, error);
    }
  }
}
