import { useId, useState } from 'react';
import { LinkButton } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import OpenInNewIcon from '@material-ui/icons/OpenInNew';
import {
  Session,
  isFinalSession,
} from '@jit-portal/backstage-plugin-jit-common';
import { useJitLinks } from '../routes';
import { AccountId } from '../shared/AccountText';
import { ActionButton } from '../shared/ActionButton';
import { Banner } from '../shared/Banner';
import { StatusChip } from '../shared/StatusChip';
import { TimeRemaining } from '../shared/TimeRemaining';
import { Words, useWords } from '../translation';
import { CliSetup } from './CliSetup';
import { EndSession } from './EndSession';
import { FailureWords, WhatRemains, endWords, revokedWords } from './EndWords';
import { useTimeCalls } from './useTimeCalls';

const useStyles = makeStyles(theme => ({
  card: { padding: theme.spacing(2) },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1),
    '& h3': { ...(theme.typography.h6 as {}), margin: 0 },
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1.5),
    [theme.breakpoints.down('sm')]: {
      '& button, & a': { minHeight: 44 },
    },
  },
  last: { marginLeft: 'auto' },
}));

function whyNotOpen(t: Words, session: Session): string | undefined {
  if (session.state === 'SETTING_UP') return t('requester.sessions.preparing');
  return session.state === 'ACTIVE'
    ? undefined
    : t('requester.sessions.ending');
}

function OpenAws({ session }: { session: Session }) {
  const t = useWords();
  const because = whyNotOpen(t, session);
  const label = t('requester.sessions.openOf', {
    account: session.account.name,
    set: session.permissionSet.name,
  });
  if (because || !session.portalUrl) {
    return (
      <ActionButton because={because} aria-label={label}>
        {t('requester.sessions.open')}
      </ActionButton>
    );
  }
  return (
    <Button
      size="small"
      variant="contained"
      color="primary"
      href={session.portalUrl}
      target="_blank"
      rel="noopener noreferrer"
      endIcon={<OpenInNewIcon aria-hidden />}
      aria-label={label}
    >
      {t('requester.sessions.open')}
    </Button>
  );
}

function RequestAgain({ session }: { session: Session }) {
  const t = useWords();
  const links = useJitLinks();
  return (
    <LinkButton
      size="small"
      variant="outlined"
      to={links.page('request', {
        account: session.account.id,
        from: session.requestNumber,
      })}
    >
      {t('common.action.requestAgain')}
    </LinkButton>
  );
}

/** What the card says of itself: time left, or what became of it. */
function Story({ session }: { session: Session }) {
  const t = useWords();
  switch (session.state) {
    case 'ACTIVE':
      return session.expiresAt ? (
        <TimeRemaining
          wide
          what={`${session.account.name}, ${session.permissionSet.name}`}
          expiresAt={session.expiresAt}
          duration={session.duration}
        />
      ) : null;
    case 'SETTING_UP':
      return <Typography>{t('requester.sessions.preparing')}</Typography>;
    case 'REVOKED':
      return (
        <Banner family="red" role="alert">
          {revokedWords(t, session)}
        </Banner>
      );
    case 'FAILED':
      return (
        <Banner family="red" role="alert">
          {t('requester.sessions.failed')}
        </Banner>
      );
    case 'REVOKING':
      return (
        <Banner family="blue" role="status">
          {t('requester.sessions.ending')}{' '}
          {session.end && endWords(t, session.end)}
        </Banner>
      );
    case 'ENDED':
      return <Typography>{session.end && endWords(t, session.end)}</Typography>;
    default:
      return <Typography>{t('requester.sessions.ending')}</Typography>;
  }
}

/** One session of mine: how long, how to use it, how to give it back. */
export function SessionCard({ session }: { session: Session }) {
  const t = useWords();
  const classes = useStyles();
  const id = useId();
  const [isCliOpen, setCliOpen] = useState(false);
  const isNearEnd = useTimeCalls(session);
  const isOver = isFinalSession(session.status);
  const canUse = session.state === 'ACTIVE';
  return (
    <Card
      component="li"
      className={classes.card}
      aria-labelledby={`${id}-name`}
    >
      <div className={classes.head}>
        <h3 id={`${id}-name`}>{session.account.name}</h3>
        <AccountId id={session.account.id} />
        <span>{session.permissionSet.name}</span>
        <StatusChip state={session.state} />
      </div>
      <Story session={session} />
      <FailureWords session={session} />
      <WhatRemains end={session.end} />
      <div className={classes.buttons}>
        {!isOver && <OpenAws session={session} />}
        {session.cli && canUse && (
          <Button
            size="small"
            variant="outlined"
            aria-expanded={isCliOpen}
            aria-controls={`${id}-cli`}
            endIcon={<ExpandMoreIcon aria-hidden />}
            onClick={() => setCliOpen(open => !open)}
          >
            {t('requester.sessions.cli')}
          </Button>
        )}
        {(isNearEnd || isOver) && <RequestAgain session={session} />}
        {!isOver && (
          <span className={classes.last}>
            <EndSession session={session} />
          </span>
        )}
      </div>
      {isCliOpen && canUse && <CliSetup session={session} id={`${id}-cli`} />}
    </Card>
  );
}
