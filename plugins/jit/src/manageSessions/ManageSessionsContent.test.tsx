import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { anApprover } from '../__testUtils__/reviewing';
import { aPage, aSession, anAccount, NOW } from '../__testUtils__/samples';
import { ManageSessionsContent } from './ManageSessionsContent';

const danas = aSession({
  isMine: false,
  residual: 'PT1H',
  sameAccess: [{ id: 's-89', number: 'SES-89' }],
  allowedActions: [{ name: 'revoke', allowed: true }],
});

function apiWith(answers: Partial<JitApi> = {}) {
  return fakeJitApi({
    getMe: async () => anApprover(),
    listSessions: async () => aPage([danas]),
    ...answers,
  });
}

async function openRevoke() {
  await userEvent.click(
    await screen.findByRole('button', { name: /^Revoke, SES-88/ }),
  );
  return screen.findByRole('alertdialog');
}

/** A conflict, as the client throws it. */
const refusedWith = (code: string, message = 'Refused.') =>
  Object.assign(new Error(message), {
    statusCode: 409,
    body: { error: { code, message } },
  });

describe('ManageSessionsContent', () => {
  it("has the guide's columns, and a bar that says what remains", async () => {
    await renderJit(<ManageSessionsContent />, { api: apiWith() });
    await screen.findByRole('row', { name: /Dana Ruiz/ });
    expect(
      screen.getAllByRole('columnheader').map(one => one.textContent),
    ).toEqual([
      'User',
      'Account',
      'Permission Set',
      'Granted At',
      'Time Remaining',
      'Status',
      'Actions',
    ]);
    expect(
      screen.getByRole('progressbar', {
        name: 'Time remaining, Dana Ruiz, Payments Production',
      }),
    ).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/left of 1 hour/),
    );
  });

  it('is narrowed to an account, found by its name', async () => {
    const account = anAccount();
    const listSessions = jest.fn(
      async (..._: Parameters<JitApi['listSessions']>) => aPage([danas]),
    );
    await renderJit(<ManageSessionsContent />, {
      api: apiWith({
        listSessions,
        listAccounts: async () => aPage([account]),
      }),
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Account' }),
      'pay',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: new RegExp(account.name) }),
    );
    await waitFor(() =>
      expect(listSessions).toHaveBeenLastCalledWith(
        expect.objectContaining({ account: [account.id] }),
      ),
    );
  });

  it('warns of what revoking does, and only of what is true', async () => {
    await renderJit(<ManageSessionsContent />, { api: apiWith() });
    const dialog = await openRevoke();
    expect(dialog).toHaveTextContent(
      "Revoking this session will immediately remove Dana Ruiz's access to Payments Production. This cannot be undone.",
    );
    expect(dialog).toHaveTextContent(
      'AWS credentials already issued may keep working for up to 1 h.',
    );
    expect(dialog).toHaveTextContent(
      'This also ends SES-89 of the same access.',
    );
    await waitFor(() =>
      expect(
        within(dialog).getByRole('textbox', { name: /Reason/ }),
      ).toHaveFocus(),
    );
  });

  it('leaves out the line about credentials where none can be left over', async () => {
    const session = { ...danas, residual: undefined, sameAccess: [] };
    await renderJit(<ManageSessionsContent />, {
      api: apiWith({ listSessions: async () => aPage([session]) }),
    });
    const dialog = await openRevoke();
    expect(dialog).not.toHaveTextContent('may keep working');
    expect(dialog).not.toHaveTextContent('This also ends');
  });

  it('revokes with the reason, and does not call it revoked before AWS did', async () => {
    const revokeSession = jest.fn(async () => ({
      ...danas,
      status: 'ENDING' as const,
      state: 'REVOKING' as const,
      justification: '',
      stages: [],
      roleNamePrefix: '',
    }));
    const { toasts } = await renderJit(<ManageSessionsContent />, {
      api: apiWith({ revokeSession }),
    });
    const dialog = await openRevoke();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Security incident' }),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm Revoke' }),
    );
    await waitFor(() => expect(toasts.post).toHaveBeenCalled());
    expect(revokeSession).toHaveBeenCalledWith('s-88', {
      reason: 'Security incident',
    });
    expect(toasts.post).toHaveBeenCalledWith(
      expect.objectContaining({
        title: 'Revoke accepted. AWS is still removing access.',
        // No tick: nothing is gone yet
        status: 'info',
      }),
    );
  });

  it('says which session of the same access goes on, and that it is revoked', async () => {
    const { toasts } = await renderJit(<ManageSessionsContent />, {
      api: apiWith({
        revokeSession: async () => ({
          ...danas,
          status: 'ENDED' as const,
          state: 'ENDED' as const,
          end: { cause: 'time' as const, at: NOW },
          justification: '',
          stages: [],
          roleNamePrefix: '',
          alsoEnding: ['SES-89'],
        }),
      }),
    });
    const dialog = await openRevoke();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm Revoke' }),
    );
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({
          title:
            'This session was over. SES-89 of the same access is being revoked.',
        }),
      ),
    );
  });

  it.each([
    ['already-ended', 'This session had already ended. Nothing was changed.'],
    [
      'already-ending',
      'This session is already ending. AWS is removing the access.',
    ],
  ])('tells %s as the server does', async (code, title) => {
    const { toasts } = await renderJit(<ManageSessionsContent />, {
      api: apiWith({
        revokeSession: async () => {
          throw refusedWith(code, title);
        },
      }),
    });
    const dialog = await openRevoke();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm Revoke' }),
    );
    await waitFor(() =>
      expect(toasts.post).toHaveBeenCalledWith(
        expect.objectContaining({ title }),
      ),
    );
  });

  it('takes no other conflict for an end', async () => {
    const { toasts } = await renderJit(<ManageSessionsContent />, {
      api: apiWith({
        revokeSession: async () => {
          throw refusedWith('version-changed', 'It has just changed.');
        },
      }),
    });
    const dialog = await openRevoke();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm Revoke' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      /The session was not revoked/,
    );
    expect(toasts.post).not.toHaveBeenCalled();
  });

  it('changes nothing on Escape', async () => {
    const revokeSession = jest.fn();
    await renderJit(<ManageSessionsContent />, {
      api: apiWith({ revokeSession }),
    });
    await openRevoke();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument(),
    );
    expect(revokeSession).not.toHaveBeenCalled();
  });

  it('keeps the dialog and says why when it was not revoked', async () => {
    await renderJit(<ManageSessionsContent />, {
      api: apiWith({
        revokeSession: async () => {
          throw Object.assign(new Error('down'), { statusCode: 503 });
        },
      }),
    });
    const dialog = await openRevoke();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm Revoke' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      /The session was not revoked/,
    );
  });

  it('says in red when access could not be removed, with the tries', async () => {
    const late = {
      ...danas,
      status: 'ENDING' as const,
      state: 'REVOKING' as const,
      removal: { attempts: 3, late: true },
    };
    await renderJit(<ManageSessionsContent />, {
      api: apiWith({ listSessions: async () => aPage([late]) }),
    });
    expect(
      await screen.findByText('Could not remove access'),
    ).toBeInTheDocument();
    expect(screen.getByText('Trying again. 3 tries.')).toBeInTheDocument();
    expect(
      screen.getByText(/Access could not be removed for 1 session/),
    ).toBeInTheDocument();
  });

  it('offers to revoke all only for one person', async () => {
    const listSessions = async () =>
      aPage([danas, { ...danas, id: 's-90', number: 'SES-90' }]);
    const { unmount } = await renderJit(<ManageSessionsContent />, {
      api: apiWith({ listSessions }),
    });
    await screen.findAllByRole('row', { name: /Dana Ruiz/ });
    expect(screen.queryByText('Revoke all 2…')).not.toBeInTheDocument();
    unmount();
    await renderJit(<ManageSessionsContent />, {
      path: '/?user=user:default/dana',
      api: apiWith({ listSessions }),
    });
    expect(
      await screen.findByRole('button', { name: 'Revoke all 2…' }),
    ).toBeInTheDocument();
  });

  describe('all sessions of one person', () => {
    const three = [88, 90, 91].map(n => ({
      ...danas,
      id: `s-${n}`,
      number: `SES-${n}`,
      sameAccess: [],
    }));
    const theos = {
      ...danas,
      id: 's-92',
      number: 'SES-92',
      user: { ref: 'user:default/theo', displayName: 'Theo Klein' },
    };
    const accepted = async (id: string) => ({
      ...three.find(one => one.id === id)!,
      status: 'ENDING' as const,
      state: 'REVOKING' as const,
      justification: '',
      stages: [],
      roleNamePrefix: '',
    });
    const listSessions: JitApi['listSessions'] = async query => {
      const items = [...three, theos];
      return aPage(
        query?.user?.length
          ? items.filter(one => query.user!.includes(one.user.ref))
          : items,
      );
    };
    const openAll = async (answers: Partial<JitApi>) => {
      await renderJit(<ManageSessionsContent />, {
        api: apiWith({ listSessions, ...answers }),
      });
      const [link] = await screen.findAllByRole('button', {
        name: 'All sessions of Dana Ruiz',
      });
      // Somebody with one session has no such link
      expect(
        screen.queryByRole('button', { name: 'All sessions of Theo Klein' }),
      ).toBeNull();
      await userEvent.click(link);
      await userEvent.click(
        await screen.findByRole('button', { name: 'Revoke all 3…' }),
      );
      return screen.findByRole('alertdialog', { name: 'Revoke 3 sessions?' });
    };
    const lines = (dialog: HTMLElement) =>
      within(dialog)
        .getAllByRole('listitem')
        .map(one => one.textContent);

    it('are revoked with one reason, each with its answer', async () => {
      const revokeSession = jest.fn(
        async (id: string, _: Parameters<JitApi['revokeSession']>[1]) => {
          if (id === 's-90') {
            throw refusedWith('already-ended');
          }
          return accepted(id);
        },
      );
      const dialog = await openAll({ revokeSession });
      expect(lines(dialog)[0]).toMatch(
        /^SES-88 · ReadOnlyAccess on Payments Production · /,
      );
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Security incident' }),
      );
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Confirm Revoke' }),
      );
      expect(await within(dialog).findByRole('status')).toHaveTextContent(
        '2 sessions are being revoked. 1 had already ended.',
      );
      expect(lines(dialog)).toEqual([
        expect.stringMatching(/^SES-88 .*Revoke accepted$/),
        expect.stringMatching(/^SES-90 .*Had already ended$/),
        expect.stringMatching(/^SES-91 .*Revoke accepted$/),
      ]);
      expect(revokeSession.mock.calls).toEqual(
        three.map(({ id }) => [id, { reason: 'Security incident' }]),
      );
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Done' }),
      );
      await waitFor(() =>
        expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument(),
      );
    });

    it('are revoked one by one, so that a failure stops none of the others', async () => {
      let isDown = true;
      const revokeSession = jest.fn(async (id: string) => {
        if (id === 's-88' && isDown) {
          throw Object.assign(new Error('down'), { statusCode: 503 });
        }
        return accepted(id);
      });
      const dialog = await openAll({ revokeSession });
      const press = (name: string) =>
        userEvent.click(within(dialog).getByRole('button', { name }));
      await press('Confirm Revoke');
      expect(await within(dialog).findByRole('alert')).toHaveTextContent(
        '2 sessions are being revoked. 1 was not revoked.',
      );
      expect(lines(dialog)[0]).toMatch(/Not revoked: down$/);
      isDown = false;
      await press('Try again');
      expect(await within(dialog).findByRole('status')).toHaveTextContent(
        '3 sessions are being revoked.',
      );
      // Only what had failed was sent again
      expect(revokeSession).toHaveBeenCalledTimes(4);
    });

    it('are all that there are, on whatever page they stand', async () => {
      const many = Array.from({ length: 12 }, (_, n) => ({
        ...danas,
        id: `s-${n}`,
        number: `SES-${n}`,
      }));
      await renderJit(<ManageSessionsContent />, {
        path: '/?user=user:default/dana&size=10',
        api: apiWith({
          listSessions: async query =>
            aPage(many.slice(0, query!.limit), {
              totalItems: 12,
              nextCursor: query!.limit! < 12 ? 'c' : undefined,
            }),
        }),
      });
      expect(
        await screen.findByText('Revoke all 12…', {}, { timeout: 10_000 }),
      ).toBeInTheDocument();
    });
  });

  it('has nothing that keeps somebody out', async () => {
    const { baseElement } = await renderJit(<ManageSessionsContent />, {
      api: apiWith(),
    });
    await openRevoke();
    expect(
      await axe(baseElement, { rules: { region: { enabled: false } } }),
    ).toHaveNoViolations();
  });
});
