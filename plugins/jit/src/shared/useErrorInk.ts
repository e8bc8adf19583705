import { makeStyles } from '@material-ui/core/styles';
import { inkOf } from './palette';

const useStyles = makeStyles(theme => ({
  legible: {
    '& .MuiFormHelperText-root.Mui-error, & .MuiFormLabel-root.Mui-error': {
      color: inkOf(theme, 'red').text,
    },
  },
}));

/**
 * The class of a form or a field whose errors can be read: the theme's own red
 * fails contrast on dark paper (2.95:1).
 */
export function useErrorInk(): string {
  return useStyles().legible;
}
