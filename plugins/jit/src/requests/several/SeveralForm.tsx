import { FormEvent } from 'react';
import Box from '@material-ui/core/Box';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import {
  RequestOptions,
  Submission,
  wordsOf,
} from '@jit-portal/backstage-plugin-jit-common';
import { AccountText } from '../../shared/AccountText';
import { ActionButton } from '../../shared/ActionButton';
import { EmptyNote } from '../../shared/EmptyNote';
import { millisOf, nearTime } from '../../shared/formats';
import { useNow } from '../../shared/useNow';
import { useOnline } from '../../shared/useOnline';
import { useZone } from '../../shared/zone';
import { useWords } from '../../translation';
import { waitingFor } from '../AlreadyThere';
import { DurationField } from '../DurationField';
import { JustificationField } from '../JustificationField';
import { PermissionSetField } from '../PermissionSetField';
import { FormErrors } from '../RequestForm';
import { useProblemWords } from '../useProblemWords';
import { FormStart, useRequestForm } from '../useRequestForm';
import { commonTerms } from './commonTerms';
import { useSeveralSubmission } from './useSeveralSubmission';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  line: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 0),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  text: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
}));

/** Why an account is left out, or undefined. */
function useWhyLeftOut() {
  const t = useWords();
  return (options: RequestOptions, set: string): string | undefined => {
    const { canRequest } = options.account;
    if (!canRequest.allowed) {
      return canRequest.because ?? t('requester.options.notAllowed');
    }
    const waiting = set ? waitingFor(options, set) : undefined;
    return waiting && t('requester.form.waiting', { number: waiting.number });
  };
}

function AccountLines(props: {
  all: RequestOptions[];
  whyLeftOut(options: RequestOptions): string | undefined;
  onRemove(accountId: string): void;
}) {
  const t = useWords();
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={t('requester.several.list')}>
      {props.all.map(options => {
        const { account } = options;
        const why = props.whyLeftOut(options);
        const label = t('requester.several.remove', { account: account.name });
        return (
          <li key={account.id} className={classes.line}>
            <div className={classes.text}>
              <AccountText account={account} />
              {why && (
                <Typography variant="body2">
                  {t('requester.several.leftOut', { why })}
                </Typography>
              )}
            </div>
            <Tooltip title={label}>
              <IconButton
                size="small"
                aria-label={label}
                onClick={() => props.onRemove(account.id)}
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}

function WhatFollows(props: { terms: RequestOptions; minutes: number }) {
  const { terms, minutes } = props;
  const t = useWords();
  const zone = useZone();
  const now = useNow();
  const expires = now + millisOf(terms.account.limits.approvalWindow);
  return (
    <section>
      <Typography variant="subtitle2" component="h3">
        {t('requester.form.next')}
      </Typography>
      <Typography component="ol" variant="body2" style={{ paddingLeft: 20 }}>
        <li>{t('requester.several.nextReview')}</li>
        <li>
          {t('requester.form.nextExpire', {
            time: nearTime(new Date(expires).toISOString(), zone.name, now),
          })}
        </li>
        {minutes > 0 && (
          <li>{t('requester.form.nextAccess', { words: wordsOf(minutes) })}</li>
        )}
      </Typography>
    </section>
  );
}

interface Props {
  all: RequestOptions[];
  start: FormStart;
  newKey?: () => string;
  onRemove(accountId: string): void;
  onSent(submission: Submission): void;
}

function Fields(props: Props & { open: RequestOptions[] }) {
  const { all, open } = props;
  const t = useWords();
  const online = useOnline();
  const whyLeftOut = useWhyLeftOut();
  const terms = commonTerms(open);
  const words = useProblemWords(terms.account.limits);
  const sentFor = (set: string) =>
    open.filter(one => !whyLeftOut(one, set)).map(({ account }) => account.id);
  const form = useRequestForm<Submission>({
    options: terms,
    start: props.start,
    submission: useSeveralSubmission(sentFor, props.newKey),
    draftKey: 'justification for several',
    onSent: props.onSent,
  });
  const { permissionSet, minutes, justification } = form.values;
  const sent = sentFor(permissionSet);
  const because =
    (online ? undefined : t('common.banner.offlineAction')) ??
    (sent.length === 0 ? t('requester.several.none') : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!because) form.send();
  };
  return (
    <form onSubmit={submit} noValidate>
      <AccountLines
        all={all}
        whyLeftOut={one => whyLeftOut(one, permissionSet)}
        onRemove={props.onRemove}
      />
      <Typography variant="body2" color="textSecondary">
        {t('requester.several.custom')}
      </Typography>
      {terms.permissionSets.length === 0 ? (
        <EmptyNote
          title={t(
            terms.moreSetsToCome
              ? 'requester.options.setsToCome'
              : 'requester.several.noSets',
          )}
          text={t(
            terms.moreSetsToCome
              ? 'requester.options.setsToComeMore'
              : 'requester.several.noSetsMore',
          )}
        />
      ) : (
        <>
          <PermissionSetField
            sets={terms.permissionSets}
            moreToCome={terms.moreSetsToCome}
            value={permissionSet}
            error={
              words(form.shown('permissionSet')) ??
              form.saidByServer.permissionSet
            }
            inputRef={form.inputRef('permissionSet')}
            onChange={form.setPermissionSet}
            onLeave={() => form.leave('permissionSet')}
          />
          <DurationField
            limits={terms.account.limits}
            minutes={minutes}
            error={words(form.shown('minutes')) ?? form.saidByServer.minutes}
            inputRef={form.inputRef('minutes')}
            onChange={form.setMinutes}
            onLeave={() => form.leave('minutes')}
          />
          <JustificationField
            limits={terms.account.limits}
            value={justification}
            error={
              words(form.shown('justification')) ??
              form.saidByServer.justification
            }
            inputRef={form.inputRef('justification')}
            onChange={form.setJustification}
            onLeave={() => form.leave('justification')}
          />
          <WhatFollows terms={terms} minutes={minutes} />
          <FormErrors form={form} />
          <Box mt={2} display="flex" justifyContent="flex-end">
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
                : t('requester.several.send', { count: sent.length })}
            </ActionButton>
          </Box>
        </>
      )}
    </form>
  );
}

/** One standard set on several accounts: what they have in common is asked for. */
export function SeveralForm(props: Props) {
  const { all } = props;
  const t = useWords();
  const whyLeftOut = useWhyLeftOut();
  const open = all.filter(({ account }) => account.canRequest.allowed);
  if (open.length > 0) return <Fields {...props} open={open} />;
  return (
    <>
      <AccountLines
        all={all}
        whyLeftOut={one => whyLeftOut(one, '')}
        onRemove={props.onRemove}
      />
      <EmptyNote title={t('requester.several.none')} />
    </>
  );
}
