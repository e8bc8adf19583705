import { ReactNode, useState } from 'react';
import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { Pause, Quarantine } from '@jit-portal/backstage-plugin-jit-common';
import { useJitQuery } from '../api';
import { useJitLinks } from '../routes';
import { Banner } from '../shared/Banner';
import { sentenceOf } from '../shared/errors';
import { shortTime } from '../shared/formats';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';
import { PauseDialog } from './PauseDialog';
import { ReasonDialog } from './ReasonDialog';

/** Where a pause bears; by its id, since two entities may carry one. */
function useWhere({ accountId }: Pause): string {
  const t = useWords();
  const account = useJitQuery({
    queryKey: ['accounts', 'one', accountId],
    ask: api => api.getAccount(accountId!),
    enabled: accountId !== undefined,
  });
  if (accountId === undefined) return t('ownership.brake.everywhere');
  const name = account.data?.name;
  return name ? t('common.nameAndId', { name, id: accountId }) : accountId;
}

function PauseLine({ pause }: { pause: Pause }) {
  const t = useWords();
  const zone = useZone();
  const where = useWhere(pause);
  const [isOpen, setOpen] = useState(false);
  const { accountId, by, at, reason } = pause;
  return (
    <>
      <Banner
        family="amber"
        action={
          <Button
            size="small"
            color="inherit"
            variant="outlined"
            aria-label={t('ownership.brake.resumeOf', { where })}
            onClick={() => setOpen(true)}
          >
            {t('ownership.brake.resume')}
          </Button>
        }
      >
        <strong>{t('ownership.brake.paused', { reason })}</strong>
        <Typography variant="body2" component="span" display="block">
          {t('ownership.brake.pausedBy', {
            where,
            name: by.displayName,
            time: shortTime(at, zone.name),
          })}
        </Typography>
      </Banner>
      {isOpen && (
        <ReasonDialog
          draft={`resume ${accountId ?? ''}`}
          title={t('ownership.brake.resumeTitle')}
          text={t('ownership.brake.resumeText', { where })}
          confirmLabel={t('ownership.brake.resumeConfirm')}
          busyLabel={t('ownership.brake.resuming')}
          done={t('ownership.brake.doneResume')}
          send={(api, said) =>
            api.setPause({ accountId, paused: false, reason: said })
          }
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** What the portal's own brake means, and the way out. */
function QuarantineNote({ quarantine }: { quarantine: Quarantine }) {
  const t = useWords();
  const zone = useZone();
  const links = useJitLinks();
  const [isOpen, setOpen] = useState(false);
  const time = shortTime(quarantine.since, zone.name);
  return (
    <>
      <Banner
        family="red"
        role="status"
        action={
          <>
            <Link to={links.drift} color="inherit" underline="always">
              {t('ownership.brake.quarantine.drift')}
            </Link>
            <Button
              size="small"
              color="inherit"
              variant="outlined"
              onClick={() => setOpen(true)}
            >
              {t('ownership.brake.quarantine.end')}
            </Button>
          </>
        }
      >
        <strong>{t('ownership.brake.quarantine.title')}</strong>
        <Typography variant="body2" component="span" display="block">
          {t('ownership.brake.quarantine.text', { time })}
        </Typography>
        <Typography variant="body2" component="span" display="block">
          {t('ownership.brake.quarantine.said', { reason: quarantine.reason })}
        </Typography>
        <Typography variant="body2" component="span" display="block">
          {t('ownership.brake.quarantine.out')}
        </Typography>
      </Banner>
      {isOpen && (
        <ReasonDialog
          draft="end quarantine"
          title={t('ownership.brake.quarantine.endTitle')}
          text={t('ownership.brake.quarantine.endText')}
          confirmLabel={t('ownership.brake.quarantine.endConfirm')}
          busyLabel={t('ownership.brake.quarantine.ending')}
          help={t('ownership.brake.quarantine.reasonHelp')}
          done={t('ownership.brake.quarantine.done')}
          send={(api, reason) => api.endQuarantine({ reason })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** The brake: what is paused and why, how to pause, and how to resume. */
export function Brakes(props: {
  /** The tabs of the page, on whose line the brake is. */
  tabs?: ReactNode;
}) {
  const t = useWords();
  const query = useJitQuery({
    queryKey: ['pauses'],
    ask: api => api.listPauses(),
  });
  const [isOpen, setOpen] = useState(false);
  const { pauses = [], quarantine } = query.data ?? {};
  return (
    <section aria-label={t('ownership.brake.inForce')}>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="flex-start"
        justifyContent="flex-end"
        style={{ gap: 8 }}
      >
        <Box flexGrow={1}>{props.tabs}</Box>
        <Button
          size="small"
          variant="outlined"
          style={{ marginBottom: 8 }}
          onClick={() => setOpen(true)}
        >
          {t('ownership.brake.pause')}
        </Button>
      </Box>
      {query.isError && !query.data && (
        <Banner
          family="red"
          role="alert"
          action={
            <Button
              size="small"
              color="inherit"
              onClick={() => query.refetch()}
            >
              {t('common.action.tryAgain')}
            </Button>
          }
        >
          {t('ownership.brake.failed')} {sentenceOf(query.error)}
        </Banner>
      )}
      {quarantine && <QuarantineNote quarantine={quarantine} />}
      {pauses.map(pause => (
        <PauseLine key={pause.accountId ?? 'all'} pause={pause} />
      ))}
      {isOpen && <PauseDialog onClose={() => setOpen(false)} />}
    </section>
  );
}
