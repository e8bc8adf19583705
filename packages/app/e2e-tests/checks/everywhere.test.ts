import { expect, Locator, Page } from '@playwright/test';
import {
  PRODUCTION,
  STAGING,
  asks,
  asksForCustom,
  requestOf,
  rowOf,
} from '../support/approving';
import {
  Place,
  fillPages,
  goWithin,
  isThere,
  openDialog,
} from '../support/everyPage';
import { findingsEverywhere } from '../support/findings';
import { apiOf, assignmentsOf, signedIn } from '../support/people';
import { testWithPortal } from '../support/portal';

/*
 * What holds everywhere, checks 58 to 60: an accessibility checker, the keyboard
 * alone, no network, an error of the server, and a phone. The checker looks at
 * the classic frontend system in classic.test.ts.
 */
const REASON = 'Look into failed payouts, ticket OPS-771';
const PHONE = { width: 360, height: 740 };

const test = testWithPortal().extend<{}, { places: Place[] }>({
  places: [
    async ({ portal }, use) => {
      await use(await fillPages(portal));
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

/** Goes to it with Tab alone, as who has no mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const hasFocus = () =>
    target.evaluate(node => node === document.activeElement, null, {
      timeout: 15_000,
    });
  for (let presses = 0; presses < 150; presses++) {
    if (await hasFocus()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function press(page: Page, target: Locator, key = 'Enter') {
  await expect(target).toBeVisible();
  await tabTo(page, target);
  await page.keyboard.press(key);
}

test('58 · a checker finds nothing serious on any page or dialog, light and dark', async ({
  browser,
  portal,
  places,
}) => {
  test.setTimeout(240_000);
  const ada = await signedIn(browser, portal, 'ada', {
    path: '/jit/requests',
    // Colours are measured, which must stand still
    context: { reducedMotion: 'reduce' },
  });
  await isThere(ada);
  expect(await findingsEverywhere(ada, places)).toEqual({});
});

test('58 · somebody asks, approves and revokes with the keyboard alone', async ({
  browser,
  portal,
}) => {
  // Each press of Tab is looked at
  test.setTimeout(240_000);
  const theo = await signedIn(browser, portal, 'theo', {
    path: `/jit/request?account=${PRODUCTION}`,
  });
  const set = theo.getByLabel('Permission set');
  await press(theo, set);
  await expect(theo.getByRole('listbox')).toBeVisible();
  await theo.keyboard.press('P');
  await expect(
    theo.getByRole('option', { name: /^PowerUserAccess/ }),
  ).toBeFocused();
  await theo.keyboard.press('Enter');
  const chosen = theo.getByRole('radio', { name: '1 h', exact: true });
  await tabTo(theo, chosen);
  await theo.keyboard.press('ArrowRight');
  await expect(
    theo.getByRole('radio', { name: '2 h', exact: true }),
  ).toBeChecked();
  await tabTo(theo, theo.getByRole('textbox', { name: 'Justification' }));
  await theo.keyboard.type(REASON);
  await press(theo, theo.getByRole('button', { name: 'Send Request' }));
  await expect(
    theo.getByRole('heading', { name: 'Request sent' }),
  ).toBeFocused();
  const number = await theo
    .getByText(/^REQ-\d+$/)
    .first()
    .textContent();

  const olivia = await signedIn(browser, portal, 'olivia');
  await press(olivia, olivia.getByRole('link', { name: /^Pending Approvals/ }));
  await press(
    olivia,
    olivia.getByRole('button', {
      name: new RegExp(`^View Details, ${number},`),
    }),
  );
  const decision = olivia.getByRole('dialog');
  await expect(
    decision.getByRole('heading', { name: new RegExp(number!) }),
  ).toBeFocused();
  await tabTo(olivia, decision.getByRole('textbox', { name: /Comment/ }));
  await olivia.keyboard.type('Fine for OPS-771');
  await press(olivia, decision.getByRole('button', { name: 'Approve' }));
  await expect(
    decision.getByText('Approved. Access is being set up.'),
  ).toBeVisible();
  await olivia.keyboard.press('Escape');
  await expect(decision).toBeHidden();
  await expect
    .poll(() => assignmentsOf(portal, 'theo', PRODUCTION))
    .toEqual(['PowerUserAccess']);

  await press(olivia, olivia.getByRole('link', { name: 'Manage Sessions' }));
  const row = olivia.getByRole('row', { name: /Theo Chen/ });
  await press(olivia, row.getByRole('button', { name: /^Revoke, / }));
  // Toasts have the same role
  const revoke = olivia.getByRole('alertdialog', { name: 'Revoke session?' });
  await expect(revoke.getByRole('textbox', { name: /Reason/ })).toBeFocused();
  await olivia.keyboard.type('Security incident');
  await press(olivia, revoke.getByRole('button', { name: 'Confirm Revoke' }));
  await expect(revoke).toBeHidden();
  await expect
    .poll(() => assignmentsOf(portal, 'theo', PRODUCTION))
    .toEqual([]);
});

test('59 · offline the rows stay and decisions are off; back online all is fresh', async ({
  browser,
  portal,
}) => {
  const asked = await asks(portal, 'theo', STAGING, 'BillingView');
  const olivia = await signedIn(browser, portal, 'olivia', {
    path: `/jit/pending?request=${asked.number}`,
  });
  const dialog = olivia.getByRole('dialog');
  const approve = dialog.getByRole('button', { name: 'Approve' });
  await expect(approve).not.toHaveAttribute('aria-disabled', 'true');
  await olivia.context().setOffline(true);
  await expect(approve).toHaveAttribute('aria-disabled', 'true');
  await expect(dialog.getByRole('button', { name: 'Reject' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await olivia.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  const banner = olivia.getByText(
    /^You are offline\. Showing what was loaded at \d\d:\d\d\. Approve, Reject and Revoke are off until you are back online\.$/,
  );
  await expect(banner).toBeVisible();
  await expect(rowOf(olivia, asked.number)).toContainText('Theo Chen');

  // It happens meanwhile, and nothing tells this browser
  await (await apiOf(portal, 'theo')).post(`/requests/${asked.id}/cancel`, {});
  await olivia.context().setOffline(false);
  await expect(banner).toBeHidden();
  await expect(rowOf(olivia, asked.number)).toContainText('Cancelled');
});

test('59 · an error of the server is told with its id, and can be tried again', async ({
  browser,
  portal,
}) => {
  const LIST = /\/api\/jit\/requests\?/;
  const fail = (page: Page) =>
    page.route(LIST, route =>
      route.fulfill({
        status: 500,
        json: {
          error: {
            name: 'Error',
            message: 'An internal error occurred logId=7f3c9a1b2c3d4e5f',
          },
          response: { statusCode: 500 },
        },
      }),
    );
  const olivia = await signedIn(browser, portal, 'olivia', {
    path: '/jit/history',
    before: fail,
  });
  const alert = olivia.getByRole('alert').filter({ hasText: 'Could not load' });
  await expect(alert).toContainText('Could not load Request History.');
  await expect(alert).toContainText('Error id: 7f3c9a1b2c3d4e5f');
  await expect(
    alert.getByRole('button', { name: 'Copy error id' }),
  ).toBeVisible();
  await olivia.unroute(LIST);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(
    olivia.getByRole('button', { name: /^View Details/ }).first(),
  ).toBeVisible();

  // With rows on the page they stay
  await fail(olivia);
  await olivia.getByRole('button', { name: 'Refresh' }).click();
  await expect(
    olivia.getByText(
      /^Could not refresh\. Showing what was loaded at \d\d:\d\d\.$/,
    ),
  ).toBeVisible();
  await expect(
    olivia.getByRole('button', { name: /^View Details/ }).first(),
  ).toBeVisible();
  await olivia.unroute(LIST);
  await olivia.getByRole('button', { name: 'Try again' }).click();
  await expect(olivia.getByText(/^Could not refresh/)).toBeHidden();
});

test('60 · on a phone an approver opens, reads, approves and rejects', async ({
  browser,
  portal,
}) => {
  const approved = await asks(portal, 'theo', STAGING, 'DatabaseAdmin');
  const rejected = await asksForCustom(portal, 'theo', STAGING);
  const olivia = await signedIn(browser, portal, 'olivia', {
    path: '/jit/pending',
    context: { viewport: PHONE, hasTouch: true, isMobile: true },
  });
  const open = async (number: string) => {
    await olivia
      .getByRole('button', { name: new RegExp(`^View Details, ${number},`) })
      .tap();
    const dialog = olivia.getByRole('dialog');
    await expect(dialog.getByText(REASON)).toBeVisible();
    // It takes the whole screen
    expect(await dialog.boundingBox()).toMatchObject({ x: 0, ...PHONE });
    return dialog;
  };
  const first = await open(approved.number);
  await first.getByRole('button', { name: 'Approve' }).tap();
  await expect(
    first.getByText('Approved. Access is being set up.'),
  ).toBeVisible();
  await first.getByRole('button', { name: 'Close' }).tap();
  await expect(first).toBeHidden();

  const second = await open(rejected.number);
  await second
    .getByRole('textbox', { name: /Comment/ })
    .fill('A standard set will do');
  await second.getByRole('button', { name: 'Reject' }).tap();
  await expect(second.getByText('Rejected. Theo Chen was told.')).toBeVisible();
  expect((await requestOf(portal, 'theo', rejected.id)).state).toBe('REJECTED');
  expect((await requestOf(portal, 'theo', approved.id)).state).not.toBe(
    'PENDING',
  );
});

/** What scrolls sideways and is no region made for it, or sticks out of the page. */
function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) {
      found.push(`the page, ${document.documentElement.scrollWidth} px`);
    }
    for (const node of document.querySelectorAll<HTMLElement>('body *')) {
      const { overflowX } = window.getComputedStyle(node);
      if (overflowX !== 'auto' && overflowX !== 'scroll') continue;
      if (node.scrollWidth <= node.clientWidth + 1) continue;
      // Tables, their pages, tabs and code may, where the keyboard reaches them
      const isMeant = node.closest(
        '[role="region"], [role="tablist"], [tabindex="0"], .cm-editor, [class*="MuiTabs-root"]',
      );
      if (!isMeant) found.push(`${node.tagName}.${node.className}`);
    }
    return found;
  });
}

