import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useWords } from '../translation';
import { Banner } from './Banner';
import { ErrorId } from './ErrorId';
import { sentenceOf, statusOf } from './errors';

/** Nothing could be loaded: what, why, the id for the log, and another try. */
export function LoadError(props: {
  /** What was to be loaded, such as `your requests`. */
  what: string;
  error: unknown;
  onRetry(): void;
}) {
  const t = useWords();
  if (statusOf(props.error) === 401) {
    return (
      <Banner family="red" role="alert">
        {t('common.banner.signedOut')}
      </Banner>
    );
  }
  return (
    <Banner
      family="red"
      role="alert"
      action={
        <Button size="small" color="inherit" onClick={props.onRetry}>
          {t('common.action.tryAgain')}
        </Button>
      }
    >
      <Typography component="span" variant="body1" display="block">
        {t('common.banner.couldNotLoad', { what: props.what })}
      </Typography>
      <Typography component="span" variant="body2" display="block">
        {sentenceOf(props.error)}
      </Typography>
      <ErrorId error={props.error} />
    </Banner>
  );
}
