import { useMemo } from 'react';
import Typography from '@material-ui/core/Typography';
import ErrorIcon from '@material-ui/icons/Error';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { Drift, FindingLevel } from '@jit-portal/backstage-plugin-jit-common';
import { AccountId } from '../shared/AccountText';
import { shortTime } from '../shared/formats';
import { InkChip } from '../shared/InkChip';
import { NoneText } from '../shared/NoneText';
import { ColourFamily } from '../shared/palette';
import { RequestNumber } from '../shared/RequestNumber';
import { Column } from '../lists/tableColumns';
import { TimeText } from '../shared/TimeText';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

const looks: Record<
  FindingLevel,
  { family: ColourFamily; Icon: typeof ErrorIcon }
> = {
  critical: { family: 'red', Icon: ErrorIcon },
  warning: { family: 'amber', Icon: ReportProblemOutlinedIcon },
  note: { family: 'grey', Icon: InfoOutlinedIcon },
};

function Level({ level }: { level: FindingLevel }) {
  const t = useWords();
  const { family, Icon } = looks[level];
  return (
    <InkChip
      family={family}
      icon={<Icon aria-hidden />}
      label={t(`ownership.drift.level.${level}`)}
    />
  );
}

/** The kind in a few words, above the whole sentence. */
function Difference({ drift }: { drift: Drift }) {
  const t = useWords();
  return (
    <div style={{ minWidth: 200, maxWidth: 420 }}>
      <strong>{t(`ownership.drift.kinds.${drift.kind}`)}</strong>
      <Typography variant="body2">{drift.what}</Typography>
      {drift.session && <RequestNumber number={drift.session.requestNumber} />}
    </div>
  );
}

function Account({ drift }: { drift: Drift }) {
  const { account } = drift;
  if (!account) return <NoneText />;
  if (account.name === account.id) return <AccountId id={account.id} />;
  return (
    <span>
      {account.name}
      <Typography variant="caption" color="textSecondary" display="block">
        <AccountId id={account.id} />
      </Typography>
    </span>
  );
}

function Who({ drift }: { drift: Drift }) {
  const t = useWords();
  const { principal } = drift;
  if (!principal) return <NoneText />;
  const name = principal.name ?? principal.id;
  return (
    <>
      {principal.type === 'group' ? t('ownership.drift.group', { name }) : name}
    </>
  );
}

/** Since when, and above all until when. */
function Found({ drift }: { drift: Drift }) {
  const t = useWords();
  const { name } = useZone();
  const { firstSeenAt, lastSeenAt, resolvedAt } = drift;
  const key = resolvedAt ? 'resolved' : 'lastSeen';
  const time = shortTime(resolvedAt ?? lastSeenAt, name);
  return (
    <>
      <TimeText iso={firstSeenAt} />
      <Typography variant="caption" color="textSecondary" display="block">
        {t(`ownership.drift.${key}`, { time })}
      </Typography>
    </>
  );
}

/** What differs, where, since when, and what to do about it. */
export function useDriftColumns(): Column<Drift>[] {
  const t = useWords();
  return useMemo(
    () => [
      {
        id: 'level',
        label: t('common.field.status'),
        sort: 'level',
        render: one => <Level level={one.level} />,
      },
      {
        id: 'difference',
        label: t('ownership.drift.difference'),
        isRowHeader: true,
        render: one => <Difference drift={one} />,
      },
      {
        id: 'account',
        label: t('common.field.account'),
        render: one => <Account drift={one} />,
      },
      {
        id: 'permissionSet',
        label: t('common.field.permissionSet'),
        render: one => one.permissionSet ?? <NoneText />,
      },
      {
        id: 'who',
        label: t('ownership.drift.who'),
        render: one => <Who drift={one} />,
      },
      {
        id: 'found',
        label: t('ownership.drift.found'),
        sort: 'firstSeenAt',
        render: one => <Found drift={one} />,
      },
      {
        id: 'todo',
        label: t('ownership.drift.todo'),
        render: one => (
          <div style={{ minWidth: 220, maxWidth: 420 }}>{one.fix}</div>
        ),
      },
    ],
    [t],
  );
}
