import {
  Insights,
  InsightsQuery,
  Me,
} from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anInsights } from '../__testUtils__/insights';
import { anApprover } from '../__testUtils__/reviewing';
import { aMe, aPage, anAccount, NOW } from '../__testUtils__/samples';
import { InsightsContent } from './InsightsContent';

async function show(
  options: {
    path?: string;
    me?: Me;
    insights?: Insights;
    fails?: boolean;
  } = {},
) {
  const { me = anApprover(), insights = anInsights() } = options;
  const asked: InsightsQuery[] = [];
  const api = fakeJitApi({
    getMe: async () => me,
    listAccounts: async () => aPage([anAccount()]),
    getInsights: async query => {
      asked.push(query ?? {});
      if (options.fails) throw new Error('The database is away');
      return insights;
    },
  });
  const path = options.path ?? '/?tz=utc';
  const rendered = await renderJit(<InsightsContent />, { path, api });
  return { ...rendered, asked };
}

const section = (name: string) => screen.findByRole('region', { name });

/** The path and the search of a link. */
function whereTo(link: HTMLElement) {
  const url = new URL(link.getAttribute('href')!, 'http://portal');
  return [url.pathname, Object.fromEntries(url.searchParams)];
}

describe('Insights', () => {
  it('asks for the last 90 days, and for what the link says', async () => {
    const { asked } = await show();
    await waitFor(() => expect(asked).toHaveLength(1));
    const days = (Date.parse(NOW) - Date.parse(asked[0].from!)) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    expect(asked[0].to).toBeUndefined();
    expect(asked[0].account).toEqual([]);
  });

  it('asks for a custom range and an account as the history would', async () => {
    const { asked } = await show({
      path: '/?range=custom&from=2026-11-01&to=2026-11-02&account=111111111111&tz=utc',
    });
    await waitFor(() =>
      expect(asked[0]).toEqual({
        from: '2026-11-01T00:00:00Z',
        to: '2026-11-03T00:00:00Z',
        account: ['111111111111'],
      }),
    );
    expect(
      await screen.findByText('Account: Payments Production (111111111111)'),
    ).toBeInTheDocument();
    const tile = await section('Expired');
    expect(
      whereTo(within(tile).getByRole('link', { name: /Show in history/ })),
    ).toEqual([
      '/jit/history',
      {
        range: 'custom',
        from: '2026-11-01',
        to: '2026-11-02',
        account: '111111111111',
        status: 'EXPIRED',
        tz: 'utc',
      },
    ]);
  });

  it('tells shares, the median, and how they changed', async () => {
    await show();
    expect(await section('Requests')).toHaveTextContent('214');
    expect(await section('Approved')).toHaveTextContent('78 %');
    expect(await section('Expired')).toHaveTextContent('9 %');
    expect(await section('Expired')).toHaveTextContent('▲ up 3 points');
    expect(await section('Median time to decision')).toHaveTextContent(
      '25 min',
    );
  });

  it('says that a few are too few', async () => {
    const few = anInsights();
    few.cards.totals!.now = {
      ...few.cards.totals!.now,
      approved: 4,
      rejected: 1,
      expired: 1,
    };
    await show({ insights: few });
    expect(await section('Approved')).toHaveTextContent('Too few to tell (6)');
    const card = await section('Expired requests by account');
    await userEvent.click(within(card).getByRole('button', { name: /^Table/ }));
    expect(
      within(card).getByRole('row', { name: /Payments Staging/ }),
    ).toHaveTextContent('Too few to tell (6)');
  });

  it('names each chart by what it shows', async () => {
    await show();
    expect(
      await screen.findByRole('img', {
        name: 'Frequently requested accounts: Payments Production 151; Payments Staging 63.',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /^Active sessions by day: Payments Production 9 at the end, 9 at most/,
      }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('img')).toHaveLength(13);
  });

  it('has a table with the same numbers, each linked to its requests', async () => {
    await show();
    const card = await section('Common rejection reasons');
    await userEvent.click(within(card).getByRole('button', { name: /^Table/ }));
    const table = within(card).getByRole('table');
    const rows = within(table).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'ReasonRequests',
      'Too wide12',
      'Other14',
    ]);
    expect(
      whereTo(within(rows[1]).getByRole('link', { name: 'Too wide' })),
    ).toEqual([
      '/jit/history',
      { range: '90d', reason: 'too-wide', tz: 'utc' },
    ]);
  });

  it.each([
    [
      'Frequently requested permission sets',
      'Custom sets, all together',
      { type: 'custom' },
    ],
    [
      'Time to decision by approver group',
      'Payments owners',
      { status: 'APPROVED,REJECTED', account: '111111111111,222222222222' },
    ],
    [
      'Off-hours sessions',
      'Payments Production',
      { session: 'off-hours', account: '111111111111' },
    ],
    [
      'Long-running sessions',
      'Payments Production',
      { session: 'long', account: '111111111111' },
    ],
    [
      'Repeated custom requests',
      'JIT-s3-fix: AmazonS3ReadOnlyAccess, an inline policy, covered by S3Support',
      { asked: '0123456789abcdef' },
    ],
    [
      'Custom requests that a standard set covers',
      '=S3Support',
      { coveredBy: '=S3Support' },
    ],
  ])('%s: %s leads to %j', async (title, row, search) => {
    await show();
    const card = await section(title);
    await userEvent.click(within(card).getByRole('button', { name: /^Table/ }));
    const link = within(card).getByRole('link', { name: row });
    expect(whereTo(link)[1]).toEqual({ range: '90d', tz: 'utc', ...search });
  });

  it('links what runs long now to Manage Sessions, but not for auditors', async () => {
    const { unmount } = await show();
    const card = await section('Long-running sessions');
    expect(card).toHaveTextContent('3 now');
    expect(whereTo(within(card).getByRole('link'))).toEqual([
      '/jit/manage-sessions',
      { longRunning: 'true' },
    ]);
    unmount();
    await show({
      me: aMe({
        roles: ['auditor'],
        capabilities: { canApprove: false, canAudit: true, canAdmin: false },
      }),
    });
    const again = await section('Long-running sessions');
    expect(whereTo(within(again).getByRole('link'))[0]).toBe('/jit/history');
  });

  it('tells what a number means on keyboard focus', async () => {
    await show();
    const card = await section('Off-hours sessions');
    const info = within(card).getByRole('button', { name: /^What/ });
    await userEvent.tab();
    info.focus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'outside 07:00-19:00 on working days',
    );
  });

  it('tells the other cards where one failed, and tries again', async () => {
    const insights = anInsights();
    delete insights.cards.reasons;
    const { asked } = await show({ insights });
    const card = await section('Common rejection reasons');
    expect(card).toHaveTextContent('Could not load this card.');
    expect(screen.getAllByRole('img')).toHaveLength(12);
    await userEvent.click(
      within(card).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() => expect(asked).toHaveLength(2));
  });

  it('says when there is not enough history', async () => {
    await show({ insights: anInsights({ isEnough: false, cards: {} }) });
    expect(
      await screen.findByText('Not enough history yet.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Insights start after 10 requests.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Download data' }),
    ).toBeDisabled();
  });

  it('says what could not be loaded', async () => {
    await show({ fails: true });
    expect(
      await screen.findByText('Could not load insights.'),
    ).toBeInTheDocument();
  });

  it('narrows to an account that is picked', async () => {
    const { asked } = await show();
    await section('Requests');
    await userEvent.click(screen.getByRole('textbox', { name: 'Account' }));
    await userEvent.click(
      await screen.findByRole('option', { name: /Payments Production/ }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ account: ['111111111111'] }),
    );
  });

  it('keeps out who may not look back', async () => {
    await show({ me: aMe() });
    expect(
      await screen.findByText('You do not have access to Insights'),
    ).toBeInTheDocument();
  });

  it('has no accessibility fault, with a table open as well', async () => {
    const { container } = await show();
    const card = await section('Frequently requested accounts');
    await userEvent.click(within(card).getByRole('button', { name: /^Table/ }));
    expect(await axe(container)).toHaveNoViolations();
  });
});
