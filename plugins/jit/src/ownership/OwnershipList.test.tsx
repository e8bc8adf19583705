import {
  JitApi,
  Me,
  OwnershipItem,
  OwnershipListPage,
  OwnershipQuery,
  OwnershipState,
} from '@jit-portal/backstage-plugin-jit-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { fakeJitApi, renderJit } from '../__testUtils__/renderJit';
import { aMe, aPage, NOW } from '../__testUtils__/samples';
import { OwnershipContent } from './OwnershipContent';

function anItem(change: Partial<OwnershipItem> = {}): OwnershipItem {
  return {
    key: 'resource:default/legacy',
    id: '222222222222',
    name: 'Legacy',
    entityRef: 'resource:default/legacy',
    state: 'ACTIVE',
    ownersFrom: 'relation',
    owners: [
      {
        ref: 'group:default/unknown',
        kind: 'group',
        displayName: 'unknown',
        found: false,
      },
    ],
    approvers: [],
    approverCount: 0,
    problems: [
      {
        code: 'owner-not-found',
        level: 'blocks',
        text: 'Owner not found in the catalog',
        detail: 'spec.owner is group:default/unknown.',
        fix: 'Set spec.owner to a group that is in the catalog.',
        yaml: 'spec:\n  owner: group:default/your-group',
      },
    ],
    designate: {
      where: 'entity',
      yaml: 'metadata:\n  annotations:\n    jit-portal.io/owners: group:default/your-group',
    },
    remove: [],
    ...change,
  };
}

function well(): OwnershipItem {
  const ops = { ref: 'group:default/ops', displayName: 'Ops team' };
  const leads = { ref: 'group:default/leads', displayName: 'Leads' };
  return anItem({
    key: 'resource:default/production',
    name: 'Production',
    owners: [{ ...ops, kind: 'group', found: true }],
    approvers: [
      { ref: 'user:default/ana', displayName: 'Ana Ruiz', via: [ops] },
      { ref: 'user:default/bo', displayName: 'Bo Lind', via: [ops, leads] },
      { ref: 'user:default/cy', displayName: 'Cy Orr', via: [] },
    ],
    approverCount: 3,
    problems: [],
  });
}

const anAdmin = (): Me =>
  aMe({
    roles: ['admin'],
    capabilities: { canApprove: true, canAudit: true, canAdmin: true },
  });

const theState: OwnershipState = {
  counts: { all: 143, attention: 9, ok: 134 },
  checkedAt: NOW,
  checking: false,
  unread: [],
};

async function show(
  options: {
    items?: OwnershipItem[];
    state?: Partial<OwnershipState>;
    me?: Me;
    path?: string;
    api?: Partial<JitApi>;
  } = {},
) {
  const { items = [anItem()], me = anAdmin(), path } = options;
  const asked: OwnershipQuery[] = [];
  const page = (): OwnershipListPage => ({
    ...aPage(items),
    ...theState,
    ...options.state,
  });
  const rendered = await renderJit(<OwnershipContent tab="accounts" />, {
    path,
    api: fakeJitApi({
      getMe: async () => me,
      listPauses: async () => ({ pauses: [] }),
      listOwnership: async query => {
        asked.push(query ?? {});
        return page();
      },
      ...options.api,
    }),
  });
  return { ...rendered, asked };
}

describe('Account Ownership', () => {
  it('tells who is named, what is wrong and what to do', async () => {
    const { asked } = await show();
    const row = await screen.findByRole('row', { name: /Legacy/ });
    expect(
      screen.getAllByRole('columnheader').map(one => one.textContent),
    ).toEqual([
      'Account',
      'Account ID',
      'Owner in catalog',
      'Approvers found',
      'Problem',
      'What to do',
    ]);
    expect(row).toHaveTextContent('group:default/unknown (not found)');
    expect(row).toHaveTextContent('Blocks approval');
    expect(row).toHaveTextContent('Owner not found in the catalog');
    expect(row).toHaveTextContent(
      'Set spec.owner to a group that is in the catalog.',
    );
    expect(
      within(row).getByRole('link', { name: 'Open in catalog, Legacy' }),
    ).toHaveAttribute('href', '/catalog/default/resource/legacy');
    expect(
      screen.getByRole('heading', {
        name: 'Account Ownership (143 accounts · 9 need attention)',
      }),
    ).toBeInTheDocument();
    expect(asked[0]).toMatchObject({ view: 'attention', sort: 'problem' });
  });

  it('gives the lines to copy', async () => {
    await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show YAML, Legacy' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'YAML for Legacy' });
    expect(
      within(dialog).getByRole('region', {
        name: 'Owner not found in the catalog',
      }),
    ).toHaveTextContent('spec: owner: group:default/your-group');
    expect(
      within(dialog).getByRole('button', {
        name: 'Copy, Designate one more owner',
      }),
    ).toBeInTheDocument();
    expect(await axe(dialog)).toHaveNoViolations();
  });

  it('tells how each approver was found', async () => {
    await show({ items: [well()] });
    await userEvent.click(
      await screen.findByRole('button', { name: '3 approvers of Production' }),
    );
    const list = screen.getByRole('dialog', {
      name: '3 approvers of Production',
    });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(one => one.textContent),
    ).toEqual([
      'Ana Ruizmember of Ops team',
      'Bo Lindmember of Leads, child group of Ops team',
      'Cy Orrnamed as owner',
    ]);
  });

  it('filters by counts and problem, in the address', async () => {
    const { asked } = await show();
    await screen.findByRole('row', { name: /Legacy/ });
    const attention = screen.getByRole('button', { name: 'Needs attention 9' });
    expect(attention).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'OK 134' }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ view: 'ok' }));
    await userEvent.click(screen.getByRole('button', { name: /All problems/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'Only one approver' }),
    );
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({
        view: 'ok',
        problem: ['only-one-approver'],
      }),
    );
  });

  it('drops from a link what means nothing', async () => {
    const { asked } = await show({
      path: '/?view=all&problem=no-owner,nonsense',
    });
    await screen.findByText(/Some filters in this link are not valid/);
    expect(asked[0]).toMatchObject({ view: 'all', problem: ['no-owner'] });
  });

  it('checks now, and says what came of it', async () => {
    let answer: (state: OwnershipState) => void = () => {};
    const checkOwnership = () =>
      new Promise<OwnershipState>(resolve => {
        answer = resolve;
      });
    await show({ api: { checkOwnership } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Check now' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Checking…' }),
    ).toHaveAttribute('aria-busy', 'true');
    answer(theState);
    expect(
      await screen.findByText('Checked 143 accounts. 9 need attention.'),
    ).toBeInTheDocument();
  });

  it('says how old it is where the last check failed, and what AWS denies', async () => {
    await show({
      state: {
        failure: { at: NOW, message: 'The catalog cannot be read now' },
        unread: ['organisation'],
      },
    });
    expect(
      await screen.findByText(/failed: The catalog cannot be read now/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/does not let JIT Access list the organisation/),
    ).toBeInTheDocument();
  });

  it('is content where nothing needs attention', async () => {
    await show({
      items: [],
      state: { counts: { all: 2, attention: 0, ok: 2 } },
    });
    expect(
      await screen.findByText('Every account has approvers.'),
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
    expect(
      screen.queryByRole('button', { name: 'Pause new access…' }),
    ).not.toBeInTheDocument();
  });

  it('passes the accessibility check', async () => {
    const { container } = await show({ items: [anItem(), well()] });
    await screen.findByRole('row', { name: /Legacy/ });
    expect(await axe(container)).toHaveNoViolations();
  });
});
