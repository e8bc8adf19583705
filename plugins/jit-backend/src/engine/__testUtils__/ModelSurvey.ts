import { Assignee } from '../../domain/findings';
import { Right, Survey } from '../../identityCenter/Survey';
import { ModelIdentityCenter } from './ModelIdentityCenter';

/** What the model's own assignments and a few strangers' look like from above. */
export class ModelSurvey implements Survey {
  /** `account set` to groups assigned there. */
  readonly groups = new Map<string, string[]>();
  /** The management account, where we do not run in it, and its sets. */
  managementAccount?: string;
  readonly managementSets: string[] = [];
  /** What people and groups are called otherwise than everybody. */
  readonly names = new Map<string, string>();
  readonly tags = new Map<string, ReadonlyMap<string, string>>();
  denied: string[] = [];
  /** Reads of pairs, in order. */
  readonly asked: string[] = [];
  /** How many calls are left before the budget is used up. */
  calls = Infinity;
  failsWith?: Error;

  constructor(private readonly aws: ModelIdentityCenter) {}

  room(): number {
    return this.calls;
  }

  async accountsWith(setArn: string): Promise<string[]> {
    this.#spend();
    this.aws.settle();
    const users = [...this.aws.assignments].map(key => key.split(' '));
    const groups = [...this.groups.keys()].map(key => key.split(' '));
    const found = [...users, ...groups].filter(([, set]) => set === setArn);
    return [...new Set(found.map(([account]) => account))].sort();
  }

  async assignees(accountId: string, setArn: string): Promise<Assignee[]> {
    this.#spend();
    this.aws.settle();
    this.asked.push(`${accountId} ${setArn}`);
    const users = [...this.aws.assignments]
      .map(key => key.split(' '))
      .filter(([account, set]) => account === accountId && set === setArn)
      .map(([, , id]): Assignee => ({ type: 'user', id }));
    const groups = this.groups.get(`${accountId} ${setArn}`) ?? [];
    return [...users, ...groups.map((id): Assignee => ({ type: 'group', id }))];
  }

  async nameOf({ id }: Assignee): Promise<string | undefined> {
    return this.names.get(id) ?? `Name of ${id}`;
  }

  async foreignManagementAccount(): Promise<string | undefined> {
    return this.managementAccount;
  }

  async setsIn(accountId: string): Promise<string[]> {
    this.#spend();
    return accountId === this.managementAccount ? this.managementSets : [];
  }

  async tagsOf(setArn: string): Promise<ReadonlyMap<string, string>> {
    return this.tags.get(setArn) ?? new Map([['jit-eligible', 'true']]);
  }

  async probe(): Promise<Right[]> {
    return ['sso:ListPermissionSets', 'sso:ListTagsForResource'].map(
      action => ({ action, allowed: !this.denied.includes(action) }),
    );
  }

  #spend(): void {
    if (this.failsWith) throw this.failsWith;
    this.calls -= 1;
  }
}
