import { expect } from '@playwright/test';
import { fillPages, isThere } from './support/everyPage';
import { findingsEverywhere } from './support/findings';
import { apiOf, signedIn } from './support/people';
import { testWithPortal } from './support/portal';

/*
 * The same pages in the classic frontend system: one header, the sidebar with
 * its live badge, the account's Access tab, a decision, and what a checker says.
 */
const test = testWithPortal({ appPackage: 'app-classic' });

test('olivia finds everything, and decides', async ({ browser, portal }) => {
  const olivia = await signedIn(browser, portal, 'olivia');
  const item = (name: RegExp | string) => olivia.getByRole('link', { name });
  await expect(item(/^Pending Approvals/)).toHaveAccessibleName(
    'Pending Approvals',
  );

  const dana = await apiOf(portal, 'dana');
  await dana.ask('111111111111', 'BillingView');
  await expect(item(/^Pending Approvals/)).toHaveAccessibleName(/1 request/);

  for (const page of ['Request History', 'Manage Sessions', 'Owned Accounts']) {
    await item(page).click();
    await expect(
      olivia.getByRole('heading', { level: 2, name: new RegExp(`^${page}`) }),
    ).toBeVisible();
    await expect(olivia.locator('header')).toHaveCount(1);
  }

  await item(/^Pending Approvals/).click();
  await olivia.getByRole('button', { name: /^View Details/ }).click();
  const dialog = olivia.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /Comment/ }).fill('Not this month');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(dialog.getByText('Rejected. Dana Ruiz was told.')).toBeVisible();
});

test('dana asks from the account’s Access tab', async ({ browser, portal }) => {
  const dana = await signedIn(browser, portal, 'dana');
  await dana.goto(
    `${portal.urls.app}/catalog/default/resource/payments-staging/access`,
  );
  await expect(
    dana.getByRole('button', { name: 'Send Request' }),
  ).toBeVisible();
});

test('58 · a checker finds nothing serious in the classic system either', async ({
  browser,
  portal,
}) => {
  test.setTimeout(420_000);
  const places = await fillPages(portal);
  const ada = await signedIn(browser, portal, 'ada', {
    path: '/jit/requests',
    // Colours are measured, which must stand still
    context: { reducedMotion: 'reduce' },
  });
  await isThere(ada);
  expect(await findingsEverywhere(ada, places)).toEqual({});
});
