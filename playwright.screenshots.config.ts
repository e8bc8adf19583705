import { defineConfig } from '@playwright/test';
import tests from './playwright.config';

/* What ./script/screenshots runs: pictures of every page, and no test. */
export default defineConfig({
  ...tests,
  testMatch: '**/screenshots.ts',
  timeout: 600_000,
  outputDir: '.cache/screenshots-failures',
});
