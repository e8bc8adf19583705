import {
  AccountLimits,
  RequestOptions,
  lengthOf,
  minutesOf,
  tidy,
  visibleLengthOf,
} from '@jit-portal/backstage-plugin-jit-common';

/** What the form holds, as typed. */
export interface FormValues {
  permissionSet: string;
  /** Minutes; NaN while the boxes of `Other` hold no number. */
  minutes: number;
  justification: string;
}

/** The fields, in the order of the form: the first with an error takes the focus. */
export const fields = ['permissionSet', 'minutes', 'justification'] as const;

/** One of the form's fields. */
export type Field = (typeof fields)[number];

/** What is wrong with a field. */
export type Problem =
  | { kind: 'required' }
  | { kind: 'duration' }
  | { kind: 'step' }
  | { kind: 'too-short'; missing: number }
  | { kind: 'too-long' };

const PRESETS = [30, 60, 120, 240, 480];

/** The caps of an account in minutes. */
export function capsOf(limits: AccountLimits) {
  return {
    min: minutesOf(limits.durationMin) ?? 15,
    max: minutesOf(limits.durationMax) ?? 60,
    step: minutesOf(limits.durationStep) ?? 15,
  };
}

/** The durations offered with one press; none that the server would refuse. */
export function presetsOf(limits: AccountLimits): number[] {
  const { min, max, step } = capsOf(limits);
  return PRESETS.filter(one => one >= min && one <= max && one % step === 0);
}

export function durationProblem(
  minutes: number,
  limits: AccountLimits,
): Problem | undefined {
  const { min, max, step } = capsOf(limits);
  if (!(minutes >= min && minutes <= max)) return { kind: 'duration' };
  return minutes % step === 0 ? undefined : { kind: 'step' };
}

export function justificationProblem(
  text: string,
  limits: AccountLimits,
): Problem | undefined {
  const missing = limits.justificationMin - visibleLengthOf(text);
  if (missing > 0) return { kind: 'too-short', missing };
  return lengthOf(tidy(text)) > limits.justificationMax
    ? { kind: 'too-long' }
    : undefined;
}

/** Judges the form as the server will. */
export function problemsOf(
  values: FormValues,
  options: RequestOptions,
): Partial<Record<Field, Problem>> {
  const { limits } = options.account;
  const isOffered = options.permissionSets.some(
    set => set.name === values.permissionSet,
  );
  const all = {
    permissionSet: isOffered ? undefined : ({ kind: 'required' } as const),
    minutes: durationProblem(values.minutes, limits),
    justification: justificationProblem(values.justification, limits),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, problem]) => problem),
  );
}

const TICKET = /https?:\/\/\S+|\b[A-Z][A-Z0-9]+-\d+\b/g;

/** A justification to begin from again: without the ticket of last time. */
export function withoutTicket(justification: string): string {
  return justification.replace(TICKET, '').replace(/ {2,}/g, ' ').trim();
}
