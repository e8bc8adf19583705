import { ReactNode } from 'react';
import { Theme, ThemeProvider, makeStyles } from '@material-ui/core/styles';
import { inkOf, secondaryText } from './palette';

const known = new WeakMap<Theme, Theme>();

/** The portal's own theme, where its text is too faint or has another font. */
function legible(theme: Theme): Theme {
  const before = known.get(theme);
  if (before) return before;
  const { palette, overrides = {}, spacing, typography } = theme;
  const { MuiDialogActions, MuiInputBase, MuiPaper } = overrides;
  const made: Theme = {
    ...theme,
    palette: {
      ...palette,
      text: { ...palette.text, secondary: secondaryText(theme) },
      error: { ...palette.error, main: inkOf(theme, 'red').text },
    },
    overrides: {
      ...overrides,
      // Dialogs and menus are drawn outside of the page
      MuiPaper: {
        ...MuiPaper,
        root: {
          ...(MuiPaper?.root as object),
          fontFamily: typography.fontFamily,
        },
      },
      // In line with what the dialog says
      MuiDialogActions: {
        ...MuiDialogActions,
        root: {
          ...(MuiDialogActions?.root as object),
          padding: spacing(1, 3, 2),
        },
      },
      MuiInputBase: {
        ...MuiInputBase,
        input: {
          ...(MuiInputBase?.input as object),
          '&::placeholder': { opacity: 0.7 },
        },
      },
    },
  };
  known.set(theme, made);
  return made;
}

const useStyles = makeStyles(theme => ({
  root: { fontFamily: theme.typography.fontFamily },
}));

function Root({ children }: { children: ReactNode }) {
  return <div className={useStyles().root}>{children}</div>;
}

/**
 * Around everything of ours, in whichever app it is drawn: secondary text and
 * errors that meet AA on page and paper in both themes, and one font also for
 * text that is in no component of Material UI.
 */
export function Legible({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider theme={legible}>
      <Root>{children}</Root>
    </ThemeProvider>
  );
}
