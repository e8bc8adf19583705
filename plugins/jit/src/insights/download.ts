import { Insights } from '@jit-portal/backstage-plugin-jit-common';
import { CardModel } from './cardModels';
import { Value } from './measures';
import { TileModel } from './tileModels';

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: Value | string): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : value.text;
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const HEAD = ['card', 'item', 'measure', 'unit', 'value'];
const UNIT = { count: '', share: 'percent', minutes: 'minutes' };

/** Every number of the page, a line each; RFC 4180, with a BOM. */
export function csvOf(
  insights: Insights,
  tiles: TileModel[],
  cards: CardModel[],
): string {
  const about: (Value | string)[][] = [
    ['range', 'from', '', 'UTC', insights.from ?? ''],
    ['range', 'to', '', 'UTC', insights.to],
    ['range', 'computed at', '', 'UTC', insights.computedAt],
  ];
  const numbers = tiles.map(({ title, value, name }) => [
    title,
    '',
    '',
    {
      requests: '',
      approved: 'percent',
      expired: 'percent',
      median: 'minutes',
    }[name],
    value,
  ]);
  const rows = cards.flatMap(({ title, measures, rows: lines }) =>
    lines.flatMap(({ label, values }) =>
      measures.map(({ name, kind }, index) => [
        title,
        label,
        name,
        UNIT[kind],
        values[index],
      ]),
    ),
  );
  const lines = [HEAD, ...about, ...numbers, ...rows];
  const text = lines.map(line => line.map(cell).join(',')).join('\r\n');
  return `\uFEFF${text}\r\n`;
}

/** The numbers as the server gave them. */
export function jsonOf(insights: Insights): string {
  return `${JSON.stringify(insights, null, 2)}\n`;
}

/** Lets the browser save a text under a name. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
