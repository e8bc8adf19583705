import type { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import type { IAMClient } from '@aws-sdk/client-iam';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { AccountState } from '@jit-portal/backstage-plugin-jit-common';
import { NoAnswer, within } from '../accounts/within';
import { JitConfig } from '../config/JitConfig';
import * as assignments from './assignments';
import { AwsCensus } from './AwsCensus';
import { AwsCustomSets } from './AwsCustomSets';
import { AwsDenies } from './AwsDenies';
import { AwsTrouble, sortAwsError } from './awsErrors';
import { AwsSetReader } from './AwsSetReader';
import { AwsSurvey } from './AwsSurvey';
import { CallBudget, Pause } from './CallBudget';
import { Census } from './Census';
import { AwsClients, createAwsClients } from './clients';
import type { CustomSetPort } from './CustomSetPort';
import { DenyPort } from './DenyPort';
import { checkHome, readHome } from './home';
import {
  AssignmentTarget,
  Home,
  IdentityCenter,
  OpenOperation,
  OperationState,
  ResolvedUser,
  Sending,
  Sighting,
  StandardSet,
} from './IdentityCenter';
import { listStates, readAccountState } from './organization';
import { countOnTheWire } from './onTheWire';
import * as people from './people';
import { readSet } from './permissionSets';
import { SetReader } from './SetReader';
import { Survey } from './Survey';

/** So long somebody waits for a list of everybody, which goes on without them. */
const DIRECTORY_SECONDS = 8;

/** How long a list of everybody serves look-ups spelled otherwise. */
const DIRECTORY_MS = 5 * 60_000;

interface Options {
  clients: AwsClients;
  aws: JitConfig['aws'];
  attribute: people.Attribute;
  budget: CallBudget;
  /** The portal's own SCP, where it cuts credentials off by one. */
  scpPolicyId?: string;
  /** Milliseconds that only grow. */
  clock: () => number;
}

/** The port on the AWS SDK. */
export class AwsIdentityCenter implements IdentityCenter {
  readonly budget: CallBudget;
  readonly denies: DenyPort;
  readonly customSets: CustomSetPort;
  #home?: Home;
  #directory?: {
    at: number;
    users: ReturnType<typeof people.listUsers>;
  };

  static async fromConfig(
    config: JitConfig,
    rootConfig: Config,
    time: { clock?: () => number; pause?: Pause } = {},
  ): Promise<AwsIdentityCenter> {
    const { clock = () => performance.now(), pause } = time;
    return new AwsIdentityCenter({
      clients: await createAwsClients({
        aws: config.aws,
        rootConfig,
        denyRoleArn: config.credentials.scp?.roleArn,
      }),
      aws: config.aws,
      attribute: config.identities.attribute,
      scpPolicyId: config.credentials.scp?.policyId,
      budget: new CallBudget(config.aws.callsPerSecond, clock, pause),
      clock,
    });
  }

  constructor(private readonly options: Options) {
    this.budget = options.budget;
    countOnTheWire(options.clients, options.budget);
    this.denies = new AwsDenies({
      clients: options.clients,
      instanceArn: options.aws.instanceArn,
      scpPolicyId: options.scpPolicyId,
      ask: ask => this.#ask(ask),
    });
    this.customSets = new AwsCustomSets({
      clients: options.clients,
      instanceArn: options.aws.instanceArn,
      ask: ask => this.#ask(ask),
    });
  }

  /** What AWS managed policies say; of another service, with its own rate. */
  get iam(): IAMClient {
    return this.options.clients.iam;
  }

  /** Judges policies; another service, too. */
  get accessAnalyzer(): AccessAnalyzerClient {
    return this.options.clients.accessAnalyzer;
  }

  /** Reads beyond any one assignment, on the same clients and budget. */
  survey(): Survey {
    return new AwsSurvey({
      ...this.options.clients,
      budget: this.budget,
      home: () => this.home(),
      ask: ask => this.#ask(ask),
    });
  }

  /** Reads all sets for lists, on the same clients and budget. */
  setReader(): SetReader {
    return new AwsSetReader({
      ssoAdmin: this.#sso,
      instanceArn: this.#instance,
      ask: ask => this.#ask(ask),
    });
  }

  /** Lists of everything, on the same clients. */
  census(): Census {
    return new AwsCensus({
      ...this.options.clients,
      attribute: this.options.attribute,
      home: () => this.home(),
      ask: ask => this.#ask(ask),
    });
  }

  /** @throws InputError when AWS is not what configuration says (H35) */
  async home(): Promise<Home> {
    if (this.#home) return this.#home;
    this.#home = await this.#ask(() => this.#readHome());
    return this.#home;
  }

  async #readHome(): Promise<Home> {
    const { clients, aws } = this.options;
    const home = await readHome(clients.ssoAdmin, clients.sts, aws);
    checkHome(home, aws);
    return home;
  }

  async readPermissionSet(arn: string): Promise<StandardSet | undefined> {
    try {
      return await this.#ask(() => readSet(this.#sso, this.#instance, arn));
    } catch (error) {
      if (error instanceof AwsTrouble && error.code === 'set-not-found') {
        return undefined;
      }
      throw error;
    }
  }

  async findUser(value: string): Promise<ResolvedUser | undefined> {
    const { attribute, clients } = this.options;
    const store = await this.#store();
    return this.#ask(async () => {
      const id = await people.exactUserId(
        clients.identityStore,
        store,
        attribute,
        value,
      );
      if (id === undefined) {
        // Whether AWS folds case is not documented: look at everybody
        const everybody = await this.#everybodySoon(store);
        return people.onlyMatch(everybody, attribute, value);
      }
      const user = await people.describeUser(clients.identityStore, store, id);
      return user && people.onlyMatch([user], attribute, value);
    });
  }

  async readUser(principalId: string): Promise<ResolvedUser | undefined> {
    const store = await this.#store();
    return this.#ask(() =>
      people.readUser(this.options.clients.identityStore, store, principalId),
    );
  }

  async groupsOf(principalId: string, groupIds: string[]): Promise<string[]> {
    if (groupIds.length === 0) return [];
    const store = await this.#store();
    return this.#ask(() =>
      people.groupNamesOf(
        this.options.clients.identityStore,
        store,
        principalId,
        groupIds,
      ),
    );
  }

  async accountState(accountId: string): Promise<AccountState | undefined> {
    return this.#ask(() =>
      readAccountState(this.options.clients.organizations, accountId),
    );
  }

  async listAccountStates(): Promise<Map<string, AccountState>> {
    return this.#ask(() => listStates(this.options.clients.organizations));
  }

  async look(target: AssignmentTarget): Promise<Sighting> {
    try {
      return await this.#ask(() =>
        assignments.lookAt(this.#sso, this.#instance, target),
      );
    } catch (error) {
      if (!(error instanceof AwsTrouble) || error.code !== 'set-not-found') {
        throw error;
      }
      // AWS deletes no set that is assigned: without the set nobody has it,
      // as long as this still is our instance (H10)
      await this.#ask(() => this.#readHome());
      return { direct: false, groupIds: [], others: false };
    }
  }

  async assign(target: AssignmentTarget, sending: Sending): Promise<string> {
    return this.#change('create', target, sending);
  }

  async withdraw(target: AssignmentTarget, sending: Sending): Promise<string> {
    return this.#change('delete', target, sending);
  }

  async poll(
    kind: assignments.Kind,
    requestId: string,
  ): Promise<OperationState> {
    return this.#ask(() =>
      assignments.pollOne(kind, this.#sso, this.#instance, requestId),
    );
  }

  async findInProgress(
    kind: assignments.Kind,
    target: AssignmentTarget,
  ): Promise<OpenOperation[]> {
    return this.#ask(() =>
      assignments.search(kind, this.#sso, this.#instance, target),
    );
  }

  async #change(
    kind: assignments.Kind,
    target: AssignmentTarget,
    sending: Sending,
  ): Promise<string> {
    return this.#ask(() =>
      assignments.send(
        kind,
        this.options.clients.ssoAdminChanges,
        this.#instance,
        target,
        sending.withinMs,
      ),
    );
  }

  #everybody(store: string) {
    const now = this.options.clock();
    if (!this.#directory || now - this.#directory.at > DIRECTORY_MS) {
      const users = people.listUsers(this.options.clients.identityStore, store);
      this.#directory = { at: now, users };
      users.catch(() => (this.#directory = undefined));
    }
    return this.#directory.users;
  }

  /** A large directory takes a minute to list: nobody waits so long for it. */
  async #everybodySoon(store: string) {
    try {
      return await within(DIRECTORY_SECONDS, this.#everybody(store));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      throw new AwsTrouble(
        {
          kind: 'again-later',
          code: 'timed-out',
          message: 'The people of Identity Center are still being listed',
          fix: 'Try again in a minute.',
        },
        false,
        error,
      );
    }
  }

  async #store(): Promise<string> {
    return (await this.home()).identityStoreId;
  }

  /** Sorts what goes wrong; calls are counted on the wire. */
  async #ask<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw sortAwsError(error);
    }
  }

  get #sso() {
    return this.options.clients.ssoAdmin;
  }

  get #instance(): string {
    return this.options.aws.instanceArn;
  }
}
