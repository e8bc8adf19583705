import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { PolicyPlace } from '@jit-portal/backstage-plugin-jit-common';
import { CoverageList, FindingList, useFindingCounts } from '../../policies';
import { Banner } from '../../shared/Banner';
import { sentenceOf } from '../../shared/errors';
import { inkOf } from '../../shared/palette';
import { useWords } from '../../translation';
import { SubPart } from '../details/Heading';
import { highKeyOf } from './customValues';
import { PolicyCheck } from './usePolicyCheck';

const useStyles = makeStyles(theme => ({
  error: {
    marginTop: 0,
    // The theme's own red fails contrast on dark paper
    '&.Mui-error': { color: inkOf(theme, 'red').text },
  },
}));

/** For what is wide: that it is needed, in so many words. */
function Accept(props: {
  high: string;
  accepted: string;
  error?: string;
  inputRef(input: { focus(): void } | null): void;
  onChange(accepted: string): void;
}) {
  const { high, accepted, error } = props;
  const t = useWords();
  const classes = useStyles();
  return (
    <div>
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            checked={accepted === high}
            inputRef={props.inputRef}
            inputProps={{ 'aria-invalid': Boolean(error) }}
            onChange={event => props.onChange(event.target.checked ? high : '')}
          />
        }
        label={t('custom.accept')}
      />
      {error && (
        <FormHelperText error className={classes.error}>
          {error}
        </FormHelperText>
      )}
    </div>
  );
}

/** What the server says of the policies, and what it asks for. */
export function FindingsPart(props: {
  check: PolicyCheck;
  accepted: string;
  acceptError?: string;
  acceptRef(input: { focus(): void } | null): void;
  onAccept(accepted: string): void;
  onShow(place: PolicyPlace): void;
}) {
  const { check } = props;
  const { said, error } = check;
  const t = useWords();
  const countsOf = useFindingCounts();
  const high = highKeyOf(said);
  return (
    <SubPart heading={t('custom.findings')}>
      {/* There from the beginning, so that what comes into it is announced */}
      <Typography variant="body2" role="status">
        {said && !error ? countsOf(said) : ''}
      </Typography>
      {!said && !error && (
        <Typography variant="body2" color="textSecondary">
          {t('custom.findingsHere')}
        </Typography>
      )}
      {error && (
        <Banner
          family="amber"
          role="alert"
          action={
            <Button size="small" color="inherit" onClick={check.tryAgain}>
              {t('common.action.tryAgain')}
            </Button>
          }
        >
          {t('custom.notChecked', { reason: sentenceOf(error) })}
        </Banner>
      )}
      {said && !error && (
        <div style={{ opacity: check.isSettled ? 1 : 0.6 }}>
          <FindingList
            findings={said.findings}
            problems={said.problems}
            onShow={props.onShow}
          />
          {high && (
            <Accept
              high={high}
              accepted={props.accepted}
              error={props.acceptError}
              inputRef={props.acceptRef}
              onChange={props.onAccept}
            />
          )}
          {said.problems.length === 0 && (
            <Box mt={2}>
              <SubPart heading={t('policies.coverage')}>
                <CoverageList coveredBy={said.coveredBy} />
              </SubPart>
            </Box>
          )}
        </div>
      )}
    </SubPart>
  );
}
