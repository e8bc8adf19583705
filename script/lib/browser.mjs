// A Chromium for the tests in a real browser: the machine's own, else Debian's
// package, installed as root or unpacked into .cache by a normal user.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlainError, ROOT } from './processes.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const UNPACKED = join(ROOT, '.cache/chromium');

function onPath() {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      if (existsSync(join(dir, name))) return join(dir, name);
    }
  }
  return undefined;
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  return {
    ok: result.status === 0,
    out: `${result.stdout ?? ''}`,
    err: `${result.stderr ?? ''}`,
  };
}

function worksAt(path) {
  return run(path, ['--version']).ok;
}

function installAsRoot() {
  console.log("Installing Debian's chromium…");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-q'], { env });
  return run(
    'apt-get',
    [
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      'chromium',
      'fonts-liberation',
    ],
    { env },
  );
}

/** apt's own solver says what chromium needs beyond what is installed. */
function unpackAsUser() {
  console.log("Unpacking Debian's chromium into .cache (no root here)…");
  rmSync(UNPACKED, { recursive: true, force: true });
  const state = join(UNPACKED, 'apt');
  const debs = join(UNPACKED, 'debs');
  for (const dir of [
    join(state, 'lists/partial'),
    join(state, 'cache/archives/partial'),
    debs,
  ]) {
    mkdirSync(dir, { recursive: true });
  }
  const options = [
    '-o',
    `Dir::State::Lists=${join(state, 'lists')}`,
    '-o',
    `Dir::Cache=${join(state, 'cache')}`,
    '-o',
    'Debug::NoLocking=1',
  ];
  const updated = run('apt-get', [...options, 'update', '-q']);
  if (!updated.ok) return updated;
  const plan = run('apt-get', [
    ...options,
    '-s',
    'install',
    '--no-install-recommends',
    'chromium',
    'fonts-liberation',
  ]);
  const packages = [...plan.out.matchAll(/^Inst (\S+)/gm)].map(
    match => match[1],
  );
  if (packages.length === 0) return plan;
  const got = run('apt-get', [...options, 'download', '-q', ...packages], {
    cwd: debs,
  });
  if (!got.ok) return got;
  for (const deb of readdirSync(debs)) {
    const unpacked = run('dpkg', [
      '-x',
      join(debs, deb),
      join(UNPACKED, 'root'),
    ]);
    if (!unpacked.ok) return unpacked;
  }
  const libs = [
    'usr/lib/x86_64-linux-gnu',
    'usr/lib/aarch64-linux-gnu',
    'usr/lib',
  ]
    .map(dir => join(UNPACKED, 'root', dir))
    .join(':');
  const wrapper = join(UNPACKED, 'chromium');
  writeFileSync(
    wrapper,
    `#!/bin/sh\nexport LD_LIBRARY_PATH="${libs}"\nexec "${UNPACKED}/root/usr/lib/chromium/chromium" "$@"\n`,
  );
  chmodSync(wrapper, 0o755);
  return {
    ok: worksAt(wrapper),
    out: '',
    err: 'the unpacked chromium does not run',
  };
}

/** @returns the path of a Chromium that runs; throws one clear sentence otherwise */
export function findBrowser() {
  const given = process.env.JIT_CHROMIUM;
  if (given) {
    if (worksAt(given)) return given;
    throw new PlainError(`JIT_CHROMIUM is '${given}', which does not run.`);
  }
  const found = [onPath(), join(UNPACKED, 'chromium')].find(
    path => path && existsSync(path) && worksAt(path),
  );
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  const tried = isRoot ? installAsRoot() : unpackAsUser();
  const path = isRoot ? onPath() : join(UNPACKED, 'chromium');
  if (path && existsSync(path) && worksAt(path)) return path;
  const why = tried.err.trim().split('\n').pop() || 'apt-get gave no reason';
  throw new PlainError(
    `The tests in a browser need Chromium, and it could not be had (${why}): install Debian's package chromium, or set JIT_CHROMIUM to one.`,
  );
}
