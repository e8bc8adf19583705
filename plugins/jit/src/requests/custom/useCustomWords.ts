import { useWords } from '../../translation';
import { useProblemWords } from '../useProblemWords';
import { CustomProblem } from './customValues';
import { CustomFormState } from './useCustomForm';

/** Turns a problem into its sentence. */
export function useCustomWords(limits: CustomFormState['limits']) {
  const t = useWords();
  const others = useProblemWords(limits);
  const { namePrefix, nameMax } = limits;
  return (problem: CustomProblem | undefined): string | undefined => {
    switch (problem?.kind) {
      case 'name-missing':
        return t('custom.nameMissing', {
          max: String(nameMax - namePrefix.length),
        });
      case 'name-characters':
        return t('custom.nameCharacters', {
          wrong: [...problem.wrong]
            .map(one => (one === ' ' ? t('custom.space') : one))
            .join(' '),
        });
      case 'name-too-long':
        return t('custom.nameTooLong', {
          max: String(nameMax),
          prefix: namePrefix,
        });
      case 'nothing-chosen':
        return t('custom.nothingChosen');
      case 'too-many':
        return t('custom.tooMany', { max: String(limits.managedPolicies) });
      case 'not-json':
        return t('custom.notJson');
      case 'policy-too-long':
        return t('custom.policyTooLong', { count: problem.by });
      case 'to-fill-in':
        return t('custom.toFillIn', { line: String(problem.line) });
      case 'has-errors':
        return t('custom.hasErrors');
      case 'not-accepted':
        return t('custom.notAccepted');
      default:
        return others(problem);
    }
  };
}
