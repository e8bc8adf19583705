// The whole suite, step by step; the last lines name what failed and say how
// many passed and failed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findBrowser } from './browser.mjs';
import { buildApp } from './build.mjs';
import { startPostgres } from './postgres.mjs';
import { PlainError, ROOT, stopAll } from './processes.mjs';

const RESULTS = join(ROOT, '.cache/test-results');
const tally = { passed: 0, failed: 0 };
/** Named once more at the end: a log's end is often all that is kept. */
const failures = [];

function sh(command, args, env = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', code => resolve(code ?? 1));
  });
}

/** Two steps may run at once; `work` says how many checks of its own failed. */
async function step(title, work) {
  const began = Date.now();
  console.log(`\n── ${title}`);
  let failed = 0;
  try {
    failed = await work();
  } catch (error) {
    failed = 1;
    console.error(
      error instanceof PlainError ? `error: ${error.message}` : error,
    );
  }
  tally.failed += failed;
  const verdict = failed === 0 ? 'ok' : 'FAILED';
  if (verdict === 'FAILED') failures.push(title);
  console.log(
    `── ${title}: ${verdict} (${Math.round((Date.now() - began) / 1000)} s)`,
  );
}

/** The tests of a Playwright report that failed, with their files. */
function failedIn(suite) {
  const own = (suite.specs ?? [])
    .filter(spec => !spec.ok)
    .map(spec => `${spec.file}: ${spec.title}`);
  return [...own, ...(suite.suites ?? []).flatMap(failedIn)];
}

/** The others take more histories: ./script/histories --mutations runs all. */
const QUICKLY_FOUND = [
  'drop the poll',
  'call AWS before the intent',
  'do not store the latest end',
  'run past their end',
];

/** One check that either holds or does not. */
async function check(command, args, env) {
  if ((await sh(command, args, env)) !== 0) return 1;
  tally.passed += 1;
  return 0;
}

async function unitTests(postgres) {
  const outputFile = join(RESULTS, 'jest.json');
  const code = await sh(
    'yarn',
    [
      'backstage-cli',
      'repo',
      'test',
      '--ci',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${outputFile}`,
    ],
    {
      CI: '1',
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
        postgres.connectionString,
    },
  );
  if (!existsSync(outputFile))
    throw new PlainError('The unit tests did not run to their end.');
  const report = JSON.parse(readFileSync(outputFile, 'utf8'));
  tally.passed += report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  for (const file of report.testResults.filter(r => r.status === 'failed')) {
    const tests = file.assertionResults.filter(t => t.status === 'failed');
    const name = relative(ROOT, file.name);
    if (tests.length === 0) failures.push(`${name}: did not run`);
    for (const test of tests) failures.push(`${name}: ${test.fullName}`);
  }
  return failed === 0 && code !== 0 ? 1 : failed;
}

async function browserTests(postgres) {
  const executablePath = findBrowser();
  buildApp('app');
  buildApp('app-classic');
  const outputFile = join(RESULTS, 'playwright.json');
  const code = await sh(
    'yarn',
    ['playwright', 'test', '--reporter=list,json'],
    {
      JIT_CHROMIUM: executablePath,
      JIT_TEST_POSTGRES: postgres.connectionString,
      PLAYWRIGHT_JSON_OUTPUT_NAME: outputFile,
    },
  );
  if (!existsSync(outputFile))
    throw new PlainError('The browser tests did not run to their end.');
  const { stats, suites } = JSON.parse(readFileSync(outputFile, 'utf8'));
  failures.push(...suites.flatMap(failedIn));
  tally.passed += stats.expected + stats.flaky;
  const failed = stats.unexpected + stats.skipped;
  return failed === 0 && code !== 0 ? 1 : failed;
}

async function types() {
  // What is written here is what the reports are about
  rmSync(join(ROOT, 'dist-types'), { recursive: true, force: true });
  await step('Types', () => check('yarn', ['tsc']));
  await step('API reports', () =>
    check('yarn', ['api-reports:compare', '--ci']),
  );
}

async function looks() {
  await step('Formatting', () => check('yarn', ['prettier', '--check', '.']));
  await step('Lint', () =>
    check('yarn', ['backstage-cli', 'repo', 'lint', '--max-warnings', '0']),
  );
}

async function main() {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const postgres = await startPostgres();
  try {
    // Each takes one core, and there are two
    await Promise.all([types(), looks()]);
    await step('Unit and integration tests, SQLite and PostgreSQL', () =>
      unitTests(postgres),
    );
    await step('Simulated histories, with crashes and faults', () =>
      // Always the same ones: new ones are ./script/histories without a seed
      check('script/histories', ['--count', '200', '--seed', '311000']),
    );
    await step('Deliberate bugs, which histories have to find', () =>
      check('script/histories', [
        '--mutations',
        ...QUICKLY_FOUND.flatMap(bug => ['--only', bug]),
        ...['--seed', '9000', '--count', '40'],
      ]),
    );
    await step('A mass end, against the limits of AWS', () =>
      check('script/drain', ['500']),
    );
    await step('A storm over real processes', () =>
      check('script/storm', ['--short']),
    );
    await step('The story in a real browser', () => browserTests(postgres));
    await step('The benchmark, in small', () =>
      // The app is built by now; the times it takes say nothing
      check('script/bench', ['--small']),
    );
  } finally {
    await postgres.stop();
    await stopAll();
  }
}

main()
  .catch(error => {
    tally.failed += 1;
    console.error(
      error instanceof PlainError ? `error: ${error.message}` : error,
    );
  })
  .finally(() => {
    if (failures.length > 0)
      console.log(`\nFailed:\n${failures.map(f => `- ${f}`).join('\n')}`);
    console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
    process.exit(tally.failed === 0 ? 0 : 1);
  });
