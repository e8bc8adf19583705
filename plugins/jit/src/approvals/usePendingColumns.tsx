import { useMemo } from 'react';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import {
  AccessRequest,
  isPending,
} from '@jit-portal/backstage-plugin-jit-common';
import { useTheme } from '@material-ui/core/styles';
import { RiskChips } from '../shared/RiskChip';
import { OneLine } from '../shared/OneLine';
import { StatusChip } from '../shared/StatusChip';
import { NoneText } from '../shared/NoneText';
import { TimeLeft } from '../shared/TimeLeft';
import { inkOf } from '../shared/palette';
import { Column } from '../lists/tableColumns';
import { useNow } from '../shared/useNow';
import { Words, useWords } from '../translation';
import { reviewsOf } from '../requests/details';
import {
  TwoLines,
  detailsColumn,
  sharedColumns,
} from '../requests/requestColumns';

const HOUR = 3_600_000;

/** Less than a quarter of the window, or less than an hour. */
function isSoon(request: AccessRequest, now: number): boolean {
  const end = Date.parse(request.windowEndsAt);
  const whole = end - Date.parse(request.requestedAt);
  return end - now < Math.max(whole / 4, HOUR);
}

/** How long is left to decide; little is told by sign and word, not by colour alone. */
function LeftToDecide({ request }: { request: AccessRequest }) {
  const t = useWords();
  const theme = useTheme();
  const now = useNow(request.windowEndsAt);
  if (!isPending(request.status)) return <NoneText />;
  const left = (
    <TimeLeft until={request.windowEndsAt} over={t('common.state.EXPIRED')} />
  );
  if (!isSoon(request, now)) return left;
  return (
    <span style={{ color: inkOf(theme, 'amber').text, whiteSpace: 'nowrap' }}>
      <WarningIcon
        fontSize="inherit"
        titleAccess={t('approver.pending.soon')}
        style={{ verticalAlign: 'text-bottom' }}
      />{' '}
      {left}
    </span>
  );
}

/** What became of a row that is no longer this person's to decide. */
function whatHappened(t: Words, request: AccessRequest): string | undefined {
  const name = reviewsOf(request).pop()?.by.displayName;
  if (request.status === 'CANCELLED') {
    return t('approver.pending.takenBack', {
      name: request.requester.displayName,
    });
  }
  if (request.status === 'REJECTED' && name) {
    return t('approver.pending.rejectedBy', { name });
  }
  return name ? t('approver.pending.approvedBy', { name }) : undefined;
}

function stageText(t: Words, request: AccessRequest): string | undefined {
  const { stages } = request;
  const at = stages.findIndex(stage => stage.status === 'waiting');
  if (stages.length < 2 || at < 0) return undefined;
  return t('approver.details.stageOf', {
    stage: t(`approver.details.stage.${stages[at].name}`),
    n: String(at + 1),
    of: String(stages.length),
  });
}

/** The rest of a justification is in the tooltip, and in the details. */
const REASON_WIDTH = 180;

/** A chip and a line below it: what happens to a row moves none of the others. */
const STATUS_HEIGHT = 50;

function Status({ request }: { request: AccessRequest }) {
  const t = useWords();
  const now = useNow(request.windowEndsAt);
  const isOver =
    isPending(request.status) && Date.parse(request.windowEndsAt) <= now;
  return (
    <span data-of-column style={{ display: 'block', minHeight: STATUS_HEIGHT }}>
      <TwoLines
        first={<StatusChip state={isOver ? 'EXPIRED' : request.state} />}
        second={
          isPending(request.status) ? (
            stageText(t, request)
          ) : (
            <OneLine text={whatHappened(t, request)} />
          )
        }
      />
    </span>
  );
}

/** The guide's columns, and how long is left to decide. */
export function usePendingColumns(
  open: (number: string) => void,
): Column<AccessRequest>[] {
  const t = useWords();
  return useMemo(() => {
    const shared = sharedColumns(t);
    return [
      {
        ...shared.requester,
        render: one => (
          <TwoLines
            first={one.requester.displayName}
            second={<RiskChips flags={one.riskFlags} />}
          />
        ),
      },
      shared.account,
      {
        ...shared.set,
        // What it is for tells which one is urgent
        render: (one, row) => (
          <TwoLines
            first={shared.set.render(one, row)}
            second={<OneLine text={one.justification} width={REASON_WIDTH} />}
          />
        ),
      },
      {
        id: 'status',
        label: t('common.field.status'),
        render: one => <Status request={one} />,
      },
      shared.duration,
      shared.requested,
      {
        id: 'left',
        label: t('common.field.timeLeft'),
        sort: 'windowEndsAt',
        render: one => <LeftToDecide request={one} />,
      },
      detailsColumn(t, open),
    ];
    // `open` only writes the URL: a new one does the same
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [t]);
}
