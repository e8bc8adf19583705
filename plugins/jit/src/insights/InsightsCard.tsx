import { useState } from 'react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useWords } from '../translation';
import { CardChart } from './CardChart';
import { CardModel } from './cardModels';
import { CardTable } from './CardTable';
import { Definition } from './Definition';
import { Fence } from './Fence';

const useStyles = makeStyles(theme => ({
  card: {
    padding: theme.spacing(2),
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    // A chart gives way to a narrow page
    minWidth: 0,
  },
  head: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  title: { ...theme.typography.h6, margin: 0, flexGrow: 1, minWidth: 0 },
  body: { flexGrow: 1, minWidth: 0 },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
  },
}));

function Failed({ onRetry }: { onRetry(): void }) {
  const t = useWords();
  return (
    <div role="alert">
      <Typography>{t('insights.cardFailed')}</Typography>
      <Button size="small" variant="outlined" onClick={onRetry}>
        {t('common.action.tryAgain')}
      </Button>
    </div>
  );
}

function Numbers({ card, asTable }: { card: CardModel; asTable: boolean }) {
  const t = useWords();
  if (card.rows.length === 0) {
    return <Typography>{t('insights.noneOfThese')}</Typography>;
  }
  return asTable ? <CardTable card={card} /> : <CardChart card={card} />;
}

/** One pattern: what it means, a chart or its table, and where it leads. */
export function InsightsCard(props: { card: CardModel; onRetry(): void }) {
  const { card, onRetry } = props;
  const { title } = card;
  const t = useWords();
  const classes = useStyles();
  const [asTable, setAsTable] = useState(false);
  return (
    <Card className={classes.card} component="section" aria-label={title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        <Definition title={title} text={card.definition} />
      </div>
      <Typography variant="body2" color="textSecondary">
        {card.sentence}
      </Typography>
      {card.headline && (
        <Typography variant="h5" component="p">
          {card.headline}
        </Typography>
      )}
      <div className={classes.body}>
        {card.isFailed ? (
          <Failed onRetry={onRetry} />
        ) : (
          <Fence fallback={again => <Failed onRetry={again} />}>
            <Numbers card={card} asTable={asTable} />
          </Fence>
        )}
      </div>
      <div className={classes.foot}>
        {card.link && (
          <Link to={card.link.to} aria-label={`${card.link.words}: ${title}`}>
            {card.link.words}
          </Link>
        )}
        {card.rows.length > 0 && (
          <Button
            size="small"
            aria-pressed={asTable}
            aria-label={`${t('insights.asTable')}: ${title}`}
            variant={asTable ? 'contained' : 'outlined'}
            onClick={() => setAsTable(!asTable)}
          >
            {t('insights.asTable')}
          </Button>
        )}
      </div>
    </Card>
  );
}
