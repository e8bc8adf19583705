import { expect, Locator, Page } from '@playwright/test';
import {
  asks,
  asksForCustom,
  countOf,
  DATA_LAKE,
  PRODUCTION,
  test,
} from '../support/approving';
import { apiOf } from '../support/people';

/*
 * Checks 55 and 56 of the acceptance checklist, Owned Accounts and Insights;
 * 57, Account Ownership, is told in ownership.test.ts.
 */
const OWNED = '/jit/accounts';
const INSIGHTS = '/jit/history/insights';

test('55 · the search narrows as one types, and the counts lead to their lists', async ({
  pageOf,
  portal,
}) => {
  await asks(portal, 'dana', PRODUCTION, 'DatabaseAdmin');
  await asksForCustom(portal, 'dana', PRODUCTION);

  const petra = await pageOf('petra', `${OWNED}?scope=all`);
  const search = petra.getByRole('searchbox');
  const names = petra.getByRole('rowheader');
  const finds = async (text: string, ...accounts: string[]) => {
    await search.fill(text);
    await expect(names).toHaveText(accounts);
  };
  await expect(names.nth(3)).toBeVisible();
  await finds('stag', 'Payments Staging');
  await finds('1111-1111', 'Payments Production');
  await finds('3333 33', 'Data Lake');
  await finds('theo', 'Data Lake');
  await finds(
    'payments own',
    'Legacy Billing',
    'Payments Production',
    'Payments Staging',
  );

  // As owner and SSO Admin petra decides both; sam not the one that waits for an owner
  const api = await apiOf(portal, 'sam');
  const { body } = await api.get('/accounts?scope=all');
  const account = body.items.find(
    ({ id }: { id: string }) => id === PRODUCTION,
  );
  expect(account.pendingForMe).toBeLessThan(account.pending);
  const sam = await pageOf('sam', `${OWNED}?scope=all`);
  const pending = sam.getByRole('link', {
    name: `${account.pending} pending requests for Payments Production`,
  });
  await expect(pending).toHaveText(String(account.pending));
  await pending.hover();
  await expect(sam.getByRole('tooltip')).toContainText(
    `${account.pendingForMe} for you`,
  );
  await pending.click();
  await expect(sam).toHaveURL(
    new RegExp(`/jit/pending\\?account=${PRODUCTION}`),
  );
  await expect
    .poll(() => countOf(sam, 'Pending Approvals'))
    .toBe(account.pendingForMe);

  const lake = body.items.find(({ id }: { id: string }) => id === DATA_LAKE);
  expect(lake.active).toBeGreaterThan(0);
  await sam.goto(`${portal.urls.app}${OWNED}?scope=all`);
  await sam
    .getByRole('link', { name: /active sessions? on Data Lake$/ })
    .click();
  await expect(sam).toHaveURL(
    new RegExp(`/jit/manage-sessions\\?account=${DATA_LAKE}`),
  );
  await expect.poll(() => countOf(sam, 'Manage Sessions')).toBe(lake.active);
});

/** What a link of Insights leads to, and how many it has. */
async function countBehind(page: Page, link: Locator): Promise<number> {
  await link.click();
  const count = await countOf(page, 'Request History');
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  await page.goBack();
  await expect(page).toHaveURL(/\/insights/);
  return count;
}

/** A table as it is read: names of columns, and the rows. */
async function tableOf(
  table: Locator,
): Promise<{ head: string[]; rows: string[][] }> {
  const [head, ...rows] = await table
    .locator('tr')
    .evaluateAll(all =>
      all.map(row => [...row.children].map(cell => cell.textContent ?? '')),
    );
  return { head, rows };
}

test('56 · the numbers of Insights are those of the history they link to', async ({
  pageOf,
}) => {
  const olivia = await pageOf('olivia', INSIGHTS);
  const card = (name: string) =>
    olivia.getByRole('region', { name, exact: true });
  const requests = card('Requests').locator('p').first();
  const total = Number(await requests.textContent());
  expect(total).toBeGreaterThan(10);
  expect(
    await countBehind(
      olivia,
      olivia.getByRole('link', { name: 'Show in history: Requests' }),
    ),
  ).toBe(total);

  // Each number of these cards leads to as many requests
  for (const name of [
    'Frequently requested accounts',
    'Common rejection reasons',
  ]) {
    const asTable = () =>
      olivia.getByRole('button', { name: `Table: ${name}` }).click();
    await asTable();
    const rows = card(name)
      .getByRole('row')
      .filter({ has: olivia.getByRole('rowheader') });
    await expect(rows.first()).toBeVisible();
    for (let at = 0; at < (await rows.count()); at += 1) {
      const row = rows.nth(at);
      const shown = Number(await row.getByRole('cell').last().textContent());
      expect(await countBehind(olivia, row.getByRole('link'))).toBe(shown);
      await asTable();
      await expect(rows.first()).toBeVisible();
    }
    await asTable();
  }

  // Each chart says in words what its table has
  const titles = await olivia
    .getByRole('button', { name: /^Table: / })
    .evaluateAll(all =>
      all.map(one => one.getAttribute('aria-label')!.slice('Table: '.length)),
    );
  expect(titles.length).toBeGreaterThan(5);
  for (const title of titles) {
    const words = (await card(title)
      .getByRole('img', { name: `${title}: ` })
      .getAttribute('aria-label'))!;
    await olivia.getByRole('button', { name: `Table: ${title}` }).click();
    const { head, rows } = await tableOf(card(title).getByRole('table'));
    const told = words.slice(`${title}: `.length, -1).split('; ')[0];
    const ofLine = /^(.+?) (\d.*|–) at the end, (.+) at most$/.exec(told);
    if (ofLine) {
      const [, name, last] = ofLine;
      const at = head.findIndex(one => name === one);
      const values = rows.map(row => row[at]).filter(one => one !== '–');
      expect(values.at(-1), words).toBe(last);
      continue;
    }
    const [label, ...cells] = rows[0];
    expect(told.slice(0, label.length + 1)).toBe(`${label} `);
    for (const value of told.slice(label.length + 1).split(', ')) {
      // Two measures have their names before them
      expect(
        cells.filter(cell => value === cell || value.endsWith(` ${cell}`)),
        words,
      ).not.toHaveLength(0);
    }
  }
});
