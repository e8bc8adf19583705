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

/** Transpiles a backend once, so that a start takes seconds. */
export async function bundleBackend(
  entryPoint: string,
  outfile: string,
): Promise<string> {
  await build({
    entryPoints: [entryPoint],
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

/** What a replica of the storm runs. */
export async function bundleReplica(): Promise<string> {
  return bundleBackend(
    join(ROOT, 'packages/storm/src/backend.ts'),
    join(CACHE, 'replica.cjs'),
  );
}
