import {
  AccountLimits,
  CustomPermissionSet,
  PolicyFinding,
  PolicyFindings,
  RequestOptions,
  SubmitRequest,
  isoOf,
  minutesOf,
  nonBlankLength,
} from '@jit-portal/backstage-plugin-jit-common';
import { isJson, lineToFillIn } from '../../policies';
import { durationProblem, justificationProblem } from '../formValues';

/** What a custom set has to keep to, told by the server. */
export type CustomLimits = NonNullable<RequestOptions['customLimits']>;

/** What the form holds, as typed. */
export interface CustomValues {
  /** What follows the fixed prefix. */
  name: string;
  /** Of the IAM session. */
  sessionMinutes: number;
  /** ARNs. */
  managedPolicies: string[];
  inlinePolicy: string;
  /** The high findings for which the tick was set: {@link highKeyOf}. */
  accepted: string;
  /** Of the access; NaN while the boxes of `Other` hold no number. */
  minutes: number;
  justification: string;
}

export const steps = ['permissions', 'terms', 'check'] as const;

/** One of the form's steps. */
export type Step = (typeof steps)[number];

/** The fields, in the order of the form: the first with an error takes the focus. */
export const customFields = [
  'name',
  'sessionMinutes',
  'managedPolicies',
  'inlinePolicy',
  'accepted',
  'minutes',
  'justification',
] as const satisfies readonly (keyof CustomValues)[];

/** One of the form's fields. */
export type CustomField = (typeof customFields)[number];

export function stepOf(field: CustomField): Step {
  return field === 'minutes' || field === 'justification'
    ? 'terms'
    : 'permissions';
}

/** What is wrong with a field. */
export type CustomProblem =
  | { kind: 'name-missing' }
  | { kind: 'name-characters'; wrong: string }
  | { kind: 'name-too-long' }
  | { kind: 'nothing-chosen' }
  | { kind: 'too-many' }
  | { kind: 'not-json' }
  | { kind: 'policy-too-long'; by: number }
  | { kind: 'to-fill-in'; line: number }
  | { kind: 'has-errors' }
  | { kind: 'not-accepted' }
  | NonNullable<ReturnType<typeof durationProblem>>
  | NonNullable<ReturnType<typeof justificationProblem>>;

const NOT_IN_NAME = /[^A-Za-z0-9_+=,.@-]/g;

/** Characters that AWS does not take in the name of a permission set, each once. */
function wrongCharacters(name: string): string {
  return [...new Set(name.match(NOT_IN_NAME) ?? [])].join('');
}

function nameProblem(
  name: string,
  { namePrefix, nameMax }: CustomLimits,
): CustomProblem | undefined {
  const wrong = wrongCharacters(name);
  if (name === '') return { kind: 'name-missing' };
  if (wrong) return { kind: 'name-characters', wrong };
  return namePrefix.length + name.length > nameMax
    ? { kind: 'name-too-long' }
    : undefined;
}

const isInline = (one: PolicyFinding) => one.source === 'inline';

function managedProblem(
  { managedPolicies, inlinePolicy }: CustomValues,
  limits: CustomLimits,
  said: PolicyFindings | undefined,
): CustomProblem | undefined {
  if (managedPolicies.length === 0 && inlinePolicy.trim() === '') {
    return { kind: 'nothing-chosen' };
  }
  if (managedPolicies.length > limits.managedPolicies) {
    return { kind: 'too-many' };
  }
  return said?.findings.some(one => one.refuses && !isInline(one))
    ? { kind: 'has-errors' }
    : undefined;
}

function inlineProblem(
  { inlinePolicy }: CustomValues,
  limits: CustomLimits,
  said: PolicyFindings | undefined,
): CustomProblem | undefined {
  if (inlinePolicy.trim() === '') return undefined;
  if (!isJson(inlinePolicy)) return { kind: 'not-json' };
  const max = said?.size?.maxNonBlank ?? limits.inlinePolicyNonBlank;
  const by = nonBlankLength(inlinePolicy) - max;
  if (by > 0) return { kind: 'policy-too-long', by };
  const line = lineToFillIn(inlinePolicy);
  if (line !== undefined) return { kind: 'to-fill-in', line };
  const hasErrors =
    said &&
    (said.problems.length > 0 ||
      said.findings.some(one => one.refuses && isInline(one)));
  return hasErrors ? { kind: 'has-errors' } : undefined;
}

/**
 * Names the high findings that do not refuse, so that a tick set for some does
 * not stand for others. Empty where there are none.
 */
export function highKeyOf(said: PolicyFindings | undefined): string {
  return (said?.findings ?? [])
    .filter(one => one.severity === 'HIGH' && !one.refuses)
    .map(({ code, source, text }) => `${code} ${source} ${text}`)
    .sort()
    .join('\n');
}

/** Judges the form as the server will, with what it has said of the policies. */
export function customProblemsOf(
  values: CustomValues,
  limits: CustomLimits & AccountLimits,
  said: PolicyFindings | undefined,
): Partial<Record<CustomField, CustomProblem>> {
  const isAccepted =
    highKeyOf(said) === '' || highKeyOf(said) === values.accepted;
  const all: Partial<Record<CustomField, CustomProblem>> = {
    name: nameProblem(values.name, limits),
    managedPolicies: managedProblem(values, limits, said),
    inlinePolicy: inlineProblem(values, limits, said),
    accepted: isAccepted ? undefined : { kind: 'not-accepted' },
    minutes: durationProblem(values.minutes, limits),
    justification: justificationProblem(values.justification, limits),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, problem]) => problem),
  );
}

/** What a custom request may begin with: an earlier one, asked for again. */
export interface CustomStart {
  custom?: CustomPermissionSet;
  duration?: string;
  justification?: string;
}

/** The form as it is opened. */
export function valuesFrom(
  { custom, duration, justification = '' }: CustomStart,
  limits: CustomLimits & AccountLimits,
): CustomValues {
  const shortest = minutesOf(limits.sessionDurationMin) ?? 60;
  return {
    name: custom?.name.slice(limits.namePrefix.length) ?? '',
    sessionMinutes: minutesOf(custom?.sessionDuration ?? '') ?? shortest,
    managedPolicies: custom?.managedPolicies ?? [],
    // As the editor keeps it, so that what is shown is what is sent
    inlinePolicy: custom?.inlinePolicy?.replace(/\r\n?/g, '\n') ?? '',
    accepted: '',
    minutes: minutesOf(duration ?? limits.durationDefault) ?? 60,
    justification,
  };
}

/** The request that the form makes. */
export function bodyOf(
  values: CustomValues,
  accountId: string,
  { namePrefix }: CustomLimits,
): SubmitRequest {
  const { inlinePolicy } = values;
  return {
    accountId,
    permissionSet: {
      type: 'custom',
      name: `${namePrefix}${values.name}`,
      sessionDuration: isoOf(values.sessionMinutes),
      managedPolicies: values.managedPolicies,
      ...(inlinePolicy.trim() !== '' && { inlinePolicy }),
    },
    duration: isoOf(values.minutes),
    justification: values.justification.trim(),
  };
}
