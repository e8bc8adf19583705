import { join } from 'node:path';
import { Browser, BrowserContext, chromium, Page } from '@playwright/test';
import { Figure, limitFigure, ratioFigure } from '../figures';
import { PART } from '../ground/history';
import { Portal, portsOf } from '../ground/Portal';
import { CACHE, LIB, ROOT } from '../places';
import { ask, reviewersOf } from './asking';
import { addedBy, travelled } from './bytes';
import { Measurement } from './Measurement';

/** Rows no later than those of Backstage's own page. */
const REACH = 1;
/** What the plugin may add to the first load. */
const MOST_ADDED_KB = 20;
const LONGEST_TASK_MS = 50;
const WATCH_MS = 3_000;
/** Requests that wait for the admin who looks. */
const WAITING = 25;
/** One that no other measurement asks for. */
const SET = 9;
/** Wide enough for the sidebar and a table. */
const SCREEN = { width: 1440, height: 900 };

/** A page, the link that leads there, and what a row of it says. */
interface Shown {
  what: string;
  link: RegExp;
  row: RegExp;
}

const CATALOG: Shown = {
  what: 'Catalog',
  link: /^Catalog/,
  row: /Service \d+/,
};

const PAGES: Shown[] = [
  { what: 'Pending Approvals', link: /^Pending Approvals/, row: /Person \d+/ },
  { what: 'Request History', link: /^Request History/, row: /REQ-\d+/ },
  { what: 'Manage Sessions', link: /^Manage Sessions/, row: /Person \d+/ },
];

async function serveApp(portal: Portal): Promise<string> {
  const { startProgram, waitFor } = await import(`${LIB}/processes.mjs`);
  const { buildApp } = await import(`${LIB}/build.mjs`);
  buildApp('app');
  const program = startProgram({
    name: 'app',
    file: 'dev/appServer.ts',
    cwd: join(ROOT, 'packages/backend'),
    args: [join(ROOT, 'app-config.yaml'), portal.configFile].flatMap(file => [
      '--config',
      file,
    ]),
    env: {
      NODE_ENV: 'development',
      ...portsOf(portal.ports),
      APP_CONFIG_backend_listen: JSON.stringify({
        host: '127.0.0.1',
        port: portal.ports.app,
      }),
      APP_CONFIG_app_packageName: JSON.stringify('app'),
    },
    logFile: join(CACHE, 'app.log'),
  });
  const url = `http://localhost:${portal.ports.app}`;
  await waitFor('the app was served', async () => (await fetch(url)).ok, {
    programs: [program],
  });
  return url;
}

/** What does not come is looked at by somebody later. */
async function orShow(page: Page, awaited: Promise<void>): Promise<void> {
  try {
    await awaited;
  } catch (error) {
    const path = join(CACHE, 'lost.png');
    await page.screenshot({ path });
    throw new Error(`${error} See ${path}.`);
  }
}

/** A queue of more than a page, so that there are rows to wait for. */
async function letSomeWait(portal: Portal): Promise<void> {
  const requester = await portal.person(PART.requester);
  for (const { account } of reviewersOf(portal.size, WAITING)) {
    await ask(requester, account, SET);
  }
}

/** A browser that has never been here, on a page that is neither ours nor the catalog. */
async function arrive(
  browser: Browser,
  url: string,
): Promise<{ context: BrowserContext; page: Page; scripts: string[] }> {
  const context = await browser.newContext({ viewport: SCREEN });
  await context.addInitScript(
    who => window.sessionStorage.setItem('jit-demo-user', who),
    `person-${PART.admin}`,
  );
  const page = await context.newPage();
  const scripts: string[] = [];
  page.on('response', response => {
    if (/\.js(\?|$)/.test(response.url())) scripts.push(response.url());
  });
  await page.goto(`${url}/settings`);
  const link = page.getByRole('link', { name: /^Request History/ });
  await orShow(page, link.waitFor());
  await page.waitForLoadState('networkidle');
  return { context, page, scripts };
}

/** From the click until the first row can be seen. */
async function clickToRows(page: Page, { link, row }: Shown): Promise<number> {
  const target = page.getByRole('link', { name: link }).first();
  const first = page.getByRole('row', { name: row }).first();
  const began = performance.now();
  await target.click();
  await orShow(page, first.waitFor());
  return performance.now() - began;
}

