import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import VpnKeyIcon from '@material-ui/icons/VpnKey';

const useStyles = makeStyles({
  root: {
    alignItems: 'center',
    color: '#7df3e1',
    display: 'flex',
    fontSize: 18,
    fontWeight: 600,
    gap: 16,
    height: 64,
    paddingLeft: sidebarConfig.iconPadding,
  },
});

export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();
  return (
    <Link
      to="/"
      underline="none"
      aria-label="JIT portal, home"
      className={classes.root}
    >
      <VpnKeyIcon />
      {isOpen && 'JIT portal'}
    </Link>
  );
}
