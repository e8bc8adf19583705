import { alpha, makeStyles } from '@material-ui/core/styles';

/** Looks of rows, as a table and as cards. */
export const useTableStyles = makeStyles(theme => ({
  region: { overflowX: 'auto' },
  head: {
    fontWeight: 700,
    whiteSpace: 'nowrap',
    padding: theme.spacing(1, 2),
    color: theme.palette.text.secondary,
  },
  cell: {
    padding: theme.spacing(1, 2),
    verticalAlign: 'top',
    fontWeight: 'normal',
    // Break between words where there is room, inside one only where there is none
    wordBreak: 'normal',
    overflowWrap: 'break-word',
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.4,
  },
  pageBox: {
    padding: theme.spacing(0, 0, 0, 0.5),
  },
  /** Level with the first line of its row. */
  box: {
    verticalAlign: 'top',
    '& [class*="MuiCheckbox-root"]': { padding: 6 },
  },
  sticky: {
    [theme.breakpoints.down('sm')]: {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      // The row's, which is opaque: every other one is shaded
      backgroundColor: 'inherit',
    },
  },
  folded: {
    display: 'block',
    marginTop: theme.spacing(0.5),
    color: theme.palette.text.secondary,
    fontSize: theme.typography.caption.fontSize,
  },
  /** In the portal's own colour, and the same on shaded rows. */
  selected: {
    '&&.Mui-selected, &&.Mui-selected:hover': {
      backgroundColor: alpha(theme.palette.primary.main, 0.12),
    },
  },
  dimmed: { '& > *': { opacity: 0.62 } },
  changed: {
    '@media (prefers-reduced-motion: no-preference)': {
      animation: '$highlight 1.5s ease-out',
    },
  },
  '@keyframes highlight': {
    from: { backgroundColor: theme.palette.action.selected },
    to: { backgroundColor: 'transparent' },
  },
  cards: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: theme.spacing(1.5),
    '& button, & a[role="button"]': { minHeight: 44 },
  },
  card: { position: 'relative', padding: theme.spacing(2) },
  /** In the corner, a finger wide. */
  cardBox: {
    position: 'absolute',
    top: theme.spacing(0.5),
    right: theme.spacing(0.5),
    '& [class*="MuiCheckbox-root"]': { padding: 12 },
  },
  facts: {
    ...theme.typography.body2,
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, auto) minmax(0, 1fr)',
    gap: theme.spacing(0.75, 2),
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
    // A card has the room that columns lack, and nothing beside it to move
    '& dd [data-of-column]': {
      maxWidth: '100% !important',
      minHeight: '0 !important',
    },
  },
}));
