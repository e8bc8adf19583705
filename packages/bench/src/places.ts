import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../../..');
export const LIB = join(ROOT, 'script/lib');
/** Inside the repository, so that a bundle finds its packages. */
export const CACHE = join(ROOT, '.cache/bench');
