import { expect, Page } from '@playwright/test';
import { DATA_LAKE, PRODUCTION, asks } from '../support/approving';
import { apiOf, signedIn } from '../support/people';
import { testWithPortal } from '../support/portal';

/*
 * The sidebar, checks 1 to 8: who sees which pages, and the number of
 * requests that wait. Nia is noah.
 */
const OWN = ['Request Access', 'My Requests', 'Active Sessions'];
const APPROVERS = [
  'Pending Approvals',
  'Request History',
  'Manage Sessions',
  'Owned Accounts',
];
const DIVIDER = '—';

const test = testWithPortal();

const badgeOf = (page: Page) => page.getByTestId('jit-pending-badge');

const pendingOf = (page: Page) =>
  page.getByRole('link', { name: /^Pending Approvals/ });

/** The section as it stands: the names of its items, and its dividers. */
function sectionOf(page: Page): Promise<string[]> {
  return page
    .getByRole('heading', { name: 'JIT Access', exact: true, level: 3 })
    .locator('xpath=..')
    .locator('a, hr')
    .evaluateAll(
      (items, divider) =>
        items.map(item =>
          item.tagName === 'HR'
            ? divider
            : (item.getAttribute('aria-label') ?? '').split(',')[0],
        ),
      DIVIDER,
    );
}

test('1 · Nia sees the three pages of everybody, and nothing below a divider', async ({
  browser,
  portal,
}) => {
  const nia = await signedIn(browser, portal, 'noah', { path: '/jit' });
  // It goes on from there once it is known who this is
  await expect(nia).toHaveURL(/\/jit\/sessions$/);
  expect(await sectionOf(nia)).toEqual(OWN);
});

test('2 · Olga sees the four pages of approvers below a divider, in their order', async ({
  browser,
  portal,
}) => {
  const olga = await signedIn(browser, portal, 'olivia');
  await expect
    .poll(() => sectionOf(olga))
    .toEqual([...OWN, DIVIDER, ...APPROVERS]);
});

test('8 · Uma sees Request History alone, and may not open Pending Approvals', async ({
  browser,
  portal,
}) => {
  const uma = await signedIn(browser, portal, 'audrey', {
    path: '/jit/pending',
  });
  await expect(
    uma.getByText('You do not have access to Pending Approvals'),
  ).toBeVisible();
  await expect(
    uma.getByText(
      'Only account owners, SSO Admins and Admins can approve requests.',
    ),
  ).toBeVisible();
  await expect
    .poll(() => sectionOf(uma))
    .toEqual([...OWN, DIVIDER, 'Request History']);
});

test('5, 6 · no badge while nothing waits; it goes up by itself when Ana has sent', async ({
  browser,
  portal,
}) => {
  const olga = await signedIn(browser, portal, 'olivia', {
    path: '/jit/pending',
  });
  await expect(olga.getByText('Nothing is waiting for you.')).toBeVisible();
  await expect(pendingOf(olga)).toHaveAccessibleName('Pending Approvals');
  await expect(badgeOf(olga)).toHaveCount(0);
  await olga.evaluate(() => Object.assign(window, { isTheSameLoad: true }));

  const ana = await signedIn(browser, portal, 'dana', {
    path: `/jit/request?account=${PRODUCTION}&set=ReadOnlyAccess`,
  });
  await ana
    .getByRole('textbox', { name: 'Justification' })
    .fill('Look into failed payouts, ticket OPS-771');
  await ana.getByRole('button', { name: 'Send Request' }).click();
  await expect(ana.getByText('Request sent')).toBeVisible();
  await expect(badgeOf(olga)).toHaveText('1');
  expect(await olga.evaluate(() => 'isTheSameLoad' in window)).toBe(true);
});

test('3, 4 · three requests: a red 3 that is read out, and stays when collapsed', async ({
  browser,
  portal,
}) => {
  await asks(portal, 'dana', PRODUCTION, 'PowerUserAccess');
  await asks(portal, 'dana', PRODUCTION, 'BillingView');
  const olga = await signedIn(browser, portal, 'olivia');
  await expect(badgeOf(olga)).toHaveText('3');
  await expect(badgeOf(olga)).toHaveCSS('background-color', 'rgb(211, 47, 47)');
  await expect(pendingOf(olga)).toHaveAccessibleName(
    'Pending Approvals, 3 requests waiting',
  );

  await olga.evaluate(() =>
    window.localStorage.setItem('sidebarPinState', 'false'),
  );
  await olga.mouse.move(1000, 600);
  await olga.reload();
  await expect(badgeOf(olga)).toHaveText('3');
  await expect(badgeOf(olga)).toBeInViewport();
  await expect(
    pendingOf(olga).getByText('Pending Approvals', { exact: true }),
  ).toBeHidden();
});

test('7 · the badge and the title of Pending Approvals say the same number', async ({
  browser,
  portal,
}) => {
  // One that Olga and Sam decide, one that Bo does, and one of Bo's own
  await asks(portal, 'dana', PRODUCTION, 'BillingView');
  await asks(portal, 'dana', DATA_LAKE, 'ReadOnlyAccess');
  await asks(portal, 'theo', DATA_LAKE, 'PowerUserAccess');
  for (const name of ['olivia', 'sam', 'theo']) {
    const { body } = await (await apiOf(portal, name)).get('/me');
    const { pending, ownWaiting } = body.counts;
    expect(pending).toBeGreaterThan(0);
    expect(ownWaiting > 0).toBe(name === 'theo');
    const page = await signedIn(browser, portal, name, {
      path: '/jit/pending',
    });
    await expect(
      page.getByRole('heading', { name: `Pending Approvals (${pending})` }),
    ).toBeVisible();
    await expect(
      page.getByRole('checkbox', { name: /^Select REQ/ }),
    ).toHaveCount(pending);
    await expect(badgeOf(page)).toHaveText(String(pending));
    await page.context().close();
  }
});
