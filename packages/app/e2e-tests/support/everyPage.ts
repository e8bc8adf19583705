import { expect, Locator, Page } from '@playwright/test';
import {
  PRODUCTION,
  SANDBOX,
  STAGING,
  asks,
  asksForCustom,
  granted,
} from './approving';
import { apiOf } from './people';
import { Portal } from './portal';

/*
 * Every page and main dialog of the plugin, for what has to hold on all of them.
 * They are ada's, who as an Admin may see each.
 */
const WIDE = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});

/** A dialog of a page, by the button that opens it. */
interface OpenedBy {
  button: RegExp;
  /** A box to check before. */
  select?: RegExp;
  role: 'dialog' | 'alertdialog';
  /** Said in it once it has loaded what it shows. */
  says?: string;
}

export interface Place {
  path: string;
  /** Drawn when the page is. */
  ready(page: Page): Locator;
  /** What of the page is ours, where not all of it is. */
  ours?: string;
  dialogs?: OpenedBy[];
}

const heading = (name: string) => (page: Page) =>
  page.getByRole('heading', { level: 2, name: new RegExp(`^${name} \\(`) });

const button = (name: RegExp) => (page: Page) =>
  page.getByRole('button', { name }).first();

/** What there is to see: something that waits, runs and was decided, also of ada's. */
export async function fillPages(portal: Portal): Promise<Place[]> {
  const own = await asks(portal, 'ada', STAGING, 'BillingView');
  await asks(portal, 'dana', STAGING, 'ReadOnlyAccess');
  // Nobody owns it, so ada decides in the place of an owner
  const custom = await asksForCustom(portal, 'dana', SANDBOX, WIDE);
  await granted(portal, 'ada', PRODUCTION, 'ReadOnlyAccess', 'olivia');
  await granted(portal, 'dana', PRODUCTION, 'ReadOnlyAccess', 'olivia');
  // A portal that has just started reads catalog and AWS before it can tell
  const ada = await apiOf(portal, 'ada');
  await expect
    .poll(async () => (await ada.get('/ownership')).body.counts.attention, {
      timeout: 120_000,
    })
    .toBeGreaterThan(0);
  return [
    {
      path: `/jit/request?account=${PRODUCTION}&set=PowerUserAccess`,
      ready: page => page.getByRole('heading', { name: 'What happens next' }),
    },
    {
      path: `/jit/request?account=${STAGING}&type=custom`,
      ready: page =>
        page.getByRole('textbox', { name: 'Inline policy (JSON)' }),
    },
    {
      path: '/jit/requests',
      ready: button(/^View Details/),
      dialogs: [
        { button: new RegExp(`^Cancel ${own.number}`), role: 'alertdialog' },
      ],
    },
    {
      path: '/jit/sessions',
      ready: button(/^End Session/),
      dialogs: [{ button: /^End Session/, role: 'alertdialog' }],
    },
    {
      path: '/jit/pending',
      ready: button(/^View Details/),
      dialogs: [
        {
          button: new RegExp(`^View Details, ${custom.number}`),
          role: 'dialog',
          says: 'Justification',
        },
        {
          select: /^Select all/,
          button: /^Approve \d+…/,
          role: 'dialog',
        },
      ],
    },
    {
      path: '/jit/history',
      ready: button(/^View Details/),
      dialogs: [
        { button: /^View Details/, role: 'dialog', says: 'Justification' },
      ],
    },
    {
      path: '/jit/history/insights',
      ready: page => page.getByText('Frequently requested accounts'),
    },
    {
      path: '/jit/manage-sessions',
      ready: button(/^Revoke, /),
      dialogs: [
        { button: /^Revoke, /, role: 'alertdialog' },
        { button: /^View Details/, role: 'dialog', says: 'Justification' },
      ],
    },
    { path: '/jit/accounts', ready: heading('Owned Accounts') },
    {
      path: '/jit/ownership',
      ready: button(/^Show YAML/),
      dialogs: [
        { button: /^Show YAML/, role: 'dialog' },
        { button: /^Pause new access/, role: 'alertdialog' },
      ],
    },
    {
      path: '/jit/ownership/drift',
      ready: heading('Drift'),
    },
    {
      path: `/jit/requests/${custom.number}`,
      ready: page => page.getByRole('heading', { name: 'Your review' }),
    },
    {
      path: '/catalog/default/resource/payments-production',
      ready: page => page.getByRole('heading', { name: 'AWS Access' }),
      ours: '[class*="MuiCard-root"]:has(dl)',
    },
    {
      path: '/catalog/default/resource/payments-production/access',
      ready: page => page.getByRole('heading', { name: 'What happens next' }),
    },
  ];
}

/** Waits for the first page: before it there is no app to go around in. */
export async function isThere(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
}

/** Goes there within the app: nothing is loaded anew. */
export async function goWithin(page: Page, { path, ready }: Place) {
  await page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await expect(ready(page)).toBeVisible();
}

export async function openDialog(page: Page, opened: OpenedBy) {
  const { button: name, select, role, says } = opened;
  if (select) await page.getByRole('checkbox', { name: select }).check();
  await page.getByRole('button', { name }).first().click();
  const dialog = page.getByRole(role);
  await expect(dialog.getByRole('button').last()).toBeVisible();
  if (says) await expect(dialog.getByText(says).first()).toBeVisible();
  return dialog;
}
