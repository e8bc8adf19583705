import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/*
 * Rules of the repository that a reader can rely on, told as tests.
 */
const ROOT = resolve(__dirname, '../../..');

function sourcesUnder(dir: string): { file: string; text: string }[] {
  return readdirSync(join(ROOT, dir), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .filter(
      entry =>
        !/\.test\.tsx?$|__testUtils__/.test(join(entry.parentPath, entry.name)),
    )
    .map(entry => join(entry.parentPath, entry.name))
    .map(file => ({ file, text: readFileSync(file, 'utf8') }));
}

function importsIn(text: string): string[] {
  return [...text.matchAll(/(?:from|import\(|require\()\s*'([^']+)'/g)].map(
    match => match[1],
  );
}

it('looks at the sources', () => {
  expect(sourcesUnder('plugins/jit-backend/src').length).toBeGreaterThan(50);
});

function offenders(dir: string, isWrong: (name: string) => boolean): string[] {
  return sourcesUnder(dir)
    .filter(({ text }) => importsIn(text).some(isWrong))
    .map(({ file }) => file.slice(ROOT.length + 1));
}

describe('what ships', () => {
  it.each([
    'packages/backend/src',
    'plugins/jit-backend/src',
    'plugins/jit-node/src',
    'plugins/jit-common/src',
    'plugins/jit/src',
  ])('knows nothing of the demo: %s (H34)', dir => {
    const isDemo = (name: string) =>
      /auth-backend-module-demo|demo-sign-in|identity-center-emulator|\/dev\//.test(
        name,
      );
    expect(offenders(dir, isDemo)).toEqual([]);
  });

  it('carries demo sign-in in no dependency of the built backend (H34)', () => {
    const { dependencies } = JSON.parse(
      readFileSync(join(ROOT, 'packages/backend/package.json'), 'utf8'),
    );
    expect(
      Object.keys(dependencies).filter(name => /demo|emulator/.test(name)),
    ).toEqual([]);
  });
});

describe('the backend plugin', () => {
  it('judges without effects: domain/ knows neither database nor AWS nor HTTP', () => {
    const isEffect = (name: string) =>
      /^(knex|express|@aws-sdk|@backstage\/backend)|\/(store|identityCenter\/Aws|router|service)\//.test(
        name,
      );
    expect(offenders('plugins/jit-backend/src/domain', isEffect)).toEqual([]);
  });

  it('speaks to AWS in identityCenter/ alone', () => {
    const speaks = offenders('plugins/jit-backend/src', name =>
      name.startsWith('@aws-sdk'),
    );
    expect(speaks.filter(file => !file.includes('/identityCenter/'))).toEqual(
      [],
    );
  });

  it('reads no clock inside a rule', () => {
    const reads = sourcesUnder('plugins/jit-backend/src/domain')
      .filter(({ text }) => /new Date\(\)|Date\.now\(/.test(text))
      .map(({ file }) => file.slice(ROOT.length + 1));
    expect(reads).toEqual([]);
  });
});
