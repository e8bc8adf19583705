import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  JitApi,
  RequestOptions,
} from '@jit-portal/backstage-plugin-jit-common';
import { fakeJitApi, renderJit } from '../../__testUtils__/renderJit';
import {
  aPage,
  anAccount,
  aRequest,
  theOptions,
} from '../../__testUtils__/samples';
import { RequestAccessContent } from '../RequestAccessContent';

const PRODUCTION = anAccount();
const STAGING = anAccount({ id: '222222222222', name: 'Payments Staging' });
const LAKE = anAccount({ id: '333333333333', name: 'Data Lake' });
const REASON = 'Compare the payouts of both, ticket OPS-771';

async function renderPage(
  submitRequests: JitApi['submitRequests'],
  path: string,
  change: (accountId: string) => Partial<RequestOptions> = () => ({}),
) {
  const accounts = [PRODUCTION, STAGING, LAKE];
  const rendered = await renderJit(<RequestAccessContent />, {
    path,
    api: fakeJitApi({
      submitRequests,
      listAccounts: async () => aPage(accounts),
      getRequestOptions: async id =>
        theOptions({
          account: accounts.find(account => account.id === id)!,
          ...change(id),
        }),
    }),
  });
  return rendered;
}

const lines = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map(one => one.textContent);

async function fill() {
  await userEvent.click(await screen.findByLabelText(/Permission set/));
  await userEvent.click(screen.getByRole('option', { name: /ReadOnlyAccess/ }));
  const box = screen.getByRole('textbox', { name: 'Justification' });
  await userEvent.clear(box);
  await userEvent.click(box);
  await userEvent.paste(REASON);
}

describe('one set on several accounts', () => {
  it('is sent once, and every account has its line', async () => {
    const submitRequests = jest.fn(
      async (..._: Parameters<JitApi['submitRequests']>) => ({
        submissionId: 'sub-1',
        results: [
          { accountId: PRODUCTION.id, request: aRequest() },
          {
            accountId: STAGING.id,
            error: {
              name: 'ConflictError',
              code: 'paused',
              message: 'New access is paused: an incident.',
            },
          },
        ],
      }),
    );
    await renderPage(submitRequests, `/?account=${PRODUCTION.id}`);
    // A second account beside the first
    await screen.findByText(/^Payments Production/);
    await userEvent.click(screen.getByLabelText('Account'));
    await userEvent.click(
      await screen.findByRole('option', { name: /Payments Staging/ }),
    );
    await screen.findByRole('list', { name: 'Accounts to ask for' });
    await fill();
    await userEvent.dblClick(
      screen.getByRole('button', { name: 'Send 2 Requests' }),
    );
    expect(
      await screen.findByRole('heading', { name: '1 of 2 requests sent' }),
    ).toHaveFocus();
    expect(screen.getByText('ReadOnlyAccess for 1 h')).toBeInTheDocument();
    expect(screen.queryByLabelText('Account')).toBeNull();
    expect(lines('What became of each account')).toEqual([
      'Payments ProductionREQ-1042Pending',
      'Payments StagingNot sent: New access is paused: an incident.',
    ]);
    expect(submitRequests).toHaveBeenCalledTimes(1);
    expect(submitRequests).toHaveBeenCalledWith(
      {
        accountIds: [PRODUCTION.id, STAGING.id],
        permissionSet: { type: 'standard', name: 'ReadOnlyAccess' },
        duration: 'PT1H',
        justification: REASON,
      },
      { idempotencyKey: expect.any(String) },
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Correct and send again' }),
    );
    // The one that was refused is left, in the form of one account
    expect(
      await screen.findByRole('button', { name: 'Send Request' }),
    ).toBeInTheDocument();
  });

  it('leaves out what cannot be asked for, and says why', async () => {
    const submitRequests = jest.fn(
      (..._: Parameters<JitApi['submitRequests']>) =>
        new Promise<any>(() => {}),
    );
    const all = [PRODUCTION, STAGING, LAKE].map(({ id }) => id).join(',');
    await renderPage(submitRequests, `/?account=${all}`, id => {
      if (id === LAKE.id) {
        const canRequest = { allowed: false, because: 'Data Lake is closed.' };
        return { account: { ...LAKE, canRequest } };
      }
      return id === STAGING.id ? { myPending: [aRequest()] } : {};
    });
    await screen.findByText('Left out: Data Lake is closed.');
    expect(
      screen.getByRole('button', { name: 'Send 2 Requests' }),
    ).toBeInTheDocument();
    await fill();
    // The same is waiting there already
    await screen.findByText(
      'Left out: REQ-1042 for the same access is waiting.',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Send 1 Request' }),
    );
    await waitFor(() => expect(submitRequests).toHaveBeenCalled());
    expect(submitRequests.mock.calls[0][0].accountIds).toEqual([PRODUCTION.id]);
  });

  it('offers the sets that all of them have', async () => {
    const both = `/?account=${PRODUCTION.id},${STAGING.id}`;
    await renderPage(jest.fn(), both, id =>
      id === STAGING.id
        ? {
            permissionSets: [
              {
                name: 'PowerUserAccess',
                sessionDuration: 'PT1H',
                usageCount90d: 2,
                readAt: '2026-11-23T11:58:00.000Z',
              },
            ],
          }
        : {},
    );
    await userEvent.click(await screen.findByLabelText(/Permission set/));
    expect(screen.getAllByRole('option').map(one => one.textContent)).toEqual([
      'PowerUserAccess',
    ]);
  });

  it('says where nothing is offered on all of them', async () => {
    const both = `/?account=${PRODUCTION.id},${STAGING.id}`;
    await renderPage(jest.fn(), both, id =>
      id === STAGING.id ? { permissionSets: [] } : {},
    );
    expect(
      await screen.findByText(
        'No permission set is offered on all of these accounts.',
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Take out Payments Staging' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Send Request' }),
    ).toBeInTheDocument();
  });

  it('has nothing that keeps somebody out', async () => {
    const both = `/?account=${PRODUCTION.id},${STAGING.id}`;
    const { container } = await renderPage(jest.fn(), both);
    await screen.findByRole('button', { name: 'Send 2 Requests' });
    expect(await axe(container)).toHaveNoViolations();
  });
});
