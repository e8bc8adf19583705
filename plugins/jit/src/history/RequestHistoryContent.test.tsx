import { JitApi, RequestQuery } from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anApprover } from '../__testUtils__/reviewing';
import {
  aMe,
  anAccount,
  aPage,
  aRequest,
  aSession,
  olivia,
} from '../__testUtils__/samples';
import { usualWindow, windowOf } from '../__testUtils__/windowOf';
import { RequestHistoryContent } from './RequestHistoryContent';

const revoked = aRequest({
  status: 'APPROVED',
  state: 'REVOKED',
  allowedActions: [],
  session: aSession({
    status: 'REVOKED',
    state: 'REVOKED',
    end: {
      cause: 'revoked',
      at: '2026-11-23T13:00:00Z',
      by: olivia,
      reason: 'Task completed',
    },
  }),
});

function show(path = '/', answers: Partial<JitApi> = {}) {
  const asked: RequestQuery[] = [];
  const api = fakeJitApi({
    getMe: async () => anApprover(),
    listRequests: async query => {
      asked.push(query ?? {});
      return {
        ...aPage([revoked]),
        stateCounts: { REJECTED: { count: 12 }, REVOKED: { count: 1 } },
      };
    },
    ...answers,
  });
  return renderJit(<RequestHistoryContent />, { path, api }).then(() => asked);
}

