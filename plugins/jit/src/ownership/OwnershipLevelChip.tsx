import BlockIcon from '@material-ui/icons/Block';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { OwnershipLevel } from '@jit-portal/backstage-plugin-jit-common';
import { InkChip } from '../shared/InkChip';
import { ColourFamily } from '../shared/palette';
import { useWords } from '../translation';

const looks: Record<
  OwnershipLevel,
  { family: ColourFamily; Icon: typeof BlockIcon }
> = {
  blocks: { family: 'red', Icon: BlockIcon },
  risky: { family: 'amber', Icon: ReportProblemOutlinedIcon },
  note: { family: 'grey', Icon: InfoOutlinedIcon },
};

/** How bad it is: icon and word, never colour alone. */
export function OwnershipLevelChip({ level }: { level: OwnershipLevel }) {
  const t = useWords();
  const { family, Icon } = looks[level];
  return (
    <InkChip
      family={family}
      icon={<Icon aria-hidden />}
      label={t(`ownership.accounts.level.${level}`)}
    />
  );
}
