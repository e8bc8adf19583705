import { randomUUID } from 'node:crypto';
import { EMPTY_SCP } from '../../domain/denyStatements';
import { sortAwsError } from '../../identityCenter/awsErrors';
import { DenyPort, ScpPolicy, SetPolicy } from '../../identityCenter/DenyPort';
import { OperationState } from '../../identityCenter/IdentityCenter';
import { ManualClock } from '../../store/clock';
import { isDenied, Token } from './policyOf';

/** What goes wrong with the next call of a method. */
export interface DenyFault {
  method: keyof DenyPort;
  /** `lost`: AWS did it, and the answer was lost. */
  kind: 'lost' | 'outage' | 'denied';
}

interface Pushing {
  id: string;
  setArn: string;
  accountId: string;
  finishesAt: number;
  fails?: string;
  state: OperationState;
}

function errorOf(kind: DenyFault['kind']) {
  if (kind === 'denied') {
    return sortAwsError(
      Object.assign(new Error('not authorized'), {
        name: 'AccessDeniedException',
        $metadata: { httpStatusCode: 400 },
      }),
    );
  }
  const code = kind === 'lost' ? 'ECONNRESET' : 'ECONNREFUSED';
  return sortAwsError(Object.assign(new Error('no answer'), { code }));
}

const both = (setArn: string, accountId: string) => `${setArn} ${accountId}`;

/**
 * Inline policies, roles and an SCP as plain maps. A role holds the text that
 * was last brought to its account; credentials are judged by that text.
 */
export class ModelDenies implements DenyPort {
  readonly inline = new Map<string, string>();
  /** The text that each role holds, by set and account. */
  readonly roles = new Map<string, string>();
  readonly untagged = new Set<string>();
  readonly calls: string[] = [];
  readonly puts: string[] = [];
  faults: DenyFault[] = [];
  pushing: Pushing[] = [];
  takesMs = 1_000;
  sessionMinutes = 60;
  failWith?: string;
  scp = EMPTY_SCP;
  readonly detached = new Set<string>();

  /**
   * @param isAssigned - whether anybody has the set in the account
   */
  constructor(
    private readonly clock: ManualClock,
    private readonly isAssigned: (setArn: string, accountId: string) => boolean,
  ) {}

  #now(): number {
    return this.clock.read().getTime();
  }

  #enter(method: keyof DenyPort): DenyFault['kind'] | undefined {
    this.settle();
    this.calls.push(method);
    const index = this.faults.findIndex(one => one.method === method);
    if (index < 0) return undefined;
    const [{ kind }] = this.faults.splice(index, 1);
    if (kind !== 'lost') throw errorOf(kind);
    return kind;
  }

  /** A role comes with the first assignment and goes with the last. */
  follow(setArn: string, accountId: string): void {
    const key = both(setArn, accountId);
    if (!this.isAssigned(setArn, accountId)) this.roles.delete(key);
    else if (!this.roles.has(key)) {
      this.roles.set(key, this.inline.get(setArn) ?? '');
    }
  }

  settle(): void {
    for (const one of this.pushing) {
      if (one.state.status !== 'in-progress' || one.finishesAt > this.#now()) {
        continue;
      }
      const key = both(one.setArn, one.accountId);
      const reason =
        one.fails ??
        (this.roles.has(key)
          ? undefined
          : 'Received a 404 status error: Permission set provision not found');
      one.state = reason
        ? { status: 'failed', reason }
        : { status: 'succeeded' };
      if (!reason) this.roles.set(key, this.inline.get(one.setArn) ?? '');
    }
  }

  /** Whether credentials with these attributes are denied there now. */
  denies(setArn: string, token: Token): boolean {
    this.settle();
    const text = this.roles.get(both(setArn, token.accountId));
    return (
      text === undefined ||
      isDenied(text, token, this.clock.read()) ||
      isDenied(this.scp, token, this.clock.read())
    );
  }

  async readSetPolicy(setArn: string): Promise<SetPolicy | undefined> {
    this.#enter('readSetPolicy');
    const text = this.inline.get(setArn) ?? '';
    const provisioned = new Map<string, 'latest' | 'outdated'>();
    for (const [key, held] of this.roles) {
      const [arn, accountId] = key.split(' ');
      if (arn !== setArn) continue;
      provisioned.set(accountId, held === text ? 'latest' : 'outdated');
    }
    return {
      inlinePolicy: text,
      sessionMinutes: this.sessionMinutes,
      managed: !this.untagged.has(setArn),
      provisioned,
    };
  }

  async putSetPolicy(setArn: string, text: string): Promise<void> {
    const fault = this.#enter('putSetPolicy');
    this.puts.push(text);
    this.inline.set(setArn, text);
    if (fault) throw errorOf(fault);
  }

  async provision(setArn: string, accountId: string): Promise<string> {
    const fault = this.#enter('provision');
    const one: Pushing = {
      id: randomUUID(),
      setArn,
      accountId,
      finishesAt: this.#now() + this.takesMs,
      fails: this.failWith,
      state: { status: 'in-progress' },
    };
    this.pushing.push(one);
    if (fault) throw errorOf(fault);
    return one.id;
  }

  async pollProvisioning(requestId: string): Promise<OperationState> {
    this.#enter('pollProvisioning');
    const found = this.pushing.find(one => one.id === requestId);
    return found?.state ?? { status: 'not-found' };
  }

  async readScp(): Promise<ScpPolicy> {
    this.#enter('readScp');
    return { content: this.scp };
  }

  async updateScp(content: string): Promise<void> {
    const fault = this.#enter('updateScp');
    this.scp = content;
    if (fault) throw errorOf(fault);
  }

  async beyondScp(accountIds: readonly string[]): Promise<Set<string>> {
    this.#enter('beyondScp');
    return new Set(accountIds.filter(id => this.detached.has(id)));
  }
}