async function rowsOnScreen(
  browser: Browser,
  url: string,
  shown: Shown,
): Promise<number> {
  const { context, page } = await arrive(browser, url);
  try {
    return await clickToRows(page, shown);
  } finally {
    await context.close();
  }
}

async function speed(
  browser: Browser,
  url: string,
  rounds: number,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const shown of PAGES) {
    const times: number[] = [];
    const catalog: number[] = [];
    // The first browser finds files that the server has not served yet
    for (let round = -1; round < rounds; round++) {
      const theirs = await rowsOnScreen(browser, url, CATALOG);
      const ours = await rowsOnScreen(browser, url, shown);
      if (round < 0) continue;
      catalog.push(theirs);
      times.push(ours);
    }
    figures.push(
      ratioFigure({
        group: 5,
        what: `${shown.what}: click to rows, first visit`,
        times,
        against: "Backstage's catalog page",
        floor: catalog,
        reach: REACH,
      }),
    );
  }
  return figures;
}

/** What JavaScript travels for whom. */
async function weight(browser: Browser, url: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  const kilobytes = { group: 5, unit: 'kB gzip' };
  for (const shown of PAGES) {
    const { context, page, scripts } = await arrive(browser, url);
    const atFirst = [...scripts];
    await clickToRows(page, shown);
    await page.waitForLoadState('networkidle');
    await context.close();
    const more = scripts.slice(atFirst.length);
    if (figures.length === 0) {
      figures.push(
        limitFigure({
          ...kilobytes,
          what: 'The plugin in the first load',
          values: [addedBy(atFirst)],
          against: `${travelled(atFirst).toFixed(0)} kB of the whole portal`,
          most: MOST_ADDED_KB,
        }),
      );
    }
    figures.push(
      limitFigure({
        ...kilobytes,
        what: `${shown.what}: what it loads on demand`,
        values: [travelled(more)],
        against: `of it the plugin's own: ${addedBy(more).toFixed(1)} kB`,
      }),
    );
  }
  return figures;
}

/** The longest stretch in which the page answers nobody. */
async function longestTask(
  page: Page,
  meanwhile: () => Promise<void>,
): Promise<number> {
  await page.evaluate(() => {
    const seen: number[] = [];
    (window as any).longTasks = seen;
    new PerformanceObserver(list =>
      list.getEntries().forEach(entry => seen.push(entry.duration)),
    ).observe({ type: 'longtask' });
  });
  await meanwhile();
  const tasks = await page.evaluate(() => (window as any).longTasks);
  return Math.max(0, ...tasks);
}

async function smoothness(browser: Browser, url: string): Promise<Figure[]> {
  const { context, page } = await arrive(browser, url);
  try {
    await clickToRows(page, PAGES[1]);
    await page.waitForLoadState('networkidle');
    const scrolled = await longestTask(page, async () => {
      for (let turn = 0; turn < 20; turn++) {
        await page.mouse.wheel(0, turn % 10 < 5 ? 400 : -400);
        await page.waitForTimeout(WATCH_MS / 20);
      }
    });
    await clickToRows(page, PAGES[2]);
    await page.waitForLoadState('networkidle');
    const ticked = await longestTask(page, () => page.waitForTimeout(WATCH_MS));
    const limits = {
      group: 5,
      unit: 'ms',
      against: 'the limit of a long task; 0 is none',
      most: LONGEST_TASK_MS,
    };
    return [
      limitFigure({
        ...limits,
        what: 'Longest task while a list scrolls',
        values: [scrolled],
      }),
      limitFigure({
        ...limits,
        what: 'Longest task while countdowns tick',
        values: [ticked],
      }),
    ];
  } finally {
    await context.close();
  }
}

/** The pages in a real browser, over the built app. */
export async function measurePages(
  measurement: Measurement,
  portal: Portal,
  rounds: number,
): Promise<void> {
  const { findBrowser } = await import(`${LIB}/browser.mjs`);
  const url = await serveApp(portal);
  await letSomeWait(portal);
  const browser = await chromium.launch({ executablePath: findBrowser() });
  try {
    measurement.add(...(await speed(browser, url, rounds)));
    measurement.add(...(await weight(browser, url)));
    measurement.add(...(await smoothness(browser, url)));
  } finally {
    await browser.close();
  }
}
