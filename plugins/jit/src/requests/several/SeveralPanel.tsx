import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Skeleton from '@material-ui/lab/Skeleton';
import { Submission } from '@jit-portal/backstage-plugin-jit-common';
import { useIsSlow } from '../../lists/SkeletonRows';
import { LoadError } from '../../shared/LoadError';
import { useWords } from '../../translation';
import { FormStart } from '../useRequestForm';
import { SeveralForm } from './SeveralForm';
import { SeveralSent } from './SeveralSent';
import { OptionsOfOne } from './useSeveralOptions';

function Loading() {
  return useIsSlow() ? <Skeleton height={160} aria-busy="true" /> : null;
}

/** The form for several accounts, and what came of it. */
export function SeveralPanel(props: {
  answers: OptionsOfOne[];
  start: FormStart;
  newKey?: () => string;
  onChoose(accountIds: string[]): void;
  /** Told when what was sent takes the form's place, and when it gives it back. */
  onShowSent?(isShown: boolean): void;
}) {
  const { answers, onChoose, onShowSent } = props;
  const t = useWords();
  const [sent, setSent] = useState<Submission>();
  const show = (submission: Submission | undefined) => {
    setSent(submission);
    onShowSent?.(submission !== undefined);
  };
  const all = answers.flatMap(({ options }) => options ?? []);
  if (sent) {
    return (
      <SeveralSent
        submission={sent}
        accounts={all.map(({ account }) => account)}
        onDone={() => {
          show(undefined);
          onChoose([]);
        }}
        onCorrect={accountIds => {
          show(undefined);
          onChoose(accountIds);
        }}
      />
    );
  }
  const remove = (accountId: string) =>
    onChoose(answers.map(({ id }) => id).filter(id => id !== accountId));
  const failed = answers.find(({ error }) => error);
  if (failed) {
    return (
      <>
        <LoadError
          what={t('requester.several.whatOf', { id: failed.id })}
          error={failed.error!}
          onRetry={failed.retry}
        />
        <Button variant="outlined" onClick={() => remove(failed.id)}>
          {t('requester.several.remove', { account: failed.id })}
        </Button>
      </>
    );
  }
  if (all.length < answers.length) return <Loading />;
  return (
    <SeveralForm
      all={all}
      start={props.start}
      newKey={props.newKey}
      onRemove={remove}
      onSent={show}
    />
  );
}
