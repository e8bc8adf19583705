// Preloaded before TypeScript is compiled: puts one deliberate bug of
// mutations.json into the sources as they are read, and into nothing else.
const { readFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { addHook } = require('pirates');

const ROOT = join(__dirname, '../..');
const wanted = process.env.JIT_MUTATION;
const mutations = JSON.parse(
  readFileSync(join(__dirname, 'mutations.json'), 'utf8'),
);
const mutation = mutations.find(({ name }) => name === wanted);
if (!mutation) throw new Error(`There is no mutation “${wanted}”`);

const parts = [mutation, ...(mutation.also ?? [])];

addHook(
  (code, filename) => {
    const part = parts.find(({ file }) => file === relative(ROOT, filename));
    if (!part) return code;
    return part.edits.reduce((text, [find, replace]) => {
      if (text.split(find).length !== 2) {
        throw new Error(
          `“${wanted}” no longer fits ${part.file}: look for\n${find}`,
        );
      }
      return text.replace(find, () => replace);
    }, code);
  },
  { extensions: ['.ts'], ignoreNodeModules: true },
);
