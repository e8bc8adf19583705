import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { OwnershipState } from '@jit-portal/backstage-plugin-jit-common';
import { JitConfig } from '../config/JitConfig';
import { judgeOwnership, OwnershipFacts } from '../domain/ownership';
import { AwsTrouble } from '../identityCenter/awsErrors';
import { Census } from '../identityCenter/Census';
import { DatabaseOwnership } from '../store/DatabaseOwnership';
import { NewId } from '../store/ids';
import { CatalogOwnership } from './CatalogOwnership';
import { Doubt, isLoss } from './Doubt';

const EVERY = { minutes: 5 };
const TIMEOUT = { minutes: 5 };

/** What is so young is not read again, whoever asks how often. */
const YOUNG_MS = 5_000;

/** A directory of 50,000 people is a minute's work. */
const STOP_MS = 5_000;

/** After so long, a loss is taken as meant. */
const SUSPICIOUS_MS = 15 * 60_000;

export interface OwnershipCheckOptions {
  catalog: Pick<CatalogOwnership, 'read'>;
  census: Census;
  store: DatabaseOwnership;
  config: Pick<
    JitConfig['accounts'],
    'annotation' | 'maxOwnerPeople' | 'leftOut'
  >;
  newId: NewId;
  /** Milliseconds since 1970, by the store's clock. */
  now: () => Promise<number>;
  logger: LoggerService;
}

type Unread = OwnershipState['unread'];

/** Waits no longer than a person does. */
function patience<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/**
 * Reads catalog, organisation and directory, and keeps what Account Ownership
 * shows. A reading that failed changes nothing but says so: nothing is guessed
 * (H19). One at a time among all replicas.
 */
export class OwnershipCheck {
  readonly #stop = new AbortController();
  #underWay?: Promise<void>;
  readonly #doubt = new Doubt(SUSPICIOUS_MS);

  constructor(private readonly options: OwnershipCheckOptions) {}

  /** Checks once the catalog has been read for the first time, and from then on. */
  async start(
    scheduler: SchedulerService,
    filled: Promise<unknown>,
  ): Promise<void> {
    const { signal } = this.#stop;
    filled.then(
      () => (signal.aborted ? undefined : this.run()),
      () => undefined,
    );
    await scheduler.scheduleTask({
      id: 'check-ownership',
      frequency: EVERY,
      initialDelay: EVERY,
      timeout: TIMEOUT,
      signal,
      fn: () => this.run(),
    });
  }

  /** Lets a check that has begun finish, but holds nobody up for long. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#underWay) await patience(STOP_MS, this.#underWay);
  }

  /** Somebody asks: it is done, or goes on after they have waited a little. */
  async onRequest(waitMs: number = 10_000): Promise<OwnershipState> {
    const { store } = this.options;
    const state = await store.state();
    if (await this.#isYoung(state)) return state;
    await patience(waitMs, this.run());
    return store.state();
  }

  /** Never throws. Where a check is under way here, it is that one. */
  async run(): Promise<void> {
    this.#underWay ??= this.#check().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  async #isYoung({ checkedAt, failure }: OwnershipState): Promise<boolean> {
    if (!checkedAt || failure) return false;
    return (await this.options.now()) - Date.parse(checkedAt) < YOUNG_MS;
  }

  async #check(): Promise<void> {
    const { store, newId, now, logger } = this.options;
    let by: string;
    try {
      by = newId(new Date(await now()));
      if (!(await store.begin(by))) return;
    } catch (error) {
      logger.warn(`Account Ownership cannot be checked: ${error}`);
      return;
    }
    try {
      const { facts, unread } = await this.#read();
      const items = judgeOwnership(facts, this.options.config);
      await this.#refuseLoss(facts.entities.length);
      await store.save(by, items, unread);
    } catch (error) {
      const { message } = error as Error;
      logger.warn(`Account Ownership keeps its last known form: ${message}`);
      await store.fail(by, message).catch(() => {});
    }
  }

  async #read(): Promise<{ facts: OwnershipFacts; unread: Unread }> {
    const { catalog, census, store } = this.options;
    const told = await catalog.read();
    const missing = told.entities.flatMap(({ owners }) =>
      owners
        .filter(
          ({ kind, standing }) => kind === 'user' && standing === 'not-found',
        )
        .map(({ ref }) => ref),
    );
    const emails = told.entities.flatMap(({ approvers }) =>
      approvers.flatMap(({ email }) => email ?? []),
    );
    const accounts = await this.#unlessDenied(() => census.accounts());
    const signIns = await this.#unlessDenied(() =>
      census.signIns([...new Set(emails)]),
    );
    const unread: Unread = [];
    if (!accounts) unread.push('organisation');
    if (!signIns) unread.push('people');
    const knownBefore = await store.knownBefore([...new Set(missing)]);
    return { facts: { ...told, accounts, signIns, knownBefore }, unread };
  }

  /** What AWS does not let us read is left out, and said to be. */
  async #unlessDenied<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      const denied =
        error instanceof AwsTrouble && error.code === 'access-denied';
      if (denied) return undefined;
      throw error;
    }
  }

  /** A catalog that starts anew tells little for a while. */
  async #refuseLoss(after: number): Promise<void> {
    const before = await this.options.store.entities();
    if (!isLoss(before, after)) {
      this.#doubt.end();
      return;
    }
    if (this.#doubt.hasLasted(await this.options.now())) return;
    throw new Error(
      `The catalog tells ${after} accounts where it told ${before}; the last result stands until it has said so for fifteen minutes`,
    );
  }
}
