import { FormEvent } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import {
  AccessRequest,
  RequestOptions,
  minutesOf,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { ErrorId } from '../shared/ErrorId';
import { sentenceOf } from '../shared/errors';
import { useOnline } from '../shared/useOnline';
import { useWords } from '../translation';
import { AlreadyThere, waitingFor } from './AlreadyThere';
import { DurationField } from './DurationField';
import { JustificationField } from './JustificationField';
import { PermissionSetField } from './PermissionSetField';
import { WhatHappensNext } from './WhatHappensNext';
import { useProblemWords } from './useProblemWords';
import { FormStart, RequestFormState, useRequestForm } from './useRequestForm';
import { useSubmission } from './useSubmission';

function useCredentialsNote(options: RequestOptions, form: RequestFormState) {
  const t = useWords();
  const set = options.permissionSets.find(
    one => one.name === form.values.permissionSet,
  );
  const signIn = set ? minutesOf(set.sessionDuration) ?? 0 : 0;
  return signIn > form.values.minutes
    ? t('requester.form.credentialsNote', { words: wordsOf(signIn) })
    : undefined;
}

/** What keeps the form from being sent, above its button. */
export function FormErrors({ form }: { form: RequestFormState }) {
  const t = useWords();
  const isAtField = Object.keys(form.saidByServer).length > 0;
  return (
    <div role="alert">
      {form.wrongCount > 0 && (
        <Banner family="red">
          {t('requester.form.fix', { count: form.wrongCount })}
        </Banner>
      )}
      {form.error && !isAtField && (
        <Banner family="red">
          {t('requester.form.notSent', { reason: sentenceOf(form.error) })}{' '}
          <ErrorId error={form.error} />
        </Banner>
      )}
    </div>
  );
}

/** Asks for a standard permission set on one account; one screen. */
export function RequestForm(props: {
  options: RequestOptions;
  start?: FormStart;
  /** Where random keys come from. */
  newKey?: () => string;
  onSent(request: AccessRequest): void;
  onCancel?(): void;
}) {
  const { options, onCancel } = props;
  const { limits } = options.account;
  const t = useWords();
  const words = useProblemWords(limits);
  const online = useOnline();
  const submission = useSubmission(props.newKey);
  const form = useRequestForm({
    options,
    start: props.start ?? {},
    submission,
    onSent: props.onSent,
  });
  const note = useCredentialsNote(options, form);
  const { permissionSet, minutes, justification } = form.values;
  const waiting = waitingFor(options, permissionSet);
  const offline = online ? undefined : t('common.banner.offlineAction');
  const because = waiting
    ? t('requester.form.waiting', { number: waiting.number })
    : offline;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!because) form.send();
  };
  return (
    <form onSubmit={submit} noValidate>
      <PermissionSetField
        sets={options.permissionSets}
        moreToCome={options.moreSetsToCome}
        value={permissionSet}
        error={
          words(form.shown('permissionSet')) ?? form.saidByServer.permissionSet
        }
        inputRef={form.inputRef('permissionSet')}
        onChange={form.setPermissionSet}
        onLeave={() => form.leave('permissionSet')}
      />
      <AlreadyThere options={options} set={permissionSet} />
      <DurationField
        limits={limits}
        minutes={minutes}
        error={words(form.shown('minutes')) ?? form.saidByServer.minutes}
        note={note}
        inputRef={form.inputRef('minutes')}
        onChange={form.setMinutes}
        onLeave={() => form.leave('minutes')}
      />
      <JustificationField
        limits={limits}
        value={justification}
        error={
          words(form.shown('justification')) ?? form.saidByServer.justification
        }
        inputRef={form.inputRef('justification')}
        onChange={form.setJustification}
        onLeave={() => form.leave('justification')}
      />
      <WhatHappensNext options={options} minutes={minutes} />
      <FormErrors form={form} />
      <Box mt={2} display="flex" justifyContent="flex-end" style={{ gap: 8 }}>
        {onCancel && (
          <Button onClick={onCancel} disabled={form.isSending}>
            {t('common.action.cancel')}
          </Button>
        )}
        <ActionButton
          type="submit"
          size="medium"
          variant="contained"
          color="primary"
          busy={form.isSending}
          because={because}
        >
          {form.isSending
            ? t('requester.form.sending')
            : t('requester.form.send')}
        </ActionButton>
      </Box>
    </form>
  );
}
