import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from 'react-router-dom';

const useStyles = makeStyles(theme => ({
  // Backstage's own is white, in the dark as well
  tab: {
    '&:hover': {
      color: 'inherit',
      background: theme.palette.action.hover,
    },
  },
}));

/** The tabs of a page; they are links, each with an address of its own. */
export function PageTabs<TValue extends string>(props: {
  /** What the tabs are about, for who does not see them. */
  label: string;
  value: TValue;
  tabs: { value: TValue; label: string; to: string }[];
}) {
  const classes = useStyles();
  return (
    <Tabs
      value={props.value}
      style={{ marginBottom: 16 }}
      aria-label={props.label}
      indicatorColor="primary"
      textColor="inherit"
    >
      {props.tabs.map(({ value, label, to }) => (
        <Tab
          key={value}
          className={classes.tab}
          value={value}
          label={label}
          component={Link}
          to={to}
        />
      ))}
    </Tabs>
  );
}
