import {
  AccountLimits,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { Problem, capsOf } from './formValues';

/** Turns a problem into its sentence. */
export function useProblemWords(limits: AccountLimits) {
  const t = useWords();
  const { min, max, step } = capsOf(limits);
  return (problem: Problem | undefined): string | undefined => {
    switch (problem?.kind) {
      case 'required':
        return t('requester.form.required');
      case 'duration':
        return t('requester.form.durationError', {
          min: wordsOf(min),
          max: wordsOf(max),
        });
      case 'step':
        return t('requester.form.durationStep', { step: wordsOf(step) });
      case 'too-short':
        return t('requester.form.moreNeeded', { count: problem.missing });
      case 'too-long':
        return t('requester.form.tooLong', {
          max: String(limits.justificationMax),
        });
      default:
        return undefined;
    }
  };
}
