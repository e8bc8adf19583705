import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from './chance';
import { Person, Reply } from './Person';
import { Replica } from './Replica';
import {
  Account,
  ACCOUNTS,
  keyFor,
  REQUESTERS,
  reviewersOf,
  SETS,
} from './scene';
import { Key, Promised } from './words';

/** What becomes of a request, by weight: most are decided, some are left. */
const ENDINGS = [
  ['approve', 62],
  ['race', 14],
  ['reject', 9],
  ['cancel', 8],
  ['leave', 7],
] as const;

const DURATIONS = ['PT15M', 'PT15M', 'PT30M', 'PT45M'];
const ATTEMPTS = 6;
const done = (reply: Reply) => reply.status >= 200 && reply.status < 300;
/** No answer, or trouble behind it: what became of it is not known. */
const unknown = (reply: Reply) => reply.status === 0 || reply.status >= 500;

export interface Tally {
  submitted: number;
  approved: number;
  refused: Record<string, number>;
}

/** People who ask, decide and end, each story on random replicas. */
export class Crowd {
  readonly promises: Promised[] = [];
  readonly tally: Tally = { submitted: 0, approved: 0, refused: {} };
  readonly #stories = new Set<Promise<void>>();
  #hurry = false;

  constructor(
    private readonly replicas: readonly Replica[],
    private readonly chance: Chance,
    private readonly standing: ReadonlySet<Key>,
  ) {}

  person(name: string): Person {
    return new Person(name, this.replicas, this.chance);
  }

  /** One more person wants something; nobody waits for the story's end. */
  begin(number: number): void {
    const story = this.#story(number).finally(() =>
      this.#stories.delete(story),
    );
    this.#stories.add(story);
  }

  /** Waits for the stories that go on; nobody dawdles any more. */
  async finish(): Promise<void> {
    this.#hurry = true;
    await Promise.all(this.#stories);
  }

  async #story(number: number): Promise<void> {
    const { chance } = this;
    const requester = chance.pick(REQUESTERS);
    const account = chance.pick(ACCOUNTS);
    const set = chance.pick(SETS);
    const ending = this.#ending();
    const asked = await this.#submit(number, requester, account, set);
    if (!asked) return;
    await this.#pause(0, 4_000);
    if (ending === 'leave') return;
    if (ending === 'cancel') {
      await this.#say('cancelled', requester, asked.id, 'requests', 'cancel');
      return;
    }
    const approved = await this.#review(asked, requester, account, ending);
    if (!approved) return;
    this.tally.approved += 1;
    await this.#endEarly(asked.id, requester, account);
  }

  #ending(): (typeof ENDINGS)[number][0] {
    let left = this.chance.between(0, 100);
    for (const [ending, weight] of ENDINGS) {
      left -= weight;
      if (left < 0) return ending;
    }
    return 'approve';
  }

  async #pause(from: number, to: number): Promise<void> {
    const milliseconds = this.chance.between(from, to);
    if (!this.#hurry) await sleep(milliseconds);
  }

  /** Repeats what got no answer, as a person would, on another replica. */
  async #insist(deed: () => Promise<Reply>): Promise<Reply> {
    let reply = await deed();
    for (let again = 1; again < ATTEMPTS && unknown(reply); again++) {
      await sleep(1_000 * again);
      reply = await deed();
    }
    if (!done(reply)) {
      const code = `${reply.status} ${
        reply.body?.error?.code ?? reply.body?.error?.name ?? ''
      }`;
      this.tally.refused[code] = (this.tally.refused[code] ?? 0) + 1;
    }
    return reply;
  }

  async #submit(
    number: number,
    requester: string,
    account: Account,
    set: string,
  ): Promise<{ id: string; version: number } | undefined> {
    const body = {
      accountId: account.id,
      permissionSet: { type: 'standard', name: set },
      duration: this.chance.pick(DURATIONS),
      justification: `Look into failed payouts, ticket OPS-${number}`,
    };
    const person = this.person(requester);
    const reply = await this.#insist(() =>
      person.post('/requests', body, { 'idempotency-key': `storm-${number}` }),
    );
    this.tally.submitted += 1;
    if (!done(reply)) return undefined;
    const { id, version } = reply.body;
    if (this.standing.has(keyFor(requester, account.id, set))) {
      throw new Error(`${requester} has this access already: ${id} was taken`);
    }
    this.#promise('submitted', id, requester, reply);
    return { id, version };
  }

  #promise(
    kind: Promised['kind'],
    id: string,
    by: string,
    { replica }: Reply,
    decision?: Promised['decision'],
  ): void {
    this.promises.push({ kind, id, by, decision, replica: replica.name });
  }

  /** One reviewer, or two at once on different replicas. */
  async #review(
    asked: { id: string; version: number },
    requester: string,
    account: Account,
    ending: 'approve' | 'race' | 'reject',
  ): Promise<boolean> {
    const reviewers = reviewersOf(account, requester);
    const first = this.chance.pick(reviewers);
    if (ending !== 'race') return this.#decide(asked, first, ending);
    const others = reviewers.filter(name => name !== first);
    const decision = this.chance.happens(0.5) ? 'approve' : 'reject';
    const [one, two] = await Promise.all([
      this.#decide(asked, first, 'approve'),
      this.#decide(asked, this.chance.pick(others), decision),
    ]);
    return one || two;
  }

  async #decide(
    asked: { id: string; version: number },
    reviewer: string,
    decision: 'approve' | 'reject',
  ): Promise<boolean> {
    const person = this.person(reviewer);
    const reply = await this.#insist(() =>
      person.post(`/requests/${asked.id}/reviews`, {
        version: asked.version,
        decision,
        comment: 'Seen during the storm',
      }),
    );
    if (!done(reply)) return false;
    this.#promise('reviewed', asked.id, reviewer, reply, decision);
    return decision === 'approve';
  }

  /** Half of the sessions end before their time: revoked, or given back. */
  async #endEarly(
    requestId: string,
    requester: string,
    account: Account,
  ): Promise<void> {
    const how = this.chance.next();
    if (how >= 0.5) return;
    // At once while it is being set up, or some time into it
    await this.#pause(0, this.chance.happens(0.4) ? 600 : 20_000);
    const seen = await this.person(requester).get(`/requests/${requestId}`);
    const session = seen.body?.session;
    if (!session) return;
    if (how < 0.25) {
      await this.#say('released', requester, session.id, 'sessions', 'release');
      return;
    }
    const revoker = this.chance.pick(reviewersOf(account, requester));
    await this.#say('revoked', revoker, session.id, 'sessions', 'revoke', {
      reason: 'Ended by the storm',
    });
  }

  async #say(
    kind: Promised['kind'],
    by: string,
    id: string,
    items: string,
    verb: string,
    body: unknown = {},
  ): Promise<void> {
    const person = this.person(by);
    const reply = await this.#insist(() =>
      person.post(`/${items}/${id}/${verb}`, body),
    );
    if (done(reply)) this.#promise(kind, id, by, reply);
  }
}
