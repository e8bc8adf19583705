import { useState } from 'react';
import { Link, LinkButton, Progress } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { AccessRequestDetails } from '@jit-portal/backstage-plugin-jit-common';
import { useNavigate, useParams } from 'react-router-dom';
import { useMe } from '../api';
import {
  Decided,
  Outcome,
  RequestDetails,
  ReviewPanel,
  useRequest,
  useRequestTitle,
  useReviewToast,
} from '../requests/details';
import {
  CancelRequest,
  RequestAgain,
  SendReminder,
} from '../requests/MyRequestActions';
import { useJitLinks } from '../routes';
import { EmptyNote } from '../shared/EmptyNote';
import { JitPage } from '../shared/JitPage';
import { LoadError } from '../shared/LoadError';
import { QueryBanners } from '../lists/QueryBanners';
import { ZoneMenu } from '../shared/ZoneMenu';
import { useCameFrom } from '../shared/cameFrom';
import { statusOf } from '../shared/errors';
import { useWords } from '../translation';

/** What the requester, or somebody who may look at the session, can do. */
function Deeds({ request }: { request: AccessRequestDetails }) {
  const t = useWords();
  const links = useJitLinks();
  const { session } = request;
  const canRevoke = session?.allowedActions.some(
    one => one.name === 'revoke' && one.allowed,
  );
  return (
    <Box display="flex" flexWrap="wrap" mt={2} style={{ gap: 8 }}>
      <SendReminder request={request} />
      <CancelRequest request={request} />
      {request.isMine && <RequestAgain request={request} />}
      {request.isMine && session && (
        <LinkButton to={links.page('sessions')} size="small" variant="outlined">
          {t('common.action.viewSession')}
        </LinkButton>
      )}
      {canRevoke && (
        <LinkButton
          to={links.page('manageSessions', { session: session!.number })}
          size="small"
          variant="outlined"
        >
          {t('common.action.viewSession')}
        </LinkButton>
      )}
    </Box>
  );
}

function Request({ request }: { request: AccessRequestDetails }) {
  const titleOf = useRequestTitle();
  const links = useJitLinks();
  const navigate = useNavigate();
  const say = useReviewToast();
  const [outcome, setOutcome] = useState<Outcome>();
  return (
    <Paper>
      <Box p={3}>
        <Box
          display="flex"
          flexWrap="wrap"
          alignItems="flex-start"
          justifyContent="flex-end"
          mb={1}
          style={{ gap: '4px 16px' }}
        >
          <Typography
            variant="h5"
            component="h2"
            style={{ flex: '1 1 320px', overflowWrap: 'anywhere' }}
          >
            {titleOf(request)}
          </Typography>
          <ZoneMenu />
        </Box>
        <RequestDetails request={request} />
        {outcome ? (
          <Decided
            inPage
            request={request}
            decision={outcome.decision}
            onDone={() => {
              navigate(links.page('pending'));
              say(outcome);
            }}
          />
        ) : (
          <ReviewPanel
            inPage
            request={request}
            onDone={(after, decision) => setOutcome({ after, decision })}
          />
        )}
        <Deeds request={request} />
      </Box>
    </Paper>
  );
}

function Back() {
  const t = useWords();
  const links = useJitLinks();
  const me = useMe();
  const before = useCameFrom();
  if (!me.data) return null;
  const usual = me.data.capabilities.canApprove ? 'pending' : 'requests';
  const { page, to } = before ?? { page: usual, to: links.page(usual) };
  return (
    <Box mb={1}>
      <Link to={to}>
        {t('approver.requestPage.back', { page: t(`common.page.${page}`) })}
      </Link>
    </Box>
  );
}

/** One request: where every notification leads. */
export function RequestPageContent() {
  const t = useWords();
  const { id = '' } = useParams();
  const query = useRequest(id);
  const content = () => {
    if (query.data) {
      return <Request key={query.data.id} request={query.data} />;
    }
    if (!query.isError) return <Progress />;
    // Missing and forbidden read the same
    return statusOf(query.error) === 404 ? (
      <EmptyNote title={t('common.noAccess.request')} />
    ) : (
      <LoadError
        what={t('approver.requestPage.what')}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  };
  return (
    <JitPage name={query.data?.number ?? t('common.page.requestPage')}>
      <Back />
      <QueryBanners query={query} />
      {content()}
    </JitPage>
  );
}
