import { EMPTY_SCP } from '../../../src/domain/denyStatements';
import { isDenied } from '../../../src/engine/__testUtils__/policyOf';
import { OperationState } from '../../../src/identityCenter/IdentityCenter';
import { VirtualTime } from '../VirtualTime';

/** Credentials as somebody took them, of one set's role in one account. */
export interface Credentials {
  setArn: string;
  setName: string;
  accountId: string;
  userId: string;
  issuedAt: number;
}

/** A set's role in an account: another one each time it comes back. */
interface Role {
  text: string;
  bornAt: number;
}

const roleKey = (setArn: string, accountId: string) => `${setArn} ${accountId}`;

/**
 * Where denies are written, as it is: inline policies of sets, the text that
 * each role holds, and the service control policy. Credentials are judged by
 * the role's text, not by the set's.
 */
export class DenyWorld {
  /** What each set allows by itself; the same for ever. */
  readonly bases = new Map<string, string>();
  readonly #inline = new Map<string, string>();
  readonly #roles = new Map<string, Role>();
  readonly #provisionings = new Map<string, OperationState>();
  /** Sets that the portal may not change. */
  readonly unmanaged = new Set<string>();
  scp = EMPTY_SCP;
  /** A process that had stood still wrote over what others wrote (H2). */
  isAstray = false;

  constructor(
    private readonly time: VirtualTime,
    /** Whether anybody has the set in the account. */
    private readonly isAssigned: (setArn: string, accountId: string) => boolean,
  ) {}

  inlineOf(setArn: string): string {
    return this.#inline.get(setArn) ?? this.bases.get(setArn) ?? '';
  }

  put(setArn: string, text: string): void {
    this.#inline.set(setArn, text);
  }

  /** Sets whose text was ever written. */
  get written(): string[] {
    return [...this.#inline.keys()];
  }

  /** A role comes with the first assignment and goes with the last. */
  follow(setArn: string, accountId: string): void {
    const key = roleKey(setArn, accountId);
    if (!this.isAssigned(setArn, accountId)) this.#roles.delete(key);
    else if (!this.#roles.has(key)) {
      const text = this.inlineOf(setArn);
      this.#roles.set(key, { text, bornAt: this.time.ms });
    }
  }

  provisioned(setArn: string): Map<string, 'latest' | 'outdated'> {
    const found = new Map<string, 'latest' | 'outdated'>();
    for (const [key, { text }] of this.#roles) {
      const [arn, accountId] = key.split(' ');
      if (arn !== setArn) continue;
      found.set(
        accountId,
        text === this.inlineOf(setArn) ? 'latest' : 'outdated',
      );
    }
    return found;
  }

  /** Brings the set's text to the account, which takes its time and may fail. */
  provision(
    setArn: string,
    accountId: string,
    how: { takesMs: number; fails?: string },
  ): string {
    const id = `provisioning-${this.#provisionings.size + 1}`;
    this.#provisionings.set(id, { status: 'in-progress' });
    this.time.at(this.time.ms + how.takesMs, () => {
      const role = this.#roles.get(roleKey(setArn, accountId));
      const reason =
        how.fails ??
        (role
          ? undefined
          : 'Received a 404 status error: Permission set provision not found');
      if (role && !reason) role.text = this.inlineOf(setArn);
      this.#provisionings.set(
        id,
        reason ? { status: 'failed', reason } : { status: 'succeeded' },
      );
    });
    return id;
  }

  provisioning(id: string): OperationState {
    return this.#provisionings.get(id) ?? { status: 'not-found' };
  }

  /** Whether these credentials work no more, by their role or by a deny. */
  areCutOff(credentials: Credentials): boolean {
    const { setArn, accountId, issuedAt } = credentials;
    const role = this.#roles.get(roleKey(setArn, accountId));
    if (!role || role.bornAt > issuedAt) return true;
    return this.#isDeniedBy(role.text, credentials);
  }

  /** Whether a deny hits them, wherever it is written. */
  areDenied(credentials: Credentials): boolean {
    const { setArn, accountId } = credentials;
    const role = this.#roles.get(roleKey(setArn, accountId));
    return (
      (role !== undefined && this.#isDeniedBy(role.text, credentials)) ||
      this.areDeniedByScp(credentials)
    );
  }

  areDeniedByScp(credentials: Credentials): boolean {
    return this.#isDeniedBy(this.scp, credentials);
  }

  #isDeniedBy(text: string, { issuedAt, ...token }: Credentials): boolean {
    const issued = { ...token, issuedAt: new Date(issuedAt) };
    return isDenied(text, issued, this.time.date());
  }
}
