import { LoggerService } from '@backstage/backend-plugin-api';
import { AssignmentRecord, OperationRecord, Priority } from '../domain/model';
import { nextStep } from '../domain/nextStep';
import { after, Grant, Learnt, Seen, Step, times } from '../domain/situation';
import { AwsTrouble, sortFailureReason } from '../identityCenter/awsErrors';
import { IdentityCenter } from '../identityCenter/IdentityCenter';
import {
  Answer,
  Claim,
  EngineStore,
  LeaseLost,
  Overtaken,
  Reading,
} from '../store/EngineStore';
import { afterTrouble, codeOf, NotJudged, pauseAfter } from './backoff';
import { HolderCheck } from './HolderCheck';
import { JudgeAgain } from './JudgeAgain';
import { Leader } from './Leader';
import { SetWork } from './SetWork';

/** What turns share. */
export interface TurnTools {
  store: EngineStore;
  identityCenter: IdentityCenter;
  judge: JudgeAgain;
  leader: Leader;
  holders: HolderCheck;
  /** Whether AWS answers nobody at the moment. */
  isAway: () => boolean;
  jitter: () => number;
  logger: LoggerService;
  /** Operations outstanding in AWS, as counted before the turn. */
  outstanding: number;
}

/** More steps than any story needs: a turn that goes on so long is wrong. */
const MOST_STEPS = 60;

/** The pause before this row's next change; the failure was counted before. */
const LOST_ANSWER = 'lost-answer';

/** How soon a row asks again that found AWS away. */
const AWAY_MS = 1_000;

const CHANGES: readonly Step['do'][] = ['assign', 'withdraw', 'set-call'];

type Doing<K extends Step['do']> = Extract<Step, { do: K }>;

/** One claimed row: decide, do, decide again, until there is nothing to do now. */
export class Turn {
  #seen: Seen[] = [];
  #learnt: Omit<Learnt, 'set'> = { seen: this.#seen, verdicts: new Map() };
  readonly #sets: SetWork;
  /** At most one change comes out of a turn, and none after a failed one. */
  #mayChange = true;
  #lastCode = 'internal';

  constructor(
    private readonly tools: TurnTools,
    private readonly claim: Claim,
  ) {
    this.#sets = new SetWork(tools, claim);
  }

  async run(): Promise<void> {
    try {
      await this.#decideAndDo();
    } catch (error) {
      await this.#restAfter(error);
    }
  }

