import { expect } from '@playwright/test';
import { apiOf, signedIn } from './support/people';
import { testWithPortal } from './support/portal';

/*
 * The same pages in the classic frontend system: one header, the sidebar with
 * its live badge, the account's Access tab, a decision.
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
