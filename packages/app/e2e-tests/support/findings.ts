import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';
import { Place, goWithin, openDialog } from './everyPage';

/*
 * What an accessibility checker finds on every page and dialog. Every rule is
 * asked for; what is not ours to change is left out element by element.
 */
type Theme = 'light' | 'dark';

const NOT_OURS = [
  // Backstage calls it "Notifications" and draws the number of unread ones into it
  'nav a[href="/notifications"]',
];

/** Of these an answer can differ between themes. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

interface Look {
  theme: Theme;
  /** A dialog, where one is open. */
  within?: string;
}

/** Serious and critical findings on what is shown. */
async function findingsOf(page: Page, { theme, within }: Look) {
  await expect(page.locator('[class*="MuiSkeleton-root"]')).toHaveCount(0);
  // In one go, since no page has frames, and without a list of what is well
  const checker = new AxeBuilder({ page }).setLegacyMode();
  checker.options({ resultTypes: ['violations'] });
  if (within) checker.include(within);
  for (const element of NOT_OURS) checker.exclude(element);
  if (theme === 'dark') checker.withRules(OF_COLOURS);
  const { violations } = await checker.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(node => `${id}: ${node.html} ${node.failureSummary}`),
    );
}

async function toTheme(page: Page, theme: Theme) {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('body')).toHaveAttribute('data-theme-mode', theme);
}

/** A checker that sees nothing finds nothing: it has to find this. */
async function seesWhatIsFaint(page: Page, theme: Theme) {
  const toggle = () =>
    page.evaluate(() => {
      const there = document.getElementById('faint');
      if (there) {
        there.remove();
        return;
      }
      document
        .querySelector('main, article')!
        .insertAdjacentHTML(
          'afterbegin',
          '<p id="faint" style="color:#888;background:#999">Faint</p>',
        );
    });
  await toggle();
  expect(await findingsOf(page, { theme })).toContainEqual(
    expect.stringContaining('id="faint"'),
  );
  await toggle();
}

/** All findings on all pages and dialogs in both themes, by where they are. */
export async function findingsEverywhere(page: Page, places: Place[]) {
  const found: Record<string, string[]> = {};
  for (const theme of ['light', 'dark'] as const) {
    await toTheme(page, theme);
    const look = async (where: string, within?: string) => {
      const findings = await findingsOf(page, { theme, within });
      if (findings.length > 0) found[`${theme} ${where}`] = findings;
    };
    for (const place of places) {
      await goWithin(page, place);
      await look(place.path, place.ours);
      for (const dialog of place.dialogs ?? []) {
        const opened = await openDialog(page, dialog);
        await look(`${place.path} ${dialog.button}`, `[role="${dialog.role}"]`);
        await page.keyboard.press('Escape');
        await expect(opened).toBeHidden();
      }
    }
    await seesWhatIsFaint(page, theme);
  }
  return found;
}
