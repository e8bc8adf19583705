import { Facts } from '../data/ServiceFacts';
import { Setting } from '../paths/limits';
import { ActionIndex } from '../patterns/ActionIndex';
import { isEverything, serviceOf } from '../patterns/actions';
import { isLimitedBy } from '../patterns/conditions';
import {
  isAnywhere,
  Reach,
  reachOfAll,
  reachOfKind,
  widest,
} from '../patterns/resources';
import { Statement, Written } from '../reading/Policy';
import { Source, SourcedPolicy } from './Finding';
import { Remembered } from './Remembered';

/** One statement that allows one action. */
export interface Grant {
  action: string;
  source: Source;
  statement: Statement;
  /** The pattern that takes the action; the element itself for NotAction. */
  pattern: Written;
  reach: Reach;
}

export interface AllowStatement {
  source: Source;
  statement: Statement;
}

/** What all policies of a set allow together: a role has them all at once. */
export class Grants {
  readonly allows: AllowStatement[];
  readonly #denies: Statement[];
  readonly #denied = new Remembered<string, boolean>();
  readonly #kinds = new Remembered<
    Statement,
    Remembered<string, Reach | undefined>
  >();

  constructor(
    policies: SourcedPolicy[],
    readonly facts: Facts,
    private readonly setting: Setting = {},
  ) {
    const all = policies.flatMap(({ source, policy }) =>
      policy.statements.map(statement => ({ source, statement })),
    );
    this.allows = all.filter(({ statement }) => statement.effect === 'Allow');
    this.#denies = all
      .map(({ statement }) => statement)
      .filter(deniesEverywhere);
  }

  /** Every statement that allows this action on anything it can be used on. */
  of(action: string): Grant[] {
    if (this.isDenied(action)) return [];
    return this.allows.flatMap(({ source, statement }) => {
      const pattern = patternFor(statement, action);
      const reach = pattern && this.reach(statement, action);
      return pattern && reach
        ? [{ action, source, statement, pattern, reach }]
        : [];
    });
  }

  anyOf(actions: string[]): Grant[] {
    return actions.flatMap(action => this.of(action));
  }

  /**
   * Whether a deny without conditions, on everything, takes away all that an
   * action or a pattern takes; other denies may not hold.
   */
  isDenied(pattern: string): boolean {
    return this.#denied.get(pattern, () =>
      this.#denies.some(statement => speaksOfAll(statement, pattern)),
    );
  }

  /** Undefined where the action cannot be used on any resource named. */
  reach(statement: Statement, action: string): Reach | undefined {
    const service = serviceOf(action) ?? '';
    const name = action.slice(service.length + 1).toLowerCase();
    const known = this.facts.service(service)?.actions.get(name);
    if (!known) return reachOfAll(statement, one => this.#kindsOf(one));
    if (isAnywhere(statement)) return 'any';
    return widest(known.arns.map(arn => this.#reachOfKind(statement, arn)));
  }

  /** Whether a condition on any of these keys limits a statement. */
  isLimited(statement: Statement, keys: string[]): boolean {
    return isLimitedBy(statement, keys, this.setting);
  }

  /** Asked for thousands of actions, which have a few kinds between them. */
  #reachOfKind(statement: Statement, arn: string): Reach | undefined {
    const kinds = this.#kinds.get(statement, () => new Remembered());
    return kinds.get(arn, () => reachOfKind(statement, arn));
  }

  /** Those that AWS lists; of a service that it does not have, any. */
  #kindsOf(service: string): string[] {
    return this.facts.service(service)?.kinds ?? ['*'];
  }
}

function deniesEverywhere(statement: Statement): boolean {
  const { effect, conditions, resources } = statement;
  return (
    effect === 'Deny' &&
    conditions.length === 0 &&
    !resources.inverted &&
    resources.listed.some(({ text }) => text === '*')
  );
}

const INDEXES = new WeakMap<readonly Written[], ActionIndex>();

/** Lists do not change once they are read. */
function indexOf(listed: readonly Written[]): ActionIndex {
  const index = INDEXES.get(listed) ?? new ActionIndex(listed);
  INDEXES.set(listed, index);
  return index;
}

/**
 * Whether a statement speaks of all that a pattern takes. NotAction does where
 * nothing that it lists is among that: `NotAction: iam:CreateUser` leaves a
 * hole in `iam:*`.
 */
function speaksOfAll({ actions }: Statement, pattern: string): boolean {
  const index = indexOf(actions.listed);
  return actions.inverted
    ? !index.meets(pattern)
    : index.find(pattern) !== undefined;
}

/** The pattern by which a statement speaks of one action; never of a pattern. */
export function patternFor(
  { actions }: Statement,
  action: string,
): Written | undefined {
  const { listed, inverted, place } = actions;
  const found = indexOf(listed).find(action);
  if (!inverted) return found;
  return found ? undefined : { text: 'NotAction', place };
}

/** Whether a statement allows every action, or every one but some. */
export function allowsEverything({ actions }: Statement): boolean {
  return (
    actions.inverted || actions.listed.some(({ text }) => isEverything(text))
  );
}

/** In whatever path; with anything else before the name it is somebody else's. */
const OWN = /:(user|mfa)\/([^$:]*\/)?\$\{aws:username\}$/;

/** Keys and passwords of one's own give nothing new. */
export function isOwn({ action, statement: { resources } }: Grant): boolean {
  return (
    action.startsWith('iam:') &&
    !resources.inverted &&
    resources.listed.every(({ text }) => OWN.test(text))
  );
}