test('60 · no page scrolls sideways as a whole at 360 px, and under reduced motion nothing moves', async ({
  browser,
  portal,
  places,
}) => {
  test.setTimeout(240_000);
  const ada = await signedIn(browser, portal, 'ada', {
    path: '/jit/requests',
    context: { viewport: PHONE, reducedMotion: 'reduce' },
    before: page =>
      page.addInitScript(() => {
        const moved: string[] = [];
        Object.assign(window, { moved });
        const note = (event: Event) => {
          const { target } = event;
          if (!(target instanceof Element)) return;
          const what = `${event.type} ${target.tagName}.${target.getAttribute(
            'class',
          )}`;
          if (!/Mui(Circular|Linear)Progress/.test(what)) moved.push(what);
        };
        document.addEventListener('transitionrun', note, true);
        document.addEventListener('animationstart', note, true);
      }),
  });
  const movedOn = () =>
    ada.evaluate(() => {
      const { moved } = window as unknown as { moved: string[] };
      return [...new Set(moved.splice(0))];
    });
  await goWithin(ada, places[2]);
  await movedOn();

  const wide: Record<string, string[]> = {};
  const lively: Record<string, string[]> = {};
  const look = async (where: string) => {
    const scrolls = await sideways(ada);
    if (scrolls.length > 0) wide[where] = scrolls;
    const moved = await movedOn();
    if (moved.length > 0) lively[where] = moved;
  };
  for (const place of places) {
    await goWithin(ada, place);
    await look(place.path);
    for (const dialog of place.dialogs ?? []) {
      const opened = await openDialog(ada, dialog);
      await look(`${place.path} ${dialog.button}`);
      await ada.keyboard.press('Escape');
      await expect(opened).toBeHidden();
    }
  }
  expect(wide).toEqual({});
  expect(lively).toEqual({});
});
