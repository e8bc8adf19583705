import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { Knex } from 'knex';
import { setTimeout as pause } from 'timers/promises';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import { StoreClock } from '../store/clock';
import { CatalogAccounts, MAX_ROLE_PEOPLE } from './CatalogAccounts';
import { Doubt, isLoss } from './Doubt';
import {
  CatalogPicture,
  KnownPeople,
  PictureSize,
  Projection,
  sizeOf,
} from './Projection';
import { within } from './within';

const CATALOG_EVERY = { seconds: 30 };
const STATES_EVERY = { minutes: 3 };
/** Another replica takes over so long after one that began and is gone. */
const TIMEOUT = { minutes: 5 };

/** All accounts of a large organization are half a minute's work. */
const STOP_SECONDS = 5;

/** A catalog that starts with us fills up over a minute or so. */
const FIRST_FILL_PAUSES_MS = [1, 1, 2, 2, 3, 3, 5, 5, 5, 5, 10, 10, 10].map(
  seconds => seconds * 1000,
);

/** After so long, what seemed a mistake is taken as meant. */
const SUSPICIOUS_MS = 5 * 60_000;

function lossIn(before: PictureSize, after: PictureSize): string | undefined {
  const parts = ['accounts', 'ownerPeople', 'rolePeople'] as const;
  const lost = parts.find(part => isLoss(before[part], after[part]));
  return lost && `${lost} from ${before[lost]} to ${after[lost]}`;
}

const NO_ADMINS =
  'The catalog knows none of the admins any more. Those known before, and owners of accounts that have none now, may still revoke. Bring back the source of people and groups, or name others in jit.roles.admins.';

/** Those known before stay where the catalog has lost them (H19). */
function withThose(known: KnownPeople, told: CatalogPicture): CatalogPicture {
  return {
    accounts: told.accounts.map(account =>
      account.id !== undefined && account.ownerPeople.length === 0
        ? { ...account, ownerPeople: known.ownersOf(account.id) }
        : account,
    ),
    roles: { ...told.roles, admin: known.admins },
  };
}

/** Whether everything that accounts refer to is there already. */
function isWhole(picture: CatalogPicture): boolean {
  return (
    picture.accounts.length > 0 &&
    !picture.accounts.some(({ problems }) =>
      problems.some(({ code }) => code === 'owner-not-found'),
    )
  );
}

/**
 * Keeps the projections of the catalog, and the states of accounts in AWS, near
 * the truth. A reading that failed, or that has lost suspiciously much, changes
 * nothing. While AWS is read, the catalog's part goes on.
 */
export class ProjectionRefresher {
  readonly #projection: Projection;
  readonly #db: Knex;
  readonly #clock: StoreClock;
  readonly #accounts: CatalogAccounts;
  readonly #identityCenter: Pick<IdentityCenter, 'listAccountStates'>;
  readonly #logger: LoggerService;
  readonly #stop = new AbortController();
  readonly #askedFor = new Set<string>();
  readonly #doubt = new Doubt(SUSPICIOUS_MS);
  #lastTurn: Promise<unknown> = Promise.resolve();
  #firstFill?: Promise<void>;
  #states?: Promise<void>;

  constructor(options: {
    db: Knex;
    clock: StoreClock;
    accounts: CatalogAccounts;
    identityCenter: Pick<IdentityCenter, 'listAccountStates'>;
    logger: LoggerService;
  }) {
    this.#projection = new Projection(options.db);
    this.#db = options.db;
    this.#clock = options.clock;
    this.#accounts = options.accounts;
    this.#identityCenter = options.identityCenter;
    this.#logger = options.logger;
  }

  /** Fills at once, as soon as the catalog answers, and keeps refreshing. */
  async start(scheduler: SchedulerService): Promise<void> {
    const { signal } = this.#stop;
    this.#firstFill = this.#fillFirst();
    await scheduler.scheduleTask({
      id: 'refresh-accounts',
      frequency: CATALOG_EVERY,
      initialDelay: CATALOG_EVERY,
      timeout: TIMEOUT,
      signal,
      fn: async () => {
        await this.#inTurn(() => this.#refreshCatalog());
      },
    });
    await scheduler.scheduleTask({
      id: 'refresh-account-states',
      frequency: STATES_EVERY,
      initialDelay: STATES_EVERY,
      timeout: TIMEOUT,
      signal,
      fn: () => this.#refreshStates(),
    });
  }

  /** Once the catalog has told everything that it refers to, or took too long. */
  async filled(): Promise<void> {
    await this.#firstFill;
  }

