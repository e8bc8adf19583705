import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Part {
  file: string;
  edits: [find: string, replace: string][];
}

const ROOT = join(__dirname, '../..');
const mutations: (Part & { name: string; also?: Part[] })[] = JSON.parse(
  readFileSync(join(ROOT, 'dev/histories/mutations.json'), 'utf8'),
);

describe('the deliberate bugs that histories have to catch', () => {
  it.each(mutations.map(one => [one.name, one] as const))(
    '%s: fits the sources in one place',
    (_, mutation) => {
      for (const { file, edits } of [mutation, ...(mutation.also ?? [])]) {
        const source = readFileSync(join(ROOT, file), 'utf8');
        const places = edits.map(([find]) => source.split(find).length - 1);
        expect(places).toEqual(edits.map(() => 1));
      }
    },
  );
});