  async #decideAndDo(): Promise<void> {
    const { store, leader, outstanding } = this.tools;
    for (let steps = 0; steps < MOST_STEPS; steps++) {
      // Whoever stood still goes on beside another leader, who uses the calls
      if (!leader.leadership) throw new LeaseLost();
      const reading = await store.read(this.claim);
      const learnt = { ...this.#learnt, set: this.#sets.learnt };
      const step = nextStep({ ...reading, learnt, outstanding });
      if (step.do === 'rest') return this.#rest(step);
      const isChange = CHANGES.includes(step.do);
      if (isChange && (await this.#mustWait(reading.now))) return undefined;
      await this.#perform(step, reading);
    }
    throw new Error('The engine does not come to rest on this assignment');
  }

  async #perform(step: Step, reading: Reading): Promise<void> {
    const { store } = this.tools;
    const { claim } = this;
    switch (step.do) {
      case 'poll':
        return this.#poll(step.operation);
      case 'search':
        return this.#search(step.operation, reading.assignment);
      case 'doubt':
        this.#learn({ polled: undefined });
        return store.answer(claim, step.operation, {
          status: 'unknown',
          message: 'AWS does not know the request id',
        });
      case 'give-up':
        // Its answer was lost: others in the account have their turn before
        // the next one. Where a process died nobody waits any longer.
        if (step.operation.status === 'unknown') this.#failed(LOST_ANSWER);
        return store.answer(claim, step.operation, { status: 'lost' });
      case 'judge':
        return this.#judge(step);
      case 'look':
        return this.#look(reading.assignment, step.withGroups);
      case 'check-holder':
        return this.#learn({
          holder: await this.tools.holders.check(
            reading.assignment,
            reading.sessions,
          ),
        });
      case 'assign':
        return this.#change('create', reading.assignment, step.grants);
      case 'withdraw':
        return this.#change('delete', reading.assignment, []);
      case 'set-call':
        return this.#changeSet(step);
      case 'look-at-set':
        return this.#sets.look(step.set);
      case 'find-set':
        return this.#sets.find(step.set);
      case 'adopt-set':
        return this.#sets.adopt(step);
      case 'set-not-found':
        return store.setNotFound(claim, step.set);
      case 'set-gone':
        return store.setGone(claim, step.set);
      case 'set-alarm':
        return store.setAlarm(claim, step.set, step.others);
      case 'deny':
        return store.deny(claim, step.kind, step.sessions, step.gone);
      case 'cut-off':
        return store.cutOff(claim, step.deny, step.at);
      case 'activate':
        return store.activate(claim, step.activations);
      case 'end':
        return store.end(claim, step.sessions, step);
      case 'gone':
        return store.gone(claim, step.proof);
      case 'settle':
        return store.settle(claim, step.settlements);
      case 'adopt':
        return store.adopt(claim);
      case 'looked':
        return store.looked(claim, step.drift);
      default:
        throw new Error(`Not a step: ${step.do}`);
    }
  }

  #learn(news: Partial<Learnt>): void {
    this.#learnt = { ...this.#learnt, ...news };
  }

  async #poll(operation: OperationRecord): Promise<void> {
    const state = await this.tools.identityCenter.poll(
      operation.kind,
      operation.awsRequestId!,
    );
    if (state.status === 'in-progress' || state.status === 'not-found') {
      return this.#learn({ polled: state.status });
    }
    this.#learn({ polled: undefined });
    if (state.status === 'succeeded') this.claim.attempt = 0;
    return this.#answer(
      operation,
      state.status === 'succeeded'
        ? { status: 'succeeded' }
        : { status: 'failed', failure: sortFailureReason(state.reason) },
    );
  }

  /** What a lost answer began is found among the operations in progress (H1). */
  async #search(
    operation: OperationRecord,
    assignment: AssignmentRecord,
  ): Promise<void> {
    const found = await this.tools.identityCenter.findInProgress(
      operation.kind,
      assignment,
    );
    if (found.length === 0) return this.#learn({ searchedInVain: true });
    this.#learn({ polled: undefined, searchedInVain: undefined });
    const awsRequestId = found[0].requestId;
    return this.#answer(operation, { status: 'accepted', awsRequestId });
  }

  async #judge({ session }: Doing<'judge'>): Promise<void> {
    const verdict = await this.tools.judge(session).catch(error => {
      throw new NotJudged(error);
    });
    const verdicts = new Map(this.#learnt.verdicts).set(session.id, verdict);
    this.#learn({ verdicts });
  }

  async #look(assignment: AssignmentRecord, groups: boolean): Promise<void> {
    const { identityCenter, store } = this.tools;
    const seen = await identityCenter.look(assignment);
    this.#seen.push({
      direct: seen.direct,
      others: seen.others || (await store.sharesRole(this.claim)),
      groups: groups
        ? await identityCenter.groupsOf(assignment.principalId, seen.groupIds)
        : undefined,
    });
  }

  /** A custom set takes several changes, none of them in an account. */
  async #changeSet(step: Doing<'set-call'>): Promise<void> {
    const failed = await this.#sets.call(step);
    if (failed !== undefined) this.#failed(failed);
  }

  /** Noted, checked, sent, answered: the one change of this turn. */
  async #change(
    kind: 'create' | 'delete',
    assignment: AssignmentRecord,
    grants: Grant[],
  ): Promise<void> {
    const { store, leader } = this.tools;
    const lead = leader.leadership?.token;
    if (lead === undefined) throw new LeaseLost();
    const operation = await store.note(this.claim, lead, kind, grants);
    this.#mayChange = false;
    // What was seen before the change says nothing about after it, nor was
    // this one searched for because the one before it was
    this.#seen.length = 0;
    this.#learn({ polled: undefined, searchedInVain: undefined });
    const withinMs = await leader.permit();
    await this.#answer(operation, await this.#send(kind, assignment, withinMs));
  }

  async #send(
    kind: 'create' | 'delete',
    assignment: AssignmentRecord,
    withinMs: number,
  ): Promise<Answer> {
    const { identityCenter } = this.tools;
    try {
      const awsRequestId =
        kind === 'create'
          ? await identityCenter.assign(assignment, { withinMs })
          : await identityCenter.withdraw(assignment, { withinMs });
      // Just sent: nothing to poll for yet
      this.#learn({ polled: 'in-progress' });
      return { status: 'accepted', awsRequestId };
    } catch (error) {
      if (!(error instanceof AwsTrouble)) throw error;
      const { message, code, fix } = error;
      if (error.mayHaveBegun) return { status: 'unknown', message };
      const failure = { kind: error.kind, code, message, fix };
      return { status: 'refused', failure };
    }
  }

  async #answer(operation: OperationRecord, answer: Answer): Promise<void> {
    await this.tools.store.answer(this.claim, operation, answer);
    if (answer.status !== 'failed' && answer.status !== 'refused') return;
    this.#failed(answer.failure.code);
    this.#seen.length = 0;
  }

  /** No change comes out of this turn any more: the row pauses first. */
  #failed(code: string): void {
    this.#mayChange = false;
    this.#lastCode = code;
  }

  /** Whether a change has to wait, and then rests. */
  async #mustWait(now: Date): Promise<boolean> {
    const { leader, store } = this.tools;
    const { changesFrom } = leader.leadership ?? {};
    if (!changesFrom) throw new LeaseLost();
    if (changesFrom > now) {
      const { priority, attempt } = this.claim;
      await store.rest(this.claim, { until: changesFrom, priority, attempt });
      return true;
    }
    if (this.#mayChange) return false;
    if (this.#lastCode === LOST_ANSWER) await this.#giveWay(now);
    else await this.#pause(this.#lastCode, now);
    return true;
  }

  async #rest(step: Doing<'rest'>): Promise<void> {
    const { attempt, priority } = this.claim;
    const keepsFailing = attempt > 0 && priority === Priority.retry;
    await this.tools.store.rest(this.claim, {
      until: step.until,
      priority: keepsFailing ? Priority.retry : step.priority,
      attempt,
      marks: step.marks,
    });
  }

  async #restAfter(error: unknown): Promise<void> {
    const { store, logger } = this.tools;
    try {
      if (error instanceof LeaseLost) {
        await store.letGo(this.claim);
        return;
      }
      const now = await store.now();
      if (error instanceof Overtaken) {
        const { priority, attempt } = this.claim;
        const until = after(now, times.poll);
        await store.rest(this.claim, { until, priority, attempt });
        return;
      }
      const trouble = error as Error;
      logger.warn(
        `Assignment ${this.claim.assignmentId}: ${trouble.message}`,
        error instanceof AwsTrouble ? { code: error.code } : trouble,
      );
      await this.#pause(codeOf(error), now, trouble.message);
    } catch (failed) {
      // The row stays held until its lease ends, and is due again then
      logger.error('The engine could not put a row to rest', failed as Error);
    }
  }

  /** Rests so long that another row of the account has its turn. */
  async #giveWay(now: Date): Promise<void> {
    const { store, jitter } = this.tools;
    const { attempt, priority } = this.claim;
    const until = after(now, pauseAfter(1, LOST_ANSWER, jitter()));
    await store.rest(this.claim, { until, priority, attempt });
  }

  /** Rests with a growing pause; the rows that keep failing go last (H30). */
  async #pause(code: string, now: Date, error?: string): Promise<void> {
    const { store, isAway, jitter } = this.tools;
    const { attempt: before, priority } = this.claim;
    if (isAway()) {
      // All wait for AWS together, and keep their order
      const until = after(now, AWAY_MS);
      await store.rest(this.claim, { until, priority, attempt: before, error });
      return;
    }
    const next = afterTrouble(this.claim, code, jitter());
    await store.rest(this.claim, {
      until: after(now, next.pause),
      priority: next.priority,
      attempt: next.attempt,
      error,
    });
  }
}
