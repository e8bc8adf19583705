import { Drift, DriftQuery, Me } from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { aMe, aPage, NOW } from '../__testUtils__/samples';
import { OwnershipContent } from './OwnershipContent';

function aDrift(change: Partial<Drift> = {}): Drift {
  return {
    id: 'finding-1',
    kind: 'stranger',
    level: 'warning',
    account: { id: '111111111111', name: 'Payments Production' },
    permissionSet: 'ReadOnlyAccess',
    principal: { type: 'group', id: 'g-1', name: 'Ops' },
    what: 'Ops has ReadOnlyAccess on Payments Production outside JIT Access.',
    fix: 'Remove the assignment in IAM Identity Center.',
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    ...change,
  };
}

const anAdmin = (): Me =>
  aMe({
    roles: ['admin'],
    capabilities: { canApprove: true, canAudit: true, canAdmin: true },
  });

async function show(
  options: {
    items?: Drift[];
    me?: Me;
    comparedAt?: string;
    path?: string;
  } = {},
) {
  const { items = [aDrift()], me = anAdmin(), comparedAt, path } = options;
  const asked: DriftQuery[] = [];
  const rendered = await renderJit(<OwnershipContent tab="drift" />, {
    path,
    api: fakeJitApi({
      getMe: async () => me,
      listPauses: async () => ({ pauses: [] }),
      listDrift: async query => {
        asked.push(query ?? {});
        return { ...aPage(items), comparedAt };
      },
    }),
  });
  return { ...rendered, asked };
}

describe('Account Ownership, Drift', () => {
  it('tells what differs, where, since when, and what to do', async () => {
    await show({ comparedAt: NOW });
    const row = await screen.findByRole('row', { name: /Ops has ReadOnly/ });
    expect(
      screen.getAllByRole('columnheader').map(one => one.textContent),
    ).toEqual([
      'Status',
      'Difference',
      'Account',
      'Permission Set',
      'Who',
      'Found',
      'What to do',
    ]);
    expect(within(row).getByText('Warning')).toBeInTheDocument();
    expect(within(row).getByText('Ops, group')).toBeInTheDocument();
    expect(
      within(row).getByText('Remove the assignment in IAM Identity Center.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/last compared as a whole at/)).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Drift (1)' }),
    ).toBeInTheDocument();
  });

  it('leads to the request that a difference is about', async () => {
    const session = { number: 'SES-8', requestNumber: 'REQ-9' };
    await show({ items: [aDrift({ kind: 'set-changed', session })] });
    expect(await screen.findByRole('link', { name: 'REQ-9' })).toHaveAttribute(
      'href',
      '/jit/requests/REQ-9',
    );
  });

  it('shows what lasts, the gravest first, until one asks for more', async () => {
    const { asked } = await show();
    await screen.findByRole('row', { name: /Ops has ReadOnly/ });
    expect(asked[0]).toMatchObject({
      state: 'open',
      sort: 'level',
      order: 'asc',
    });
    await userEvent.click(screen.getByRole('button', { name: /Show/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Resolved' }));
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ state: 'resolved' }),
    );
    await userEvent.click(screen.getByRole('button', { name: /Kind/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'AWS quota used up' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({
        state: 'resolved',
        kind: ['quota'],
      }),
    );
  });

  it('keeps its filters in the address, and drops what means nothing', async () => {
    const { asked } = await show({ path: '/?view=all&kind=quota,nonsense' });
    await screen.findByText(/Some filters in this link are not valid/);
    expect(asked[0]).toMatchObject({ state: undefined, kind: ['quota'] });
  });

  it('says that all is well, and whether everything was looked at', async () => {
    await show({ items: [] });
    expect(
      await screen.findByText('AWS and JIT Access agree.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('AWS has not been compared as a whole yet.'),
    ).toBeInTheDocument();
  });

  it('is for admins alone', async () => {
    const me = aMe({
      capabilities: { canApprove: true, canAudit: true, canAdmin: false },
    });
    const { asked } = await show({ me });
    expect(
      await screen.findByText('Only Admins can see account ownership.'),
    ).toBeInTheDocument();
    expect(asked).toEqual([]);
  });

  it('passes the accessibility check', async () => {
    const { container } = await show({ comparedAt: NOW });
    await screen.findByRole('row', { name: /Ops has ReadOnly/ });
    expect(await axe(container)).toHaveNoViolations();
  });
});
