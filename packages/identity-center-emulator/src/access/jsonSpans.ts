/** As Access Analyzer names places in a policy: keys and indexes. */
export type PathElement = { value: string } | { index: number };

interface Position {
  line: number;
  column: number;
  offset: number;
}

export interface Location {
  path: PathElement[];
  span: { start: Position; end: Position };
}

/** Lines from 1, columns and offsets from 0, as AWS counts. */
function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return {
    line: before.length,
    column: before[before.length - 1].length,
    offset,
  };
}

const BLANK = /[\s,:]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

const skip = (text: string, at: number) => at + matchAt(BLANK, text, at).length;

/** Calls back for each member of the array or object that begins there. */
function eachMember(
  text: string,
  start: number,
  visit: (name: string | number, at: number) => void,
): number {
  const isArray = text[start] === '[';
  let at = skip(text, start + 1);
  for (let index = 0; text[at] !== ']' && text[at] !== '}'; index += 1) {
    let name: string | number = index;
    if (!isArray) {
      const key = matchAt(SCALAR, text, at);
      name = JSON.parse(key) as string;
      at = skip(text, at + key.length);
    }
    visit(name, at);
    at = skip(text, endOf(text, at));
  }
  return at + 1;
}

/** Where the value ends that begins there. */
function endOf(text: string, start: number): number {
  return text[start] === '[' || text[start] === '{'
    ? eachMember(text, start, () => {})
    : start + matchAt(SCALAR, text, start).length;
}

/** Where a value stands in JSON that parses. */
export function locate(text: string, path: PathElement[]): Location {
  let start = skip(text, 0);
  for (const element of path) {
    const wanted = 'value' in element ? element.value : element.index;
    let found = start;
    eachMember(text, start, (name, at) => {
      if (name === wanted) found = at;
    });
    start = found;
  }
  return {
    path,
    span: {
      start: positionOf(text, start),
      end: positionOf(text, endOf(text, start)),
    },
  };
}

/** The whole of a text that is no JSON. */
export function wholeOf(text: string): Location {
  const span = {
    start: positionOf(text, 0),
    end: positionOf(text, text.length),
  };
  return { path: [], span };
}
