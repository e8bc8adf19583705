import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { visuallyHidden } from '../shared/hidden';
import { useWords } from '../translation';
import { Definition } from './Definition';
import { TileModel } from './tileModels';

const useStyles = makeStyles(theme => ({
  tiles: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    margin: theme.spacing(2, 0),
  },
  tile: { padding: theme.spacing(1.5, 2) },
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
  },
}));

function Tile({ tile }: { tile: TileModel }) {
  const t = useWords();
  const classes = useStyles();
  return (
    <Card className={classes.tile} component="section" aria-label={tile.title}>
      <div className={classes.head}>
        <Typography component="h3" variant="body1">
          {tile.title}
        </Typography>
        <Definition title={tile.title} text={tile.definition} />
      </div>
      <Typography component="p" variant="h5">
        {tile.text}
      </Typography>
      <Typography component="p" variant="body2">
        {tile.change ? (
          <>
            <span aria-hidden>{tile.change.arrow} </span>
            {tile.change.words}{' '}
            <span style={visuallyHidden}>{t('insights.comparedWith')}</span>
          </>
        ) : (
          '\u00a0'
        )}
      </Typography>
      <Link
        to={tile.to}
        aria-label={t('insights.toHistoryOf', { title: tile.title })}
      >
        {t('insights.toHistory')}
      </Link>
    </Card>
  );
}

/** The four numbers at the top. */
export function Tiles({ tiles }: { tiles: TileModel[] }) {
  const classes = useStyles();
  return (
    <div className={classes.tiles}>
      {tiles.map(tile => (
        <Tile key={tile.name} tile={tile} />
      ))}
    </div>
  );
}
