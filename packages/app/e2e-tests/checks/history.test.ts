import { readFileSync } from 'node:fs';
import { expect, Locator, Page } from '@playwright/test';
// The strictest reader of CSV that there is here
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { readCsv } from '../../../../plugins/jit-backend/src/testing/readCsv';
import {
  Asked,
  asks,
  asksForCustom,
  countOf,
  EXACT_TIME,
  fieldOf,
  PRODUCTION,
  reviews,
  rowOf,
  STAGING,
  test,
  viewDetails,
} from '../support/approving';
import { apiOf } from '../support/people';

/*
 * Checks 42 to 49 of the acceptance checklist: Request History, on the months
 * of routine that the demo begins with.
 */
const HISTORY = '/jit/history';
const DAY = 86_400_000;

const rowsOf = (page: Page) =>
  page.getByRole('row').filter({ has: page.getByRole('cell') });

/** The rows of another view: the old ones stand until they are there. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'false');
}

async function openDetails(page: Page, asked: Asked): Promise<Locator> {
  await page.getByRole('searchbox').fill(asked.number);
  await viewDetails(page, asked.number).click();
  return page.getByRole('dialog', { name: new RegExp(`^${asked.number} ·`) });
}

test("42 · the guide's seven columns, and every status as word and icon", async ({
  pageOf,
}) => {
  const olivia = await pageOf('olivia', `${HISTORY}?size=50`);
  await expect(rowsOf(olivia).first()).toBeVisible();
  await expect(olivia.getByRole('columnheader')).toHaveText([
    'Requester',
    'Account',
    'Permission Set',
    'Status',
    'Duration',
    'Requested',
    'Actions',
  ]);
  const statuses = rowsOf(olivia).locator(
    'td:nth-child(4) [class*="MuiChip-root"]',
  );
  const count = await rowsOf(olivia).count();
  await expect(statuses).toHaveCount(count);
  await expect(statuses.locator('svg')).toHaveCount(count);
  for (const words of await statuses.allTextContents()) {
    expect(words).toMatch(
      /^(Pending( Owner| Admin)?|Approved|Setting up|Active|Ending|Revoking|Ended|Revoked|Rejected|Expired|Cancelled|Failed)$/,
    );
  }
});

test('43 · the filters stand in the URL, and a second person sees the same', async ({
  pageOf,
}) => {
  const olivia = await pageOf('olivia', HISTORY);
  await olivia.getByRole('button', { name: /^Rejected/ }).click();
  await olivia.getByRole('searchbox').fill('dana');
  await expect(olivia).toHaveURL(/[?&]q=dana/);
  await olivia.getByRole('textbox', { name: 'Account' }).fill('production');
  // What is offered before the search has answered moves under a click
  await expect(olivia.getByRole('option')).toHaveCount(1);
  await olivia.getByRole('option', { name: /Payments Production/ }).click();
  const filtered = async (page: Page) => {
    await expect(page).toHaveURL(/status=REJECTED/);
    await expect(page).toHaveURL(/q=dana/);
    await expect(page).toHaveURL(new RegExp(`account=${PRODUCTION}`));
    await expect(page.getByRole('searchbox')).toHaveValue('dana');
    await expect(
      page.getByRole('button', { name: /^Rejected/, pressed: true }),
    ).toBeVisible();
    await settled(page);
    const rows = rowsOf(page);
    await expect(rows.first()).toBeVisible();
    await expect(
      rows
        .filter({ hasText: 'Rejected' })
        .filter({ hasText: 'Dana Ruiz' })
        .filter({ hasText: 'Payments Production' }),
    ).toHaveCount(await rows.count());
    return countOf(page, 'Request History');
  };
  const count = await filtered(olivia);
  expect(count).toBeGreaterThan(0);
  await olivia.reload();
  expect(await filtered(olivia)).toBe(count);

  const link = olivia.url();
  await rowsOf(olivia)
    .first()
    .getByRole('button', { name: /^View Details/ })
    .click();
  await expect(olivia).toHaveURL(/request=REQ-/);
  const details = olivia.getByRole('dialog');
  await expect(details.getByText('Justification').first()).toBeVisible();
  await details.getByRole('link', { name: 'Open full page' }).click();
  await expect(olivia).toHaveURL(/\/jit\/requests\/REQ-\d+$/);
  await olivia.goBack();
  await expect(olivia.getByRole('dialog')).toBeVisible();
  await olivia.goBack();
  await expect(olivia.getByRole('dialog')).toHaveCount(0);
  expect(await filtered(olivia)).toBe(count);

  const omar = await pageOf(
    'omar',
    new URL(link).pathname + new URL(link).search,
  );
  expect(await filtered(omar)).toBe(count);
});

test('44 · the search finds what is on another page', async ({
  pageOf,
  portal,
}) => {
  const api = await apiOf(portal, 'olivia');
  const all = await api.get('/requests?scope=managed&limit=100');
  const last: Asked = all.body.items.at(-1);
  expect(all.body.items.length).toBeGreaterThan(20);
  const olivia = await pageOf('olivia', HISTORY);
  await expect(rowsOf(olivia)).toHaveCount(20);
  await expect(rowOf(olivia, last.number)).toHaveCount(0);
  await olivia.getByRole('searchbox').fill(last.number);
  await expect(rowOf(olivia, last.number)).toBeVisible();
});

test('45 · both reviews of a custom request are told, and what was not reached', async ({
  pageOf,
  portal,
}) => {
  const both = await asksForCustom(portal, 'dana', PRODUCTION);
  await reviews(portal, 'olivia', both, 'approve', 'Fine for OPS-771');
  await reviews(portal, 'sam', both, 'reject', 'Use the runbook instead');
  const one = await asksForCustom(portal, 'dana', PRODUCTION);
  await reviews(portal, 'omar', one, 'reject', 'Not without a ticket');

  const olivia = await pageOf('olivia', HISTORY);
  const dialog = await openDetails(olivia, both);
  const stage = (of: Locator, heading: string) =>
    of
      .getByRole('heading', { level: 4, name: heading })
      .locator('xpath=parent::*');
  const owner = stage(dialog, '1 · Owner review');
  await expect(owner.getByText('Approved', { exact: true })).toBeVisible();
  await expect(fieldOf(owner, 'Reviewed By')).toHaveText(
    'Olivia Park as Owner',
  );
  await expect(fieldOf(owner, 'Reviewed At')).toHaveText(EXACT_TIME);
  await expect(fieldOf(owner, 'Reviewer Comment')).toHaveText(
    'Fine for OPS-771',
  );
  const admin = stage(dialog, '2 · Admin review');
  await expect(admin.getByText('Rejected', { exact: true })).toBeVisible();
  await expect(fieldOf(admin, 'Reviewed By')).toHaveText(
    'Sam Ito as SSO Admin',
  );
  await expect(fieldOf(admin, 'Reviewed At')).toHaveText(EXACT_TIME);
  await expect(fieldOf(admin, 'Reviewer Comment')).toHaveText(
    'Use the runbook instead',
  );
  await olivia.keyboard.press('Escape');

  const first = await openDetails(olivia, one);
  await expect(
    fieldOf(stage(first, '1 · Owner review'), 'Reviewer Comment'),
  ).toHaveText('Not without a ticket');
  await expect(stage(first, '2 · Admin review')).toContainText('Not reviewed');
});

test('46 · a revoked session is in the history, with who and why', async ({
  pageOf,
}) => {
  const olivia = await pageOf('olivia', `${HISTORY}?status=REVOKED`);
  const row = olivia.getByRole('row', { name: /Dana Ruiz.*PowerUserAccess/ });
  await expect(row.first()).toContainText('Revoked');
  await expect(row.first()).toContainText('Olivia Park: Task completed');
  await row
    .first()
    .getByRole('button', { name: /^View Details/ })
    .click();
  const dialog = olivia.getByRole('dialog');
  await expect(fieldOf(dialog, 'Ended by')).toHaveText(
    'Olivia Park: Task completed',
  );
  await expect(fieldOf(dialog, 'Ended At')).toHaveText(EXACT_TIME);
});

test('47 · an export has all rejected rows and no other, in UTC, and no formula', async ({
  pageOf,
  portal,
}) => {
  const formula = '=HYPERLINK("https://example.com","Click me, OPS-1")';
  const asked = await asks(portal, 'dana', STAGING, 'DatabaseAdmin', {
    justification: formula,
  });
  await reviews(portal, 'olivia', asked, 'reject', '+1 for the next sprint');

  const audrey = await pageOf('audrey', `${HISTORY}?status=REJECTED&size=10`);
  await settled(audrey);
  await expect(rowsOf(audrey)).toHaveCount(10);
  const count = await countOf(audrey, 'Request History');
  expect(count).toBeGreaterThan(10);
  const downloading = audrey.waitForEvent('download');
  await audrey.getByRole('button', { name: 'Export CSV' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(
    /^jit-request-history_until_\d{4}-\d\d-\d\d\.csv$/,
  );
  await expect(
    audrey.getByRole('button', { name: `Exported ${count} requests.` }),
  ).toBeVisible();

  const text = readFileSync(await download.path(), 'utf8');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const [head, ...lines] = readCsv(text.slice(1));
  expect(lines).toHaveLength(count);
  const column = (name: string) => lines.map(line => line[head.indexOf(name)]);
  expect(new Set(column('status'))).toEqual(new Set(['REJECTED']));
  const times = head
    .filter(name => name.endsWith('_at'))
    .flatMap(column)
    .filter(Boolean);
  expect(times.length).toBeGreaterThanOrEqual(2 * count);
  for (const time of times) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  }
  const line = lines.find(one => one.includes(asked.number))!;
  expect(line[head.indexOf('justification')]).toBe(`'${formula}`);
  expect(line[head.indexOf('owner_comment')]).toBe("'+1 for the next sprint");
});

/** Each time on the page as its element says it, and as it is written. */
async function timesOf(page: Page): Promise<{ iso: string; text: string }[]> {
  await expect(page.locator('time').first()).toBeVisible();
  return page.locator('time').evaluateAll(times =>
    times.map(one => ({
      iso: one.getAttribute('datetime')!,
      text: one.firstChild!.textContent!,
    })),
  );
}