  /** Lets a refresh that has begun finish, but does not wait for AWS for long. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#firstFill;
    await this.#lastTurn;
    await within(STOP_SECONDS, Promise.resolve(this.#states)).catch(() => {});
  }

  /** Reads both sides now. Trouble is logged and changes nothing. */
  async refreshNow(): Promise<void> {
    await this.#inTurn(() => this.#refreshCatalog());
    await this.#refreshStates();
  }

  /** One refresh at a time: an older reading must not overwrite a newer. */
  async #inTurn<T>(refresh: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(refresh);
    this.#lastTurn = turn;
    return turn;
  }

  async #fillFirst(): Promise<void> {
    const { signal } = this.#stop;
    for (const wait of FIRST_FILL_PAUSES_MS) {
      if (signal.aborted) return;
      const picture = await this.#inTurn(() => this.#refreshCatalog());
      if (picture && isWhole(picture)) break;
      await pause(wait, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  /** Never throws, as everything that takes a turn. */
  async #refreshCatalog(): Promise<CatalogPicture | undefined> {
    try {
      const told = await this.#readCatalog();
      const lost = await this.#lostAdmins(told);
      if (lost) this.#logger.error(NO_ADMINS);
      if (!(await this.#isCredible(told, lost !== undefined))) return undefined;
      const picture = lost ? withThose(lost, told) : told;
      const now = await this.#clock.now(this.#db);
      await this.#projection.saveCatalog(picture, now);
      this.#warnOfCrowds(picture);
      await this.#askForNewStates();
      return picture;
    } catch (error) {
      this.#logger.warn(`Accounts keep their last known form: ${error}`);
      return undefined;
    }
  }

  async #readCatalog(): Promise<CatalogPicture> {
    return {
      accounts: await this.#accounts.readAllAccounts(),
      roles: {
        admin: await this.#accounts.peopleInRole('admin'),
        'sso-admin': await this.#accounts.peopleInRole('sso-admin'),
        auditor: await this.#accounts.peopleInRole('auditor'),
      },
    };
  }

  #warnOfCrowds({ roles }: CatalogPicture): void {
    for (const [role, people] of Object.entries(roles)) {
      if (people.length < MAX_ROLE_PEOPLE) continue;
      this.#logger.warn(
        `More people have the role ${role} than lists know of (${MAX_ROLE_PEOPLE}); name a smaller group`,
      );
    }
  }

  /** Who was known, where the catalog tells of no admin any more. */
  async #lostAdmins({ roles }: CatalogPicture) {
    if (roles.admin.length > 0 || !this.#accounts.names('admin')) {
      return undefined;
    }
    const known = await this.#projection.peopleKnown();
    return known.admins.length > 0 ? known : undefined;
  }

  async #isCredible(
    picture: CatalogPicture,
    withoutAdmins: boolean,
  ): Promise<boolean> {
    const loss = lossIn(await this.#projection.size(), sizeOf(picture));
    if (!loss) {
      this.#doubt.end();
      return true;
    }
    const now = await this.#clock.now(this.#db);
    // However long it lasts: who could revoke or brake then?
    if (this.#doubt.hasLasted(+now) && !withoutAdmins) {
      this.#doubt.end();
      return true;
    }
    this.#logger.warn(
      `The catalog has lost ${loss}; keeping what was known before, for five minutes at least`,
    );
    return false;
  }

  /** A new account cannot be asked for until AWS has told its state. */
  async #askForNewStates(): Promise<void> {
    const unknown = await this.#projection.accountIdsWithoutState();
    const isNew = unknown.some(id => !this.#askedFor.has(id));
    if (!isNew || this.#states) return;
    unknown.forEach(id => this.#askedFor.add(id));
    // Thousands of accounts take AWS a while: nobody waits for it
    void this.#refreshStates();
  }

  /** Never throws. Where a reading is under way here, it is that one. */
  async #refreshStates(): Promise<void> {
    this.#states ??= this.#readStates().finally(() => {
      this.#states = undefined;
    });
    return this.#states;
  }

  async #readStates(): Promise<void> {
    try {
      const at = await this.#clock.now(this.#db);
      const states = await this.#identityCenter.listAccountStates();
      if (states.size === 0) return;
      await this.#inTurn(() => this.#saveStates(states, at));
    } catch (error) {
      this.#keepStates(error);
    }
  }

  /** Never throws, as everything that takes a turn. */
  async #saveStates(
    states: Map<string, AccountState>,
    at: Date,
  ): Promise<void> {
    await this.#projection
      .saveStates(states, at)
      .catch(error => this.#keepStates(error));
  }

  #keepStates(error: unknown): void {
    this.#logger.warn(`Account states keep their last known form: ${error}`);
  }
}
