import { Words } from '../translation';
import { CardModel } from './cardModels';
import { valueWords } from './measures';

const TOLD = 5;

/** Of bars: the first rows. */
function barItems(t: Words, { rows, measures, chart }: CardModel): string[] {
  const told = rows.slice(0, TOLD).map(({ label, values }) =>
    t('insights.summaryItem', {
      label,
      values: chart.drawn
        .map(index => {
          const words = valueWords(t, measures[index].kind, values[index]);
          return chart.drawn.length > 1
            ? `${measures[index].name} ${words}`
            : words;
        })
        .join(', '),
    }),
  );
  const more = rows.length - TOLD;
  return more > 0
    ? [...told, t('insights.summaryMore', { n: String(more) })]
    : told;
}

/** Of lines: where each ends, and its highest point. */
function lineItems(t: Words, { rows, measures, chart }: CardModel): string[] {
  return chart.drawn.flatMap(index => {
    const { name, kind } = measures[index];
    const values = rows
      .map(row => row.values[index])
      .filter((value): value is number => typeof value === 'number');
    if (values.length === 0) return [];
    return t('insights.summaryLine', {
      label: name,
      last: valueWords(t, kind, values[values.length - 1]),
      most: valueWords(t, kind, Math.max(...values)),
    });
  });
}

/** A chart in words: its name for who does not see it. */
export function summaryOf(t: Words, card: CardModel): string {
  const { title, chart } = card;
  const items = chart.kind === 'lines' ? lineItems(t, card) : barItems(t, card);
  return items.length === 0
    ? t('insights.summaryNone', { title })
    : t('insights.summary', { title, items: items.join('; ') });
}
