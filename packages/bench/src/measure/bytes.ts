import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';
import { ROOT } from '../places';

const BUILT = join(ROOT, 'packages/app/dist/static');

/** Where the plugin's own sources are, in the words of a source map. */
const OURS = /plugins\/(jit|jit-common)\/src\//;

/** How much of it travels. */
const gzipped = (text: string) => gzipSync(text, { level: 9 }).length;

interface Piece {
  line: number;
  column: number;
  isOurs: boolean;
}

function piecesOf(map: TraceMap): Piece[] {
  const pieces: Piece[] = [];
  eachMapping(map, ({ generatedLine, generatedColumn, source }) => {
    pieces.push({
      line: generatedLine - 1,
      column: generatedColumn,
      isOurs: source !== null && OURS.test(source),
    });
  });
  return pieces;
}

/** What of a built file comes from the plugin's sources. */
export function oursIn(code: string, map: TraceMap): string {
  const lines = code.split('\n');
  const pieces = piecesOf(map);
  let ours = '';
  pieces.forEach((piece, index) => {
    if (!piece.isOurs) return;
    const next = pieces[index + 1];
    const end = next?.line === piece.line ? next.column : undefined;
    ours += lines[piece.line].slice(piece.column, end);
  });
  return ours;
}

/** What the plugin adds to these files of the built app, gzipped, in kB. */
export function addedBy(urls: string[]): number {
  const files = urls.map(url => join(BUILT, basename(new URL(url).pathname)));
  // What holds no source of anybody, such as a list of names, has no map
  const mapped = files.filter(file => existsSync(`${file}.map`));
  if (mapped.length === 0) throw new Error('The app has no source maps');
  const ours = mapped.map(file => {
    const map = new TraceMap(readFileSync(`${file}.map`, 'utf8'));
    return oursIn(readFileSync(file, 'utf8'), map);
  });
  return gzipped(ours.join('')) / 1000;
}

/** All of these files, gzipped one by one as they travel, in kB. */
export function travelled(urls: string[]): number {
  const sizes = urls.map(url =>
    gzipped(readFileSync(join(BUILT, basename(new URL(url).pathname)), 'utf8')),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
