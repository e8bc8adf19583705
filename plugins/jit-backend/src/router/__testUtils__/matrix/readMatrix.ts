import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, kinds } from './cast';

/** The table that people read, and that the test holds the portal to. */
export const DOCUMENT = 'docs/authorisation-matrix.md';

/** A line of the table: a route, in some states, and what each one is told. */
export interface Line {
  section: string;
  /** As written, such as ``GET /requests/{id}`` or with a variant behind it. */
  route: string;
  variant: string;
  /** Empty where the route is about no request or session. */
  states: string[];
  answers: Record<Kind, string>;
}

const ROUTE = /^`([A-Z]+ \/\S*)`(?: (.+))?$/;

function cellsOf(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map(cell => cell.trim());
}

function lineOf(section: string, row: string): Line {
  const [route, states, ...answers] = cellsOf(row);
  const [, name, variant = ''] = ROUTE.exec(route) ?? [];
  if (!name || answers.length !== kinds.length) {
    throw new Error(`${DOCUMENT} cannot be read here: ${row}`);
  }
  return {
    section,
    route: name,
    variant,
    states: states === '–' ? [] : states.split(/,\s*/),
    answers: Object.fromEntries(
      kinds.map((kind, index) => [kind, answers[index]]),
    ) as Line['answers'],
  };
}

function readPage(): string {
  const root = join(__dirname, '../../../../../..');
  return readFileSync(join(root, DOCUMENT), 'utf8');
}

/** Reads the lines of every table whose first column is the route. */
export function readMatrix(): Line[] {
  const page = readPage();
  const lines: Line[] = [];
  let section = '';
  let isMatrix = false;
  for (const row of page.split('\n')) {
    if (row.startsWith('## ')) section = row.slice(3).trim();
    if (!row.startsWith('|')) {
      isMatrix = false;
    } else if (/^\| Route /.test(row)) {
      expect(cellsOf(row)).toEqual(['Route', 'State', ...kinds]);
      isMatrix = true;
    } else if (isMatrix && !/^\| -/.test(row)) {
      lines.push(lineOf(section, row));
    }
  }
  return lines;
}

/** The routes in the table whose first column has this title. */
export function readRoutes(title: string): string[] {
  const page = readPage();
  const [, table] = page.split(new RegExp(`^\\| ${title} +\\|$`, 'm'));
  const [rows] = table.trim().split('\n\n');
  return [...rows.matchAll(/`([A-Z]+ \/\S*)`/g)].map(([, route]) => route);
}
