import { ReactNode, useState } from 'react';
import { InfoCard, Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Skeleton from '@material-ui/lab/Skeleton';
import { RequestOptions } from '@jit-portal/backstage-plugin-jit-common';
import { JitProvider } from '../api';
import { RequestDialog } from '../requests/RequestDialog';
import { useJitLinks } from '../routes';
import { AccountId } from '../shared/AccountText';
import { Legible } from '../shared/Legible';
import { LoadError } from '../shared/LoadError';
import { Owners } from '../shared/Owners';
import { RequestNumber } from '../shared/RequestNumber';
import { StatusChip } from '../shared/StatusChip';
import { TimeLeft } from '../shared/TimeLeft';
import { useWords } from '../translation';
import { NoAccountId } from './NoAccountId';
import { useAccountEntity } from './useAccountEntity';

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" py={0.5}>
      <Box component="dt" minWidth={84} color="text.secondary">
        {props.name}
      </Box>
      <Box
        component="dd"
        m={0}
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 6 }}
      >
        {props.children}
      </Box>
    </Box>
  );
}

function You({ options }: { options: RequestOptions }) {
  const t = useWords();
  const [session] = options.myActive;
  if (!session) return <>{t('requester.card.none')}</>;
  return (
    <>
      <StatusChip state={session.state} />
      <span>{session.permissionSet.name}</span>
      {session.state === 'ACTIVE' && session.expiresAt && (
        <TimeLeft until={session.expiresAt} />
      )}
    </>
  );
}

function Facts({ options }: { options: RequestOptions }) {
  const t = useWords();
  const [waiting] = options.myPending;
  return (
    <dl style={{ margin: 0 }}>
      <Fact name={t('common.field.account')}>
        <AccountId id={options.account.id} />
      </Fact>
      <Fact name={t('requester.card.owners')}>
        <Owners account={options.account} />
      </Fact>
      <Fact name={t('requester.card.you')}>
        <You options={options} />
      </Fact>
      {waiting && (
        <Fact name={t('requester.card.waiting')}>
          <RequestNumber number={waiting.number} />
          <StatusChip state={waiting.state} />
        </Fact>
      )}
    </dl>
  );
}

function CardContent() {
  const t = useWords();
  const links = useJitLinks();
  const { accountId, name, options } = useAccountEntity();
  const [open, setOpen] = useState(false);
  if (!accountId) return <NoAccountId />;
  if (!options.data) {
    return options.isError ? (
      <LoadError
        what={t('requester.options.what')}
        error={options.error}
        onRetry={() => options.refetch()}
      />
    ) : (
      <Skeleton height={96} />
    );
  }
  return (
    <>
      <Facts options={options.data} />
      <Box
        mt={2}
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        style={{ gap: 16 }}
      >
        <Button
          variant="contained"
          color="primary"
          onClick={() => setOpen(true)}
        >
          {t('common.action.requestAccess')}
        </Button>
        <Link to={links.page('requests', { q: accountId })}>
          {t('requester.card.history')}
        </Link>
      </Box>
      <RequestDialog
        accountId={accountId}
        name={name}
        open={open}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

/** The AWS Access card on an account's overview. */
export function EntityAccessCard() {
  const t = useWords();
  return (
    <JitProvider>
      <Legible>
        <InfoCard
          title={t('requester.card.title')}
          titleTypographyProps={{ component: 'h3' }}
        >
          <CardContent />
        </InfoCard>
      </Legible>
    </JitProvider>
  );
}