describe('RequestHistoryContent', () => {
  afterEach(usualWindow);

  it("has the guide's seven columns, and says who ended it and why", async () => {
    await show();
    const row = await screen.findByRole('row', { name: /Dana Ruiz/ });
    expect(
      screen.getAllByRole('columnheader').map(one => one.textContent),
    ).toEqual([
      'Requester',
      'Account',
      'Permission Set',
      'Status',
      'Duration',
      'Requested',
      'Actions',
    ]);
    expect(row).toHaveTextContent('Revoked');
    expect(row).toHaveTextContent('Olivia Park: Task completed');
  });

  it('says who rejected it and why, without a click', async () => {
    const rejected = aRequest({ status: 'REJECTED', state: 'REJECTED' });
    const stage = rejected.stages[0];
    const review = {
      decision: 'reject' as const,
      by: olivia,
      as: 'owner' as const,
      at: '2026-11-23T12:20:03Z',
      comment: 'Not without a ticket',
    };
    await show('/', {
      listRequests: async () =>
        aPage([{ ...rejected, stages: [{ ...stage, review }] }]),
    });
    expect(
      await screen.findByText('Olivia Park: Not without a ticket'),
    ).toBeInTheDocument();
  });

  it('asks the server for what the link says', async () => {
    const asked = await show('/?status=REJECTED&account=111111111111&q=OPS');
    await waitFor(() =>
      expect(asked[0]).toMatchObject({
        state: ['REJECTED'],
        account: ['111111111111'],
        q: 'OPS',
      }),
    );
    expect(
      await screen.findByText('Account: 111111111111'),
    ).toBeInTheDocument();
  });

  it('calls what it is filtered by as people do', async () => {
    await show(
      '/?account=111111111111,222222222222&reviewer=user:default/olivia&requester=user:default/gone&type=custom',
      {
        // Whoever may not see an account is not told its name
        listAccounts: async query =>
          aPage(query?.q === '111111111111' ? [anAccount()] : []),
      },
    );
    for (const chip of [
      'Account: Payments Production (111111111111)',
      'Account: 222222222222',
      'Reviewer: Olivia Park',
      'Requester: user:default/gone',
      'Type: Custom',
    ]) {
      expect(await screen.findByText(chip)).toBeInTheDocument();
    }
    expect(screen.getByPlaceholderText('One more account')).toBeInTheDocument();
  });

  it('has the rows first on a phone, and its filters behind one button', async () => {
    windowOf(360);
    await show('/?status=REJECTED,REVOKED');
    const filters = await screen.findByRole('button', { name: 'Filters (2)' });
    expect(screen.queryByRole('button', { name: /^Rejected/ })).toBeNull();
    await userEvent.click(filters);
    expect(filters).toHaveAttribute('aria-expanded', 'true');
    expect(
      await screen.findByRole('button', { name: /^Rejected/ }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('says so when a link holds what means nothing here', async () => {
    await show('/?status=DENIED');
    expect(
      await screen.findByText(/Some filters in this link are not valid/),
    ).toBeInTheDocument();
  });

  it('filters by a status whose chip tells how many there are', async () => {
    const asked = await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Rejected 12' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ state: ['REJECTED'] }),
    );
  });

  it('asks for a range that was chosen, and takes it off again', async () => {
    const asked = await show();
    await userEvent.click(await screen.findByLabelText(/^Requested/));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Last 30 days' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)?.from).toMatch(/^\d{4}-\d\d-\d\dT/),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(asked.at(-1)?.from).toBeUndefined());
  });

  it('looks back on the accounts that an approver answers for', async () => {
    const asked = await show();
    await waitFor(() => expect(asked[0]).toMatchObject({ scope: 'managed' }));
  });

  it('shows an auditor everything', async () => {
    const asked = await show('/', {
      getMe: async () =>
        aMe({
          roles: ['auditor'],
          capabilities: { canApprove: false, canAudit: true, canAdmin: false },
        }),
    });
    expect(
      await screen.findByRole('row', { name: /Dana Ruiz/ }),
    ).toBeInTheDocument();
    expect(asked[0]).toMatchObject({ scope: 'all' });
  });

  it('keeps out who may not look back', async () => {
    await show('/', { getMe: async () => aMe() });
    expect(
      await screen.findByText('You do not have access to Request History'),
    ).toBeInTheDocument();
  });

  describe('Export CSV', () => {
    const file = new Blob(['id'], { type: 'text/csv' });
    let saved: string[];
    beforeEach(() => {
      saved = [];
      URL.createObjectURL = jest.fn(() => 'blob:file');
      URL.revokeObjectURL = jest.fn();
      jest
        .spyOn(HTMLAnchorElement.prototype, 'click')
        .mockImplementation(function click(this: HTMLAnchorElement) {
          saved.push(`${this.download} ${this.href}`);
        });
    });
    afterEach(() => jest.restoreAllMocks());

    const button = (name: string | RegExp) =>
      screen.findByRole('button', { name });

    it('exports what the filters match, all pages, in the order shown', async () => {
      const exported: object[] = [];
      await show(
        '/?status=REJECTED&range=custom&from=2026-10-24&to=2026-11-23&sort=status&order=asc&size=50&tz=utc',
        {
          exportRequests: async query => {
            exported.push(query!);
            return { file, rows: 214 };
          },
        },
      );
      await userEvent.click(await button('Export CSV'));
      expect(await button('Exported 214 requests.')).toBeInTheDocument();
      expect(exported).toEqual([
        expect.objectContaining({
          scope: 'managed',
          state: ['REJECTED'],
          from: '2026-10-24T00:00:00Z',
          to: '2026-11-24T00:00:00Z',
          sort: 'status',
          order: 'asc',
        }),
      ]);
      for (const page of ['limit', 'cursor', 'counts']) {
        expect(exported[0]).not.toHaveProperty(page);
      }
      expect(saved).toEqual([
        'jit-request-history_2026-10-24_2026-11-23.csv blob:file',
      ]);
    });

    it('asks first where very many match', async () => {
      const exportRequests = jest.fn(async () => ({ file, rows: 4_000 }));
      await show('/', {
        listRequests: async () => ({
          ...aPage([revoked]),
          totalItems: 999,
          totalIsMinimum: true,
        }),
        exportRequests,
      });
      await screen.findByRole('row', { name: /Dana Ruiz/ });
      await userEvent.click(await button('Export CSV'));
      const dialog = await screen.findByRole('alertdialog', {
        name: 'Export all matching requests?',
      });
      expect(exportRequests).not.toHaveBeenCalled();
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Export CSV' }),
      );
      expect(await button('Exported 4000 requests.')).toBeInTheDocument();
    });

    it('prepares until it is there, and saves nothing that broke off', async () => {
      let fail = (_: Error) => {};
      await show('/', {
        exportRequests: () =>
          new Promise((_done, reject) => {
            fail = reject;
          }),
      });
      await userEvent.click(await button('Export CSV'));
      expect(await button('Preparing…')).toHaveAttribute(
        'aria-disabled',
        'true',
      );
      fail(new Error('network error'));
      expect(await screen.findByRole('alert')).toHaveTextContent(
        'The export was not finished, and nothing was saved: network error',
      );
      expect(saved).toEqual([]);
    });
  });

  it('filters by account, type and reviewer', async () => {
    const asked = await show('/', {
      listAccounts: async () =>
        aPage([anAccount({ id: '111111111111', name: 'Production' })]),
    });
    await userEvent.click(await screen.findByLabelText('Type'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Custom' }),
    );
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ type: 'custom' }));
    await userEvent.type(await screen.findByLabelText('Account'), 'prod');
    await userEvent.click(
      await screen.findByRole('option', { name: /Production/ }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ account: ['111111111111'] }),
    );
    await userEvent.type(await screen.findByLabelText('Reviewer'), 'oliv');
    await userEvent.click(
      await screen.findByRole('option', { name: 'Olivia Park' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({
        type: 'custom',
        reviewer: ['user:default/olivia'],
      }),
    );
  });

  it('says how many older requests a range hides, and searches them too', async () => {
    const asked: RequestQuery[] = [];
    await show('/?range=7d&q=OPS', {
      listRequests: async query => {
        asked.push(query ?? {});
        return { ...aPage([]), totalItems: query?.from ? 0 : 12 };
      },
    });
    expect(
      await screen.findByText(/12 older requests match/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Search all time' }),
    );
    await waitFor(() => expect(asked.at(-1)?.limit).toBe(20));
    expect(asked.at(-1)?.q).toBe('OPS');
    expect(asked.at(-1)?.from).toBeUndefined();
  });
});
