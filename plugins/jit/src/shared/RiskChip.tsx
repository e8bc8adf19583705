import { RiskFlag, RiskLevel } from '@jit-portal/backstage-plugin-jit-common';
import Tooltip from '@material-ui/core/Tooltip';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { useWords } from '../translation';
import { InkChip } from './InkChip';
import { ColourFamily } from './palette';

const levels: RiskLevel[] = ['HIGH', 'MEDIUM', 'NOTE'];
const families: Record<RiskLevel, ColourFamily> = {
  HIGH: 'red',
  MEDIUM: 'amber',
  NOTE: 'grey',
};

/** How many flags of a level, with their words on hover and focus. */
export function RiskChip(props: { level: RiskLevel; flags: RiskFlag[] }) {
  const t = useWords();
  const { level, flags } = props;
  const Icon = level === 'NOTE' ? InfoOutlinedIcon : ReportProblemOutlinedIcon;
  return (
    <Tooltip title={flags.map(flag => flag.text).join(' · ')}>
      {/* Focusable, since the words stand in the tooltip alone */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <span tabIndex={0}>
        <InkChip
          family={families[level]}
          icon={<Icon aria-hidden />}
          label={t(`common.risk.${level}`, { count: flags.length })}
        />
      </span>
    </Tooltip>
  );
}

/** One chip for each level that a request has flags of, worst first. */
export function RiskChips({ flags }: { flags: RiskFlag[] }) {
  return (
    <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
      {levels
        .map(level => ({ level, of: flags.filter(one => one.level === level) }))
        .filter(({ of }) => of.length > 0)
        .map(({ level, of }) => (
          <RiskChip key={level} level={level} flags={of} />
        ))}
    </span>
  );
}
