import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './writeWhole';

describe('a file that is written whole', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'write-whole-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is one of those that were written at once, and nothing else is left', async () => {
    const path = join(directory, 'list.json');
    const texts = Array.from({ length: 20 }, (_, n) => `${n}`.repeat(50_000));
    await Promise.all(texts.map(text => writeWhole(path, text)));
    expect(texts).toContain(await readFile(path, 'utf8'));
    expect(await readdir(directory)).toEqual(['list.json']);
  });

  it('leaves nothing behind where it cannot be written', async () => {
    const path = join(directory, 'missing', 'list.json');
    await expect(writeWhole(path, 'text')).rejects.toThrow(/ENOENT/);
    expect(await readdir(directory)).toEqual([]);
  });
});
