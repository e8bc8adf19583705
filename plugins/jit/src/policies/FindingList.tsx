import { ReactNode } from 'react';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  PolicyFinding,
  PolicyPlace,
  PolicyProblem,
} from '@jit-portal/backstage-plugin-jit-common';
import { useWords } from '../translation';
import { Level, LevelChip, byGravity, levelOf } from './FindingLevel';
import { managedPolicyName } from './managedPolicyLinks';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gap: theme.spacing(1.5),
    listStyle: 'none',
    margin: theme.spacing(1, 0, 2),
    padding: 0,
  },
  finding: {
    ...theme.typography.body2,
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 1),
    [theme.breakpoints.down('xs')]: { flexDirection: 'column' },
  },
  level: { flexShrink: 0, minWidth: 88 },
  words: { minWidth: 0, overflowWrap: 'anywhere' },
  text: { fontWeight: 600 },
  place: { fontFamily: 'monospace', fontSize: 13, overflowWrap: 'anywhere' },
}));

/** Where it stands: the line leads there, for whoever shows the policy. */
function Place(props: {
  finding: Pick<PolicyFinding, 'place' | 'source' | 'text'>;
  onShow?(place: PolicyPlace): void;
}) {
  const { finding, onShow } = props;
  const t = useWords();
  const classes = useStyles();
  const { place, source, text } = finding;
  if (!place) {
    if (source === 'inline') return null;
    return (
      <span className={classes.place}>
        {t('policies.managedPolicy', { name: managedPolicyName(source) })}
      </span>
    );
  }
  const line = String(place.line);
  return (
    <span className={classes.place}>
      {onShow ? (
        <Link
          component="button"
          type="button"
          className={classes.place}
          style={{ verticalAlign: 'baseline' }}
          aria-label={t('policies.showLine', { line, text })}
          onClick={() => onShow(place)}
        >
          {t('policies.line', { line })}
        </Link>
      ) : (
        t('policies.line', { line })
      )}
      {place.pointer && ` · ${place.pointer}`}
    </span>
  );
}

/** The level beside what is told; above it on a phone. */
function Levelled(props: { level: Level; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.finding}>
      <span className={classes.level}>
        <LevelChip level={props.level} />
      </span>
      <div className={classes.words}>{props.children}</div>
    </div>
  );
}

/** What keeps a policy from being sent: what is wrong, and the fix. */
function Problem(props: {
  problem: PolicyProblem;
  onShow?(place: PolicyPlace): void;
}) {
  const { place, message } = props.problem;
  const classes = useStyles();
  return (
    <Levelled level="error">
      <span className={classes.text}>{message}</span>{' '}
      <Place
        finding={{ place, source: 'inline', text: message }}
        onShow={props.onShow}
      />
    </Levelled>
  );
}

/**
 * What policies were found to do, the gravest first: where, why, and what to
 * write instead. The sentences hold what a requester typed, as text.
 */
export function FindingList(props: {
  findings: PolicyFinding[];
  /** While they are being written: what keeps them from being sent. */
  problems?: PolicyProblem[];
  /** Leads to a place in the inline policy, where that is shown. */
  onShow?(place: PolicyPlace): void;
}) {
  const { findings, problems = [], onShow } = props;
  const t = useWords();
  const classes = useStyles();
  if (findings.length + problems.length === 0) {
    return (
      <Typography color="textSecondary" gutterBottom>
        {t('policies.noFindings')}
      </Typography>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('policies.findings')}>
      {problems.map((problem, at) => (
        // The same may be wrong at several places
        // eslint-disable-next-line react/no-array-index-key
        <li key={`problem ${at}`}>
          <Problem problem={problem} onShow={onShow} />
        </li>
      ))}
      {byGravity(findings).map((finding, at) => (
        // What is found twice has the same code, and perhaps the same place
        // eslint-disable-next-line react/no-array-index-key
        <li key={at}>
          <Levelled level={levelOf(finding)}>
            <span className={classes.text}>{finding.text}</span>{' '}
            <Place finding={finding} onShow={onShow} />
            <Typography variant="body2">
              {t('policies.why', { why: finding.why })}
            </Typography>
            <Typography variant="body2">
              {t('policies.narrower', { narrower: finding.narrower })}{' '}
              {finding.learnMore && (
                <Link
                  href={finding.learnMore}
                  target="_blank"
                  rel="noopener noreferrer"
                  underline="always"
                  aria-label={t('policies.learnMoreOf', { text: finding.text })}
                >
                  {t('policies.learnMore')}
                </Link>
              )}
            </Typography>
          </Levelled>
        </li>
      ))}
    </ul>
  );
}
