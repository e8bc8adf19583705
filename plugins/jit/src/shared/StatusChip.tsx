import { ComponentType } from 'react';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import BlockIcon from '@material-ui/icons/Block';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import RemoveCircleOutlineIcon from '@material-ui/icons/RemoveCircleOutline';
import SyncIcon from '@material-ui/icons/Sync';
import TimerOffIcon from '@material-ui/icons/TimerOff';
import { State } from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { InkChip } from './InkChip';
import { ColourFamily } from './palette';

interface Look {
  family: ColourFamily;
  Icon: ComponentType<SvgIconProps>;
}

/** How each state looks; a new state does not compile without a look. */
export const looks: Record<State, Look> = {
  PENDING: { family: 'amber', Icon: HourglassEmptyIcon },
  PENDING_OWNER: { family: 'amber', Icon: HourglassEmptyIcon },
  PENDING_ADMIN: { family: 'amber', Icon: HourglassEmptyIcon },
  APPROVED: { family: 'blue', Icon: SyncIcon },
  SETTING_UP: { family: 'blue', Icon: SyncIcon },
  ENDING: { family: 'blue', Icon: SyncIcon },
  REVOKING: { family: 'blue', Icon: SyncIcon },
  ACTIVE: { family: 'green', Icon: CheckCircleIcon },
  REJECTED: { family: 'red', Icon: BlockIcon },
  REVOKED: { family: 'red', Icon: BlockIcon },
  FAILED: { family: 'red', Icon: ErrorIcon },
  EXPIRED: { family: 'grey', Icon: TimerOffIcon },
  CANCELLED: { family: 'grey', Icon: RemoveCircleOutlineIcon },
  ENDED: { family: 'grey', Icon: TimerOffIcon },
};

/** The one word that people see for a request or a session. */
export function StatusChip({ state }: { state: State }) {
  const t = useWords();
  const { family, Icon } = looks[state];
  return (
    <InkChip
      family={family}
      icon={<Icon aria-hidden />}
      label={t(`common.state.${state}`)}
    />
  );
}
