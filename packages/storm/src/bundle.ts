import { join } from 'node:path';
import { build, Plugin } from 'esbuild';
import { CACHE, ROOT } from './places';

/** Our own sources go into the bundle; packages stay where they are installed. */
const oursAlone: Plugin = {
  name: 'ours-alone',
  setup(builder) {
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      path.startsWith('@jit-portal/') || kind === 'entry-point'
        ? undefined
        : { path, external: true },
    );
  },
};

/** Transpiles what a replica runs once, so that a restart takes seconds. */
export async function bundleReplica(): Promise<string> {
  const outfile = join(CACHE, 'replica.cjs');
  await build({
    entryPoints: [join(ROOT, 'packages/storm/src/backend.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'error',
    plugins: [oursAlone],
  });
  return outfile;
}
