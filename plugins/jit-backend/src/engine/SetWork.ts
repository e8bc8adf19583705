import {
  afterCall,
  CustomSetRecord,
  isOurs,
  LearntSet,
  newSetOf,
  SetCall,
  whatIsMissing,
} from '../domain/customSetWork';
import { Step } from '../domain/situation';
import { AwsTrouble } from '../identityCenter/awsErrors';
import type { CustomSetPort, SeenSet } from '../identityCenter/CustomSetPort';
import { IdentityCenter, Sending } from '../identityCenter/IdentityCenter';
import { Claim, EngineStore, LeaseLost } from '../store/EngineStore';
import { Leader } from './Leader';

type Doing<K extends Step['do']> = Extract<Step, { do: K }>;

/** Whether AWS lacks what was last sent and not answered. */
function isMissing(set: CustomSetRecord, seen: SeenSet): boolean {
  if (set.intended === 'delete') return true;
  return whatIsMissing(set, seen)?.kind === set.intended;
}

/** What a turn does with the custom set of its key. */
export class SetWork {
  #learnt: LearntSet = { looks: 0 };

  constructor(
    private readonly tools: {
      store: EngineStore;
      identityCenter: IdentityCenter;
      leader: Leader;
    },
    private readonly claim: Claim,
  ) {}

  get learnt(): LearntSet {
    return this.#learnt;
  }

  async look(set: CustomSetRecord): Promise<void> {
    const seen = await this.#port.read(set.arn!);
    const looks = this.#learnt.looks + 1;
    if (seen && set.intended) {
      const as = isMissing(set, seen) ? 'not-there' : 'there';
      await this.tools.store.setResolved(this.claim, set, as);
    }
    this.#learn({ seen: seen ?? 'gone', isFresh: true, looks });
  }

  async find(set: CustomSetRecord): Promise<void> {
    const known = await this.tools.store.knownSets(set.name);
    const arn = await this.#port.find(set.name, known);
    const seen = arn === undefined ? undefined : await this.#port.read(arn);
    this.#learn({
      found:
        arn !== undefined && seen
          ? { arn, isOurs: isOurs(seen, set.requestId) }
          : 'none',
    });
  }

  async adopt({ set, arn }: Doing<'adopt-set'>): Promise<void> {
    await this.tools.store.setMade(this.claim, set, arn, 'found');
    this.#learn({ nameTaken: undefined, found: undefined });
  }

  /**
   * Noted, checked, sent, answered (H2).
   *
   * @returns the code of what went wrong and may pass by itself
   */
  async call({
    set,
    call,
    grants,
  }: Doing<'set-call'>): Promise<string | undefined> {
    const { store, leader, identityCenter } = this.tools;
    const lead = leader.leadership?.token;
    if (lead === undefined) throw new LeaseLost();
    const noted = await store.noteSetCall(this.claim, lead, set, call, grants);
    await identityCenter.budget.settleDebt();
    const withinMs = await leader.permit();
    try {
      await this.#succeeded(
        noted,
        call,
        await this.#send(noted, call, { withinMs }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsTrouble)) throw error;
      return this.#refused(noted, call, error);
    }
  }

  async #send(
    set: CustomSetRecord,
    call: SetCall,
    sending: Sending,
  ): Promise<string> {
    const port = this.#port;
    const arn = set.arn!;
    switch (call.kind) {
      case 'create':
        return port.create(newSetOf(set), sending);
      case 'boundary':
        await port.putBoundary(arn, call.policy, sending);
        return arn;
      case 'attach':
        await port.attach(arn, call.policy, sending);
        return arn;
      case 'inline':
        await port.putInline(arn, call.text, sending);
        return arn;
      default:
        await port.remove(arn, sending);
        return arn;
    }
  }

  async #succeeded(
    set: CustomSetRecord,
    call: SetCall,
    arn: string,
  ): Promise<void> {
    const { store } = this.tools;
    if (call.kind === 'create')
      await store.setMade(this.claim, set, arn, 'made');
    else await store.setAnswered(this.claim, set, call, { status: 'done' });
    this.#learn({
      seen: afterCall(set, call, this.#learnt.seen),
      isFresh: false,
      inUse: undefined,
    });
  }

  async #refused(
    set: CustomSetRecord,
    call: SetCall,
    trouble: AwsTrouble,
  ): Promise<string | undefined> {
    const { store } = this.tools;
    const { code, kind, message, fix } = trouble;
    const isGone = call.kind === 'delete' && code === 'set-not-found';
    if (kind === 'already-so' || isGone) {
      await this.#succeeded(set, call, set.arn!);
      return undefined;
    }
    const failure = { kind, code, message, fix };
    const nameTaken = call.kind === 'create' && code === 'name-taken';
    // A set of this name may be the one that a lost answer made
    const unknown = trouble.mayHaveBegun || nameTaken;
    const status = unknown ? 'unknown' : 'refused';
    await store.setAnswered(this.claim, set, call, { status, failure });
    if (nameTaken) {
      this.#learn({ nameTaken });
      return undefined;
    }
    if (code === 'still-in-use') this.#learn({ inUse: true });
    if (call.kind === 'delete' || kind !== 'never') return code;
    this.#learn({ refused: { code, message, fix } });
    return undefined;
  }

  #learn(news: Partial<LearntSet>): void {
    this.#learnt = { ...this.#learnt, ...news };
  }

  get #port(): CustomSetPort {
    return this.tools.identityCenter.customSets;
  }
}
