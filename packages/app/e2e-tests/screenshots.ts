import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, expect, Page } from '@playwright/test';
import {
  fillPages,
  goWithin,
  isThere,
  openDialog,
  Place,
} from './support/everyPage';
import { asksForCustom, PRODUCTION, reviews } from './support/approving';
import { signedIn } from './support/people';
import { Portal, testWithPortal } from './support/portal';

/*
 * Pictures of every page and main dialog, in both themes and three widths, for
 * somebody to look at: ./script/screenshots.
 */
const FOLDER = join(__dirname, '../../../.cache/screenshots');
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 768, 1440];

type Look = { theme: (typeof THEMES)[number]; width: number };

const LOOKS: Look[] = THEMES.flatMap(theme =>
  WIDTHS.map(width => ({ theme, width })),
);

const nameOf = (words: string) =>
  words.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');

async function arrive(browser: Browser, portal: Portal, look: Look) {
  const height = look.width < 600 ? 780 : 900;
  return signedIn(browser, portal, 'ada', {
    path: '/jit/requests',
    context: {
      viewport: { width: look.width, height },
      colorScheme: look.theme,
      reducedMotion: 'reduce',
    },
    before: page =>
      page.addInitScript(
        theme => window.localStorage.setItem('theme', theme),
        look.theme,
      ),
  });
}

async function picture(page: Page, name: string, fullPage: boolean) {
  await expect(page.locator('[class*="MuiSkeleton-root"]')).toHaveCount(0);
  const { width } = page.viewportSize()!;
  const theme = await page.evaluate(() => localStorage.getItem('theme'));
  const path = join(FOLDER, `${theme}-${width}`, `${name}.png`);
  await page.screenshot({ path, fullPage });
}

async function pictureOf(page: Page, place: Place) {
  await goWithin(page, place);
  await picture(page, nameOf(place.path), true);
  for (const dialog of place.dialogs ?? []) {
    const opened = await openDialog(page, dialog);
    const name = `${place.path} ${dialog.button.source}`;
    await picture(page, nameOf(name), false);
    await page.keyboard.press('Escape');
    await expect(opened).toBeHidden();
  }
}

const test = testWithPortal();

test('every page', async ({ browser, portal }) => {
  mkdirSync(FOLDER, { recursive: true });
  const places = await fillPages(portal);
  for (const look of LOOKS) {
    const page = await arrive(browser, portal, look);
    await isThere(page);
    for (const place of places) await pictureOf(page, place);
    await page.context().close();
  }
});

const DRAFT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "SendPayoutsAgain",
      "Effect": "Allow",
      "Action": ["s3:PutObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::payouts-outbox", "arn:aws:s3:::payouts-outbox/*"]
    },
    {
      "Sid": "StartTheJob",
      "Effect": "Allow",
      "Action": ["lambda:InvokeFunction"],
      "Resource": "*"
    }
  ]
}`;
const WIDER = DRAFT.replace(
  '["lambda',
  '["iam:PassRole", "lambda:CreateFunction", "lambda',
);

/** As the page of custom permission sets shows them. */
test('custom permission sets, for the docs', async ({ browser, portal }) => {
  const high = (height: number) => ({
    context: {
      viewport: { width: 1440, height },
      reducedMotion: 'reduce' as const,
    },
  });
  const dana = await signedIn(browser, portal, 'dana', {
    path: '/catalog/default/resource/payments-production/access',
    ...high(1700),
  });
  await dana.getByRole('radio', { name: 'Custom' }).check();
  await dana
    .getByRole('textbox', { name: 'Name', exact: true })
    .fill('fix-export');
  for (const [search, name] of [
    ['logs read', 'CloudWatchLogsReadOnlyAccess'],
    ['sqs read', 'AmazonSQSReadOnlyAccess'],
  ]) {
    const box = dana.getByRole('textbox', { name: 'AWS managed policies' });
    await box.fill(search);
    await dana.getByRole('option', { name, exact: true }).click();
    await box.press('Escape');
  }
  await dana.getByRole('textbox', { name: 'Inline policy (JSON)' }).fill(WIDER);
  await expect(dana.getByText(/findings?: .*high/)).toBeVisible();
  await dana.screenshot({ path: join(FOLDER, 'docs', 'custom-request.png') });

  const asked = await asksForCustom(portal, 'dana', PRODUCTION, DRAFT);
  await reviews(portal, 'olivia', asked, 'approve');
  const sam = await signedIn(browser, portal, 'sam', {
    path: `/jit/pending?request=${asked.number}`,
    ...high(1500),
  });
  await expect(
    sam.getByRole('dialog').getByText('Before you decide'),
  ).toBeVisible();
  await sam.screenshot({ path: join(FOLDER, 'docs', 'custom-review.png') });
});
