import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  AccessRequest,
  RequestOptions,
} from '@jit-portal/backstage-plugin-jit-common';
import { ActionButton } from '../../shared/ActionButton';
import { Banner } from '../../shared/Banner';
import { ErrorId } from '../../shared/ErrorId';
import { sentenceOf } from '../../shared/errors';
import { useOnline } from '../../shared/useOnline';
import { useWords } from '../../translation';
import { AlreadyThere, waitingFor } from '../AlreadyThere';
import { CheckStep } from './CheckStep';
import { DraftKey } from './customDraft';
import { CustomLimits, CustomStart, Step, steps } from './customValues';
import { PermissionsStep } from './PermissionsStep';
import { Steps } from './Steps';
import { TermsStep } from './TermsStep';
import { CustomFormState, useCustomForm } from './useCustomForm';

function Errors({ form }: { form: CustomFormState }) {
  const t = useWords();
  return (
    <div role="alert">
      {form.wrongCount > 0 && (
        <Banner family="red">
          {t('custom.fixNext', { count: form.wrongCount })}
        </Banner>
      )}
      {form.error && !form.isAtField && (
        <Banner family="red">
          {t('requester.form.notSent', { reason: sentenceOf(form.error) })}{' '}
          <ErrorId error={form.error} />
        </Banner>
      )}
    </div>
  );
}

/** Back, and on: to the next step, or away. */
function Buttons(props: {
  form: CustomFormState;
  /** Why it cannot be sent now. */
  because?: string;
  onCancel?(): void;
}) {
  const { form, onCancel } = props;
  const t = useWords();
  const at = steps.indexOf(form.step);
  const onStep = (step: Step) => () => form.goTo(step);
  const online = useOnline();
  const { check } = form;
  const offline =
    online || check.isSettled ? undefined : t('common.banner.offlineAction');
  const unchecked = check.error ? t('custom.notCheckedShort') : offline;
  return (
    <Box
      mt={2}
      display="flex"
      flexWrap="wrap"
      justifyContent="flex-end"
      style={{ gap: 8 }}
    >
      {onCancel && (
        <Button onClick={onCancel} disabled={form.isSending}>
          {t('common.action.cancel')}
        </Button>
      )}
      {at > 0 && (
        <Button
          variant="outlined"
          disabled={form.isSending}
          onClick={onStep(steps[at - 1])}
        >
          {t('custom.back')}
        </Button>
      )}
      {form.step === 'check' ? (
        <ActionButton
          size="medium"
          variant="contained"
          color="primary"
          busy={form.isSending}
          because={props.because}
          onClick={form.send}
        >
          {form.isSending
            ? t('requester.form.sending')
            : t('requester.form.send')}
        </ActionButton>
      ) : (
        <ActionButton
          size="medium"
          variant="contained"
          color="primary"
          busy={form.isWaiting}
          because={form.step === 'permissions' ? unchecked : undefined}
          onClick={form.next}
        >
          {form.isWaiting ? t('custom.checking') : t('custom.next')}
        </ActionButton>
      )}
    </Box>
  );
}

/** Asks for a permission set that is described here; three steps. */
export function CustomForm(props: {
  options: RequestOptions;
  limits: CustomLimits;
  start: CustomStart;
  draft: DraftKey;
  /** Where random keys come from. */
  newKey?: () => string;
  onSent(request: AccessRequest): void;
  onUseStandard(name: string, form: CustomFormState['values']): void;
  onCancel?(): void;
}) {
  const { options, onCancel } = props;
  const t = useWords();
  const online = useOnline();
  const form = useCustomForm(props);
  const { step, values, limits } = form;
  const name = `${limits.namePrefix}${values.name}`;
  const waiting = waitingFor(options, name);
  const offline = online ? undefined : t('common.banner.offlineAction');
  const because = waiting
    ? t('requester.form.waiting', { number: waiting.number })
    : offline;
  return (
    // Enter in a box sends nothing: each step has a button of its own
    <form noValidate onSubmit={event => event.preventDefault()}>
      <Steps step={step} headingRef={form.heading} onStep={form.goTo} />
      <AlreadyThere options={options} set={name} />
      {/* Kept while another step is shown: the editor's history is in it */}
      <div hidden={step !== 'permissions'}>
        <PermissionsStep
          form={form}
          onUseStandard={set => props.onUseStandard(set, values)}
        />
      </div>
      <div hidden={step !== 'terms'}>
        <TermsStep form={form} />
      </div>
      {step === 'check' && <CheckStep form={form} options={options} />}
      <Errors form={form} />
      <Buttons form={form} because={because} onCancel={onCancel} />
      <Typography variant="caption" color="textSecondary" display="block">
        {t('custom.kept')}
      </Typography>
    </form>
  );
}
