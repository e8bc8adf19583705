import { ReactNode } from 'react';
import { InfoCard } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import {
  AccessRequest,
  RequestOptions,
  Session,
} from '@jit-portal/backstage-plugin-jit-common';
import { RequestNumber } from '../shared/RequestNumber';
import { StatusChip } from '../shared/StatusChip';
import { TimeLeft } from '../shared/TimeLeft';
import { TimeText } from '../shared/TimeText';
import { useWords } from '../translation';

const RECENT_SHOWN = 5;

function Line({ children }: { children: ReactNode }) {
  return (
    <Box
      component="li"
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      style={{ gap: 8, padding: '4px 0' }}
    >
      {children}
    </Box>
  );
}

function Part(props: { title: string; lines: ReactNode[] }) {
  if (props.lines.length === 0) return null;
  return (
    <Box mb={2}>
      <Typography variant="subtitle2" component="h4">
        {props.title}
      </Typography>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {props.lines}
      </ul>
    </Box>
  );
}

const sessionLine = (session: Session) => (
  <Line key={session.id}>
    <StatusChip state={session.state} />
    <span>{session.permissionSet.name}</span>
    {session.state === 'ACTIVE' && session.expiresAt && (
      <TimeLeft until={session.expiresAt} />
    )}
  </Line>
);

const requestLine = (request: AccessRequest) => (
  <Line key={request.id}>
    <RequestNumber number={request.number} />
    <StatusChip state={request.state} />
    <span>{request.permissionSet.name}</span>
    <TimeText iso={request.requestedAt} />
  </Line>
);

/** What I have and asked for on this account. */
export function MyAccess({ options }: { options: RequestOptions }) {
  const t = useWords();
  const { myActive, myPending, myRecent } = options;
  const recent = myRecent.slice(0, RECENT_SHOWN);
  const isEmpty = myActive.length + myPending.length + recent.length === 0;
  return (
    <InfoCard
      title={t('requester.card.yours')}
      titleTypographyProps={{ component: 'h3' }}
    >
      {isEmpty && <Typography>{t('requester.card.noneYet')}</Typography>}
      <Part
        title={t('requester.card.sessions')}
        lines={myActive.map(sessionLine)}
      />
      <Part
        title={t('requester.card.open')}
        lines={myPending.map(requestLine)}
      />
      <Part
        title={t('requester.card.recent')}
        lines={recent.map(requestLine)}
      />
    </InfoCard>
  );
}
