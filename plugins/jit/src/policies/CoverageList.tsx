import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { SetCoverage } from '@jit-portal/backstage-plugin-jit-common';
import { Words, useWords } from '../translation';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gap: theme.spacing(1.5),
    listStyle: 'none',
    margin: theme.spacing(1, 0, 2),
    padding: 0,
  },
  line: { overflowWrap: 'anywhere' },
}));

/** More than a reader would read; the rest is a number. */
const SERVICES = 8;

type Missing = SetCoverage['missing'][number];

function missingLines(t: Words, { missing, asked, covered }: SetCoverage) {
  const reasons: Missing['because'][] = [
    'action',
    'resource',
    'condition',
    'denied',
  ];
  const lines = reasons.flatMap(because => {
    const actions = missing
      .filter(one => one.because === because)
      .map(one => one.action)
      .join(', ');
    return actions ? t(`policies.missing.${because}`, { actions }) : [];
  });
  const untold = asked - covered - missing.length;
  return untold > 0
    ? [...lines, t('policies.moreMissing', { count: untold })]
    : lines;
}

function tooMuchLine(t: Words, { tooMuch }: SetCoverage): string {
  const { count, services } = tooMuch;
  if (count === 0) return t('policies.nothingTooMuch');
  const named = services.slice(0, SERVICES).join(', ');
  const more = services.length - SERVICES;
  return t('policies.tooMuch', {
    count,
    services:
      more > 0
        ? t('policies.andMore', { names: named, more: String(more) })
        : named,
  });
}

function headLine(t: Words, set: SetCoverage): string {
  const { name, asked, covered } = set;
  return covered === asked
    ? t('policies.coversAll', { name, count: asked })
    : t('policies.coversPart', {
        name,
        covered: String(covered),
        asked: String(asked),
      });
}

/** Standard sets that would do instead, with what is missing and too much. */
export function CoverageList({ coveredBy }: { coveredBy: SetCoverage[] }) {
  const t = useWords();
  const classes = useStyles();
  if (coveredBy.length === 0) {
    return (
      <Typography color="textSecondary" gutterBottom>
        {t('policies.noCoverage')}
      </Typography>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('policies.coverage')}>
      {coveredBy.map(set => (
        <li key={set.name}>
          <Typography style={{ fontWeight: 600 }}>
            {headLine(t, set)}
          </Typography>
          {[
            ...missingLines(t, set),
            tooMuchLine(t, set),
            ...set.uncertain.map(why => t(`policies.uncertain.${why}`)),
          ].map(line => (
            <Typography key={line} variant="body2" className={classes.line}>
              {line}
            </Typography>
          ))}
        </li>
      ))}
    </ul>
  );
}
