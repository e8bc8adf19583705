import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import ReportProblemOutlinedIcon from '@material-ui/icons/ReportProblemOutlined';
import { PolicyFinding } from '@jit-portal/backstage-plugin-jit-common';
import { InkChip } from '../shared/InkChip';
import { ColourFamily } from '../shared/palette';
import { useWords } from '../translation';

/** The words of a finding's level; what is only good to know is a note. */
export type Level = 'error' | 'high' | 'medium' | 'note';

const looks: Record<
  Level,
  { family: ColourFamily; Icon: typeof ErrorOutlineIcon }
> = {
  error: { family: 'red', Icon: ErrorOutlineIcon },
  high: { family: 'red', Icon: ReportProblemOutlinedIcon },
  medium: { family: 'amber', Icon: ReportProblemOutlinedIcon },
  note: { family: 'grey', Icon: InfoOutlinedIcon },
};

const levels: Record<PolicyFinding['severity'], Level> = {
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'note',
  INFO: 'note',
};

export function levelOf(
  finding: Pick<PolicyFinding, 'severity' | 'refuses'>,
): Level {
  return finding.refuses ? 'error' : levels[finding.severity];
}

/** The colours in which a level is told, here and at its line. */
export function familyOf(level: Level): ColourFamily {
  return looks[level].family;
}

const gravity = Object.keys(looks) as Level[];

/** The gravest first, else as the server has them. */
export function byGravity(findings: readonly PolicyFinding[]): PolicyFinding[] {
  const rank = (one: PolicyFinding) => gravity.indexOf(levelOf(one));
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

export function LevelChip({ level }: { level: Level }) {
  const t = useWords();
  const { family, Icon } = looks[level];
  return (
    <InkChip
      family={family}
      icon={<Icon aria-hidden />}
      label={t(`policies.level.${level}`)}
    />
  );
}
