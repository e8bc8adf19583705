import { Figure, Spread } from './figures';

export interface Report {
  size: Record<string, number>;
  machine: string;
  seconds: number;
  figures: Figure[];
  /** What failed, in a sentence each. */
  failures: string[];
}

const GROUPS: Record<number, string> = {
  1: 'Lists, counts, detail, search and the badge',
  2: 'Growth with the history behind them',
  3: 'Submission and review',
  4: 'The engine',
  5: 'Pages in Chromium',
  6: 'Memory under load',
  7: 'A cold start',
};

const plain = (value: number) =>
  value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);

function both(spread: Spread | undefined): [string, string] {
  if (!spread) return ['', ''];
  return [plain(spread.median), plain(spread.p95)];
}

function reachOf({ reach, ratio, unit, missed }: Figure): string {
  if (reach === undefined) return '';
  const most = ratio ? `${reach} ×` : `${reach} ${unit}`;
  return missed ? `**missed** (${most})` : `reached (${most})`;
}

function line(figure: Figure): string {
  const cells = [
    figure.what,
    figure.unit,
    ...both(figure.measured),
    figure.against,
    ...both(figure.floor),
    ...both(figure.ratio),
    reachOf(figure),
  ];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const HEAD = [
  '| What | Unit | Median | 95 % | Against | Median | 95 % | Ratio | at 95 % | Reach |',
  '| :-- | :-- | --: | --: | :-- | --: | --: | --: | --: | :-- |',
];

/** A table for each group of figures. */
export function markdownOf({
  size,
  machine,
  seconds,
  figures,
  failures,
}: Report): string {
  const sizes = Object.entries(size).map(
    ([name, value]) => `${value.toLocaleString('en-US')} ${name}`,
  );
  const lines = [
    `${sizes.join(', ')}; ${machine}; ${Math.round(seconds / 60)} minutes.`,
  ];
  for (const group of new Set(figures.map(figure => figure.group))) {
    const ofGroup = figures.filter(figure => figure.group === group);
    lines.push('', `### ${group}. ${GROUPS[group]}`, '');
    lines.push(...HEAD, ...ofGroup.map(line));
  }
  if (failures.length > 0) {
    lines.push('', '### Failed', '', ...failures.map(one => `- ${one}`));
  }
  return `${lines.join('\n')}\n`;
}
