import { DurationField } from '../DurationField';
import { JustificationField } from '../JustificationField';
import { CustomFormState } from './useCustomForm';
import { useCustomWords } from './useCustomWords';

/** For how long, and why. */
export function TermsStep({ form }: { form: CustomFormState }) {
  const { values, limits, refused, change } = form;
  const words = useCustomWords(limits);
  return (
    <>
      <DurationField
        limits={limits}
        minutes={values.minutes}
        error={words(form.shown('minutes')) ?? refused.minutes?.message}
        inputRef={form.inputRef('minutes')}
        onChange={minutes => change({ minutes })}
        onLeave={() => form.leave('minutes')}
      />
      <JustificationField
        limits={limits}
        value={values.justification}
        error={
          words(form.shown('justification')) ?? refused.justification?.message
        }
        inputRef={form.inputRef('justification')}
        onChange={justification => change({ justification })}
        onLeave={() => form.leave('justification')}
      />
    </>
  );
}
