// Builds an app when something it is made of changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PlainError, ROOT } from './processes.mjs';

const SHARED = [
  'plugins/jit/src',
  'plugins/jit-common/src',
  'plugins/jit/package.json',
  'plugins/jit-common/package.json',
  'package.json',
  'yarn.lock',
  'app-config.yaml',
  'app-config.demo.yaml',
];

function* filesUnder(path) {
  if (!existsSync(path)) return;
  const entries = readdirSync(path, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const full = join(path, entry.name);
    if (entry.isDirectory()) yield* filesUnder(full);
    else yield full;
  }
}

function fingerprintOf(packageName) {
  const hash = createHash('sha256');
  const own = ['src', 'public', 'package.json', 'config.d.ts'].map(
    part => `packages/${packageName}/${part}`,
  );
  for (const part of [...SHARED, ...own]) {
    const path = join(ROOT, part);
    const isFile = /\.(json|lock|ya?ml|ts)$/.test(part);
    for (const file of isFile ? [path].filter(existsSync) : filesUnder(path)) {
      hash.update(file.slice(ROOT.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

export function buildApp(packageName) {
  const stamp = join(ROOT, '.cache', `built-${packageName}`);
  const wanted = fingerprintOf(packageName);
  const built = existsSync(
    join(ROOT, 'packages', packageName, 'dist/index.html'),
  );
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return;
  console.log(`Building ${packageName}…`);
  const { status, stdout, stderr } = spawnSync(
    'yarn',
    ['workspace', packageName, 'build'],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  if (status !== 0) {
    const log = join(ROOT, '.cache', `build-${packageName}.log`);
    writeFileSync(log, `${stdout}\n${stderr}`);
    throw new PlainError(
      `${packageName} could not be built (details: ${log}).`,
    );
  }
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(stamp, wanted);
}
