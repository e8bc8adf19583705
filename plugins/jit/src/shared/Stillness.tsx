import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  '@global': {
    '@media (prefers-reduced-motion: reduce)': {
      // Menus and dialogs are drawn outside of the page, so it is said of all;
      // what turns while one waits stays
      '*:not([class*="MuiCircularProgress"]):not([class*="MuiLinearProgress"])':
        {
          animation: 'none !important',
          transition: 'none !important',
        },
    },
  },
});

/** While it is drawn, nothing moves for who has asked for less motion. */
export function Stillness() {
  useStyles();
  return null;
}