/** `23 Nov 2026, 14:05` */
function written(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const of = Object.fromEntries(parts.map(one => [one.type, one.value]));
  return `${of.day} ${of.month} ${of.year}, ${of.hour}:${of.minute}`;
}

async function expectTimesIn(page: Page, zone: string) {
  await expect
    .poll(async () => {
      const times = await timesOf(page);
      return times.filter(
        ({ iso, text }) => !text.startsWith(written(iso, zone)),
      );
    })
    .toEqual([]);
}

test('48 · UTC changes every time, survives a reload, and comes with a link', async ({
  pageOf,
  portal,
}) => {
  const olivia = await pageOf('olivia', HISTORY);
  await settled(olivia);
  await expectTimesIn(olivia, 'Europe/Berlin');
  const zone = olivia.getByRole('button', { name: /^Times: / });
  await expect(zone).toHaveText(/^Times: Europe\/Berlin \(GMT\+\d\)$/);
  await zone.click();
  await olivia.getByRole('menuitem', { name: 'UTC' }).click();
  await expect(zone).toHaveText('Times: UTC');
  await expectTimesIn(olivia, 'UTC');
  await olivia.reload();
  await expect(zone).toHaveText('Times: UTC');
  await expectTimesIn(olivia, 'UTC');
  await rowsOf(olivia)
    .first()
    .getByRole('button', { name: /^View Details/ })
    .click();
  await expect(
    olivia
      .getByRole('dialog')
      .getByText(/\d\d:\d\d:\d\d UTC/)
      .first(),
  ).toBeVisible();
  await expectTimesIn(olivia, 'UTC');
  await olivia.keyboard.press('Escape');
  await zone.click();
  await olivia.getByRole('menuitem', { name: 'Local time' }).click();
  await expectTimesIn(olivia, 'Europe/Berlin');

  // omar has chosen nothing, and his next visit is in his own zone again
  const omar = await pageOf('omar', `${HISTORY}?tz=utc`);
  await expect(omar.getByRole('button', { name: 'Times: UTC' })).toBeVisible();
  await expectTimesIn(omar, 'UTC');
  await omar.goto(`${portal.urls.app}${HISTORY}`);
  await expectTimesIn(omar, 'Europe/Berlin');
});

