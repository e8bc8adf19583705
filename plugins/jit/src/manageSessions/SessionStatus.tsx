import ErrorIcon from '@material-ui/icons/ErrorOutline';
import { Session } from '@jit-portal/backstage-plugin-jit-common';
import { endStoryOf, RemainsText } from '../requests/details';
import { TwoLines } from '../requests/requestColumns';
import { InkChip } from '../shared/InkChip';
import { OneLine } from '../shared/OneLine';
import { StatusChip } from '../shared/StatusChip';
import { clockTime } from '../shared/formats';
import { useZone } from '../shared/zone';
import { useWords } from '../translation';

/** As wide as `Revoking` and `Setting up` need: a change moves no column. */
const STATUS_WIDTH = 150;

/** Where a session stands; a removal that is late is said in red. */
export function SessionStatus({ session }: { session: Session }) {
  const t = useWords();
  const zone = useZone();
  const { removal } = session;
  if (removal?.late) {
    const count = removal.attempts;
    return (
      <TwoLines
        first={
          <InkChip
            family="red"
            icon={<ErrorIcon aria-hidden />}
            label={t('approver.manage.couldNotRemove')}
          />
        }
        second={
          removal.lastAt
            ? t('approver.manage.tryingAgain', {
                count,
                time: clockTime(Date.parse(removal.lastAt), zone.name),
              })
            : t('approver.manage.tryingAgainUnknown', { count })
        }
      />
    );
  }
  return (
    <span style={{ display: 'block', minWidth: STATUS_WIDTH }}>
      <TwoLines
        first={<StatusChip state={session.state} />}
        second={<OneLine text={endStoryOf(t, session)} />}
      />
      <RemainsText session={session} />
    </span>
  );
}
