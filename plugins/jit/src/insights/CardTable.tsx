import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { Link } from '@backstage/core-components';
import { rowHeader } from '../lists/tableColumns';
import { useTableStyles } from '../lists/tableStyles';
import { useWords } from '../translation';
import { CardModel } from './cardModels';
import { valueWords } from './measures';

/** The same numbers as the chart, and what each leads to. */
export function CardTable({ card }: { card: CardModel }) {
  const t = useWords();
  const classes = useTableStyles();
  const isDated = card.chart.kind === 'lines';
  return (
    <div
      className={classes.region}
      role="region"
      aria-label={t('insights.numbers', { title: card.title })}
      // It scrolls sideways where there is little room
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      style={{ maxHeight: 360, overflowY: 'auto' }}
    >
      <Table size="small" aria-label={card.title}>
        <TableHead>
          <TableRow>
            <TableCell className={classes.head}>{card.rowName}</TableCell>
            {card.measures.map(({ name }) => (
              <TableCell key={name} className={classes.head} align="right">
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {card.rows.map(row => (
            <TableRow key={row.key}>
              <TableCell
                {...rowHeader}
                className={classes.cell}
                // A date is one word
                style={isDated ? { whiteSpace: 'nowrap' } : undefined}
              >
                {row.to ? <Link to={row.to}>{row.label}</Link> : row.label}
              </TableCell>
              {row.values.map((value, index) => (
                <TableCell
                  key={card.measures[index].name}
                  className={classes.cell}
                  align="right"
                >
                  {valueWords(t, card.measures[index].kind, value)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
