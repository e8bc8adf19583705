// Builds the app and lets Playwright walk it; see packages/app/e2e-tests/screenshots.ts.
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser.mjs';
import { buildApp } from './build.mjs';
import { PlainError, ROOT } from './processes.mjs';

try {
  const executablePath = findBrowser();
  buildApp('app');
  const { status } = spawnSync(
    'yarn',
    ['playwright', 'test', '--config', 'playwright.screenshots.config.ts'],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, JIT_CHROMIUM: executablePath },
    },
  );
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
