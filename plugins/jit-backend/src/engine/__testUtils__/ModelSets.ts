import { sortAwsError } from '../../identityCenter/awsErrors';
import { CallBudget } from '../../identityCenter/CallBudget';
import { StandardSet } from '../../identityCenter/IdentityCenter';
import { ReadSet, SetReader, Turn } from '../../identityCenter/SetReader';

const PAGE = 100;
const CALLS_FOR_CONTENT = 4;

export function setArn(index: number): string {
  return `arn:aws:sso:::permissionSet/ssoins-1/ps-${String(index).padStart(
    5,
    '0',
  )}`;
}

/** The sets of an instance, as plain maps, behind a budget of calls. */
export class ModelSets implements SetReader {
  readonly sets = new Map<string, StandardSet>();
  /** What is asked about these fails, by the name of AWS's error. */
  readonly broken = new Map<string, string>();
  /** ARNs in the order in which they were asked about. */
  readonly asked: string[] = [];
  isAway = false;
  calls = 0;

  constructor(private readonly budget: CallBudget) {}

  /** Makes sets from `Set-0` on. */
  make(many: number): this {
    for (let index = 0; index < many; index++) {
      const arn = setArn(index);
      this.sets.set(arn, {
        arn,
        name: `Set-${index}`,
        sessionMinutes: 60,
        fingerprint: 'f1',
        content: {
          managedPolicyArns: [],
          customerPolicies: [],
          inlinePolicy: '',
          sessionDuration: 'PT1H',
        },
      });
    }
    return this;
  }

  async arns(turn: Turn): Promise<string[]> {
    const arns = [...this.sets.keys()];
    for (let from = 0; from <= arns.length; from += PAGE)
      await this.#call(turn);
    return arns;
  }

  async read(
    arn: string,
    needsContent: (name: string) => boolean,
    turn: Turn,
  ): Promise<ReadSet | undefined> {
    this.asked.push(arn);
    await this.#call(turn, arn);
    const set = this.sets.get(arn);
    if (!set) return undefined;
    const { fingerprint, content, ...outline } = set;
    if (!needsContent(set.name)) return outline;
    for (let call = 0; call < CALLS_FOR_CONTENT; call++) {
      await this.#call(turn, arn);
    }
    return { ...outline, fingerprint, content };
  }

  async #call(turn: Turn, arn?: string): Promise<void> {
    await turn();
    await this.budget.read();
    this.calls += 1;
    const name = this.isAway
      ? 'ServiceUnavailable'
      : arn && this.broken.get(arn);
    if (!name) return;
    const status = this.isAway ? 503 : 400;
    throw sortAwsError(
      Object.assign(new Error(name), {
        name,
        $metadata: { httpStatusCode: status },
      }),
    );
  }
}
