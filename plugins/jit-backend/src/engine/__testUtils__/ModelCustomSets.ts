import { AwsTrouble, sortAwsError } from '../../identityCenter/awsErrors';
import type {
  CustomSetPort,
  NewSet,
  SeenSet,
} from '../../identityCenter/CustomSetPort';

type Change = 'create' | 'putBoundary' | 'attach' | 'putInline' | 'remove';

/** What goes wrong with the next call of a method. */
export interface SetFault {
  method: Change;
  /**
   * - `lost`: AWS did it, and the answer was lost
   * - `denied`: AWS will never do it
   */
  kind: 'throttled' | 'lost' | 'denied';
}

function named(name: string, message: string): AwsTrouble {
  return sortAwsError(
    Object.assign(new Error(message), {
      name,
      $metadata: { httpStatusCode: 400 },
    }),
  );
}

const FAULTS: Record<SetFault['kind'], () => AwsTrouble> = {
  throttled: () => named('ThrottlingException', 'Rate exceeded'),
  denied: () => named('AccessDeniedException', 'not authorized'),
  lost: () =>
    sortAwsError(
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    ),
};

type Stored = { -readonly [K in keyof SeenSet]: SeenSet[K] };

/** Custom permission sets as a plain map. */
export class ModelCustomSets implements CustomSetPort {
  readonly sets = new Map<string, Stored>();
  readonly calls: string[] = [];
  faults: SetFault[] = [];
  #made = 0;

  constructor(private readonly isUsed: (arn: string) => boolean) {}

  async countIn(): Promise<number> {
    return this.sets.size;
  }

  async list(): Promise<string[]> {
    return [...this.sets.keys()];
  }

  async read(arn: string): Promise<SeenSet | undefined> {
    this.calls.push('read');
    const set = this.sets.get(arn);
    return set && { ...set };
  }

  async find(name: string, known: ReadonlySet<string>) {
    this.calls.push('find');
    return [...this.sets].find(
      ([arn, set]) => set.name === name && !known.has(arn),
    )?.[0];
  }

  async create({ name, sessionDuration, tags }: NewSet): Promise<string> {
    return this.#change('create', () => {
      if ([...this.sets.values()].some(one => one.name === name)) {
        throw named(
          'ConflictException',
          `PermissionSet with name ${name} already exists.`,
        );
      }
      this.#made += 1;
      const arn = `arn:aws:sso:::permissionSet/ssoins-1/ps-made-${this.#made}`;
      this.put(arn, { name, sessionDuration, tags });
      return arn;
    });
  }

  /** A set as somebody made it. */
  put(
    arn: string,
    set: Pick<NewSet, 'name' | 'sessionDuration' | 'tags'> &
      Partial<Omit<SeenSet, 'tags'>>,
  ): void {
    this.sets.set(arn, {
      managedPolicyArns: [],
      customerPolicies: [],
      inlinePolicy: '',
      ...set,
      tags: new Map(Object.entries(set.tags)),
    });
  }

  async putBoundary(arn: string, policy: string): Promise<void> {
    return this.#change('putBoundary', () => {
      this.#set(arn).boundary = { managedPolicyArn: policy };
    });
  }

  async attach(arn: string, policy: string): Promise<void> {
    return this.#change('attach', () => {
      const set = this.#set(arn);
      if (set.managedPolicyArns.includes(policy)) {
        throw named('ConflictException', 'already has a typed link attachment');
      }
      set.managedPolicyArns = [...set.managedPolicyArns, policy];
    });
  }

  async putInline(arn: string, text: string): Promise<void> {
    return this.#change('putInline', () => {
      this.#set(arn).inlinePolicy = text;
    });
  }

  async remove(arn: string): Promise<void> {
    return this.#change('remove', () => {
      this.#set(arn);
      if (this.isUsed(arn)) {
        throw named(
          'ConflictException',
          'Could not delete because PermissionSet has something',
        );
      }
      this.sets.delete(arn);
    });
  }

  #set(arn: string): Stored {
    const set = this.sets.get(arn);
    if (!set) {
      throw named('ResourceNotFoundException', 'PermissionSet not found');
    }
    return set;
  }

  #change<T>(method: Change, deed: () => T): T {
    this.calls.push(method);
    const index = this.faults.findIndex(one => one.method === method);
    if (index < 0) return deed();
    const [{ kind }] = this.faults.splice(index, 1);
    if (kind === 'lost') deed();
    throw FAULTS[kind]();
  }
}