test('49 · what expired or was cancelled 60 days ago is in the last 90 days', async ({
  pageOf,
}) => {
  const olivia = await pageOf('olivia', HISTORY);
  await olivia.getByRole('button', { name: /^Expired/ }).click();
  await expect(olivia).toHaveURL(/EXPIRED/);
  await olivia.getByRole('button', { name: /^Cancelled/ }).click();
  await expect(olivia).toHaveURL(/EXPIRED,CANCELLED|EXPIRED%2CCANCELLED/);
  const choose = async (range: string) => {
    await olivia.getByLabel('Requested', { exact: true }).click();
    await olivia.getByRole('option', { name: range }).click();
  };
  const expired = rowsOf(olivia).filter({ hasText: /Theo Chen.*Expired/ });
  const cancelled = rowsOf(olivia).filter({ hasText: /Lena.*Cancelled/ });
  // By their tickets: the checks before this one left others of both kinds
  const find = (words: string) => olivia.getByRole('searchbox').fill(words);
  const age = async (row: Locator) => {
    await expect(row).toHaveCount(1);
    const iso = (await row.locator('time').first().getAttribute('datetime'))!;
    return Math.round((Date.now() - Date.parse(iso)) / DAY);
  };
  await choose('Last 90 days');
  await expect(olivia).toHaveURL(/range=90d/);
  await find('DATA-210');
  expect(await age(expired)).toBe(60);
  await find('FIN-9');
  expect(await age(cancelled)).toBe(60);
  await choose('Last 30 days');
  await expect(olivia).toHaveURL(/range=30d/);
  await expect(cancelled).toHaveCount(0);
});
