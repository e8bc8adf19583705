import {
  AccountState,
  FieldProblem,
  PermissionSetType,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountRecord } from '../accounts/Accounts';
import { Chain, minutesLeft } from './chain';
import { accountProblem, offerProblem } from './conditions';
import { CustomFacts, customSetProblems } from './customSet';
import { Refusal, RefusalCode } from './refusal';
import { textProblem } from './text';

/** What configuration says of durations and texts. */
export interface ValueLimits {
  minMinutes: number;
  stepMinutes: number;
  justification: { min: number; max: number };
  /** Nothing cuts credentials off, so they must not outlast the session (H25). */
  refuseLongCredentials: boolean;
}

/** The values of a submission, read. */
export interface SubmittedValues {
  setName: string;
  type: PermissionSetType;
  /** Undefined where the text is no duration of whole minutes. */
  minutes?: number;
  /** Tidy; see text.ts. */
  justification: string;
}

interface Problem extends FieldProblem {
  code: RefusalCode;
}

function durationProblem(
  minutes: number | undefined,
  maxMinutes: number,
  { minMinutes, stepMinutes }: ValueLimits,
): string | undefined {
  if (minutes === undefined) {
    return 'Write an ISO 8601 duration of whole minutes, such as PT1H30M.';
  }
  if (minutes < minMinutes || minutes > maxMinutes) {
    return `Choose between ${wordsOf(minMinutes)} and ${wordsOf(maxMinutes)}.`;
  }
  return minutes % stepMinutes === 0
    ? undefined
    : `Choose a multiple of ${wordsOf(stepMinutes)}.`;
}

function chainProblem(
  minutes: number,
  maxMinutes: number,
  chain: Chain,
  now: Date,
): string | undefined {
  const left = minutesLeft(chain, maxMinutes, now);
  if (minutes <= left) return undefined;
  const earlier = chain.numbers.map(number => `SES-${number}`).join(', ');
  return `Together with ${earlier} this would be longer than ${wordsOf(
    maxMinutes,
  )} without a break.`;
}

const HOUR = 60;

/** What is wrong with the set that is asked for. */
function setProblems(
  values: SubmittedValues,
  account: AccountRecord,
  custom: CustomFacts | undefined,
): Problem[] {
  const { setName, type } = values;
  if (type === 'standard') {
    const message = offerProblem(account, setName);
    const field = 'permissionSet.name';
    return message ? [{ code: 'set-not-offered', field, message }] : [];
  }
  if (account.settings.customAllowed) {
    return custom ? customSetProblems(custom) : [];
  }
  return [
    {
      code: 'custom-sets-not-allowed',
      field: 'permissionSet.type',
      message: `${account.name} takes no custom permission sets. Choose one of those offered.`,
    },
  ];
}

/**
 * Credentials live as long as the set's IAM session, an hour at least: a set
 * whose sessions are longer than that and than the duration would give more
 * than was asked for (H25).
 */
export const outliveIt = (sessionMinutes: number, minutes: number) =>
  sessionMinutes > Math.max(HOUR, minutes);

/** Whether a set may be asked for, for so long. */
export function longCredentialsProblem(
  setName: string,
  sessionMinutes: number,
  minutes: number,
  { refuseLongCredentials }: ValueLimits,
  field: string = 'duration',
): Refusal | undefined {
  if (!refuseLongCredentials || !outliveIt(sessionMinutes, minutes)) {
    return undefined;
  }
  const message = `AWS credentials of ${setName} last ${wordsOf(
    sessionMinutes,
  )}, longer than the ${wordsOf(minutes)} asked for. Ask for ${wordsOf(
    sessionMinutes,
  )}, or for another permission set.`;
  return {
    code: 'too-long',
    message,
    details: [{ field, message }],
  };
}

/** Everything about the values that cannot be accepted, told at once. */
export function valueProblems(
  values: SubmittedValues,
  account: AccountRecord,
  state: AccountState,
  chain: Chain,
  limits: ValueLimits,
  now: Date,
  custom?: CustomFacts,
): Refusal | undefined {
  const { maxMinutes } = account.settings;
  const problems: Problem[] = [];
  const tell = (code: RefusalCode, field: string, message?: string) => {
    if (message) problems.push({ code, field, message });
  };
  tell('account-not-active', 'accountId', accountProblem(account, state));
  problems.push(...setProblems(values, account, custom));
  const duration = durationProblem(values.minutes, maxMinutes, limits);
  tell('invalid-values', 'duration', duration);
  if (!duration) {
    const tooLong = chainProblem(values.minutes!, maxMinutes, chain, now);
    tell('too-long', 'duration', tooLong);
  }
  tell(
    'invalid-values',
    'justification',
    textProblem(values.justification, limits.justification),
  );
  if (problems.length === 0) return undefined;
  return {
    code: problems[0].code,
    message: problems.map(({ message }) => message).join(' '),
    details: problems.map(({ field, message }) => ({ field, message })),
  };
}
