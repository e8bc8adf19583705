import {
  CustomPermissionSet,
  FieldProblem,
  isoOf,
  minutesOf,
  PolicyFinding,
  PolicyProblem,
  SetCoverage,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { RefusalCode } from './refusal';

/** A custom set's name begins with it, in this very spelling. */
export const NAME_PREFIX = 'JIT-';
/** AWS allows so many characters, the prefix among them. */
export const NAME_MAX = 32;
/** IAM sessions of a permission set last so long, says AWS. */
export const SESSION_MINUTES = { min: 60, max: 12 * 60 };

const NAME = /^JIT-[\w+=,.@-]{1,28}$/;
const AWS_MANAGED =
  /^arn:aws(-[a-z]{1,5}){0,3}:iam::aws:policy(\/[A-Za-z0-9.,+@=_-]+)*\/[A-Za-z0-9.,+@=_-]+$/;

/** AWS tells names apart by case; people do not. */
export function foldSetName(name: string): string {
  return name.toLowerCase();
}

/** A custom set as it was asked for, read; the policies as they came. */
export interface AskedCustomSet {
  name: string;
  /** Undefined where the text is no duration of whole minutes. */
  sessionMinutes?: number;
  /** Sorted: the order means nothing to AWS. */
  managedPolicies: string[];
  inlinePolicy?: string;
  permissionsBoundary?: string;
}

/** What configuration and AWS's quotas allow. */
export interface CustomLimits {
  managedPolicies: number;
  sets: number;
  setsPerAccount: number;
}

/** What is known of a custom set when it is sent. */
export interface CustomFacts {
  asked: AskedCustomSet;
  limits: CustomLimits;
  problems: PolicyProblem[];
  findings: PolicyFinding[];
  coveredBy: SetCoverage[];
  /** The name is taken; a free one, where one was found. */
  taken?: { suggestion?: string };
  /** How many sets there would be with it. */
  sets: number;
  setsInAccount: number;
  /** Nobody asked for one on this account before. */
  isFirst: boolean;
}

/** Reads what came over the wire; what is wrong with it is told later. */
export function askedSetOf(
  body: { name: string } & Partial<CustomPermissionSet>,
  permissionsBoundary: string | undefined,
): AskedCustomSet {
  return {
    name: body.name,
    sessionMinutes: minutesOf(body.sessionDuration ?? ''),
    managedPolicies: [...(body.managedPolicies ?? [])].sort(),
    // An empty box is no policy
    inlinePolicy: body.inlinePolicy?.trim() ? body.inlinePolicy : undefined,
    permissionsBoundary,
  };
}

interface Problem extends FieldProblem {
  code: RefusalCode;
}

const FIELD = {
  name: 'permissionSet.name',
  session: 'permissionSet.sessionDuration',
  managed: 'permissionSet.managedPolicies',
  inline: 'permissionSet.inlinePolicy',
};

function nameProblem({ asked, taken }: CustomFacts): string | undefined {
  const { name } = asked;
  if (!name.startsWith(NAME_PREFIX)) {
    return `The name of a custom permission set begins with ${NAME_PREFIX}.`;
  }
  if (!NAME.test(name)) {
    return `After ${NAME_PREFIX} write 1 to ${
      NAME_MAX - NAME_PREFIX.length
    } letters, digits or any of + = , . @ _ -`;
  }
  if (!taken) return undefined;
  const free = taken.suggestion ? ` ${taken.suggestion} is free.` : '';
  return `${name} is taken until its permission set is deleted.${free}`;
}

function sessionProblem({ asked }: CustomFacts): string | undefined {
  const { min, max } = SESSION_MINUTES;
  const { sessionMinutes: minutes } = asked;
  return minutes !== undefined && minutes >= min && minutes <= max
    ? undefined
    : `Choose between ${wordsOf(min)} and ${wordsOf(
        max,
      )}, as an ISO 8601 duration such as PT1H.`;
}

function managedProblem({ asked, limits }: CustomFacts): string | undefined {
  const { managedPolicies: arns, inlinePolicy } = asked;
  if (arns.length === 0 && inlinePolicy === undefined) {
    return 'Choose a managed policy, or write an inline policy.';
  }
  if (arns.length > limits.managedPolicies) {
    return `Choose at most ${limits.managedPolicies} managed policies; ${arns.length} are chosen.`;
  }
  const wrong = arns.find(arn => !AWS_MANAGED.test(arn));
  if (wrong !== undefined) {
    return 'Choose AWS managed policies by their ARN, such as arn:aws:iam::aws:policy/ReadOnlyAccess.';
  }
  const twice = arns.find((arn, at) => arns.indexOf(arn) !== at);
  return twice && `${twice} is chosen twice. Take one out.`;
}

function quotaProblem({ sets, setsInAccount, limits }: CustomFacts) {
  if (sets > limits.sets) {
    return `IAM Identity Center has room for ${limits.sets} permission sets, and no more. Try again when others have ended, or ask your platform team.`;
  }
  return setsInAccount > limits.setsPerAccount
    ? `The account has room for ${limits.setsPerAccount} permission sets, and no more. Try again when others have ended, or ask your platform team.`
    : undefined;
}

/** Everything about a custom set that cannot be accepted, with field and fix. */
export function customSetProblems(facts: CustomFacts): Problem[] {
  const problems: Problem[] = [];
  const tell = (code: RefusalCode, field: string, message?: string) => {
    if (message) problems.push({ code, field, message });
  };
  const { taken } = facts;
  tell(taken ? 'name-taken' : 'invalid-values', FIELD.name, nameProblem(facts));
  tell('invalid-values', FIELD.session, sessionProblem(facts));
  tell('invalid-values', FIELD.managed, managedProblem(facts));
  tell('sets-used-up', FIELD.name, quotaProblem(facts));
  for (const { field, message, place } of facts.problems) {
    const at = place ? ` (line ${place.line}, column ${place.column})` : '';
    tell('policy-refused', field, `${message}${at}`);
  }
  for (const { refuses, source, text, narrower, actions } of facts.findings) {
    if (!refuses) continue;
    const field = source === 'inline' ? FIELD.inline : FIELD.managed;
    const about = source === 'inline' ? '' : `${source}: `;
    const named = actions.length > 0 ? text : `${text}.`;
    tell('policy-refused', field, `${about}${named} ${narrower}`);
  }
  return problems;
}

/** Names to offer in place of one that is taken, the likeliest first. */
export function otherNames(name: string): string[] {
  return Array.from({ length: 20 }, (_, at) => {
    const suffix = `-${at + 2}`;
    return `${name.slice(0, NAME_MAX - suffix.length)}${suffix}`;
  });
}

/** The set as it is stored, shown and hashed. */
export function customSetOf(asked: AskedCustomSet): CustomPermissionSet {
  const { name, managedPolicies, inlinePolicy, permissionsBoundary } = asked;
  return {
    type: 'custom',
    name,
    sessionDuration: isoOf(asked.sessionMinutes!),
    managedPolicies,
    ...(inlinePolicy !== undefined && { inlinePolicy }),
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
  };
}
