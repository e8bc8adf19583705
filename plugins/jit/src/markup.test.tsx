import { ReactElement } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import { Route, Routes } from 'react-router-dom';
import { aCustomRequest, ownerApproved } from './__testUtils__/custom';
import { anInsights } from './__testUtils__/insights';
import { fakeJitApi, renderJit } from './__testUtils__/renderJit';
import { anApprover, aRequestToDecide } from './__testUtils__/reviewing';
import {
  aMe,
  anAccount,
  aPage,
  aRequest,
  aSession,
  NOW,
  olivia,
  theOptions,
} from './__testUtils__/samples';
import { PendingApprovalsContent } from './approvals';
import { EntityAccessTab } from './entity';
import { RequestHistoryContent } from './history';
import { InsightsContent } from './insights';
import { ManageSessionsContent } from './manageSessions';
import { OwnedAccountsContent } from './ownedAccounts';
import { OwnershipContent } from './ownership';
import { RequestPageContent } from './requestPage';
import { MyRequestsContent } from './requests';
import { ActiveSessionsContent } from './sessions';

/*
 * Whatever people, catalog and AWS call themselves and write: no page makes
 * more of it than text.
 */

const SCRIPT = ['javascript', ''].join(':');
const MARKUP = `<img src=x onerror=alert(1)><a class=evil href=${SCRIPT}alert(1)>here</a>`;

/** Fields in which people, catalog or AWS put words. */
const TEXTS = [
  'because',
  'comment',
  'description',
  'detail',
  'displayName',
  'error',
  'fix',
  'justification',
  'message',
  'names',
  'narrower',
  'reason',
  'text',
  'through',
  'what',
  'why',
  'yaml',
];

/** Marked by the field it stands in, so that a page can be seen to show it. */
const markedAs = (field: string) => `${MARKUP} ${field}.`;

/** Stages and actions are named by codes. */
const isCalled = (item: object) => !('allowed' in item || 'status' in item);

/** An answer of the server with markup in each of its texts. */
function marked<T>(value: T, field: string = ''): T {
  if (Array.isArray(value)) {
    return value.map(one => marked(one, field)) as T;
  }
  if (typeof value === 'string') {
    if (field.startsWith('inlinePolicy')) {
      return value.replace('{', `{"Id":"${markedAs(field)}",`) as T;
    }
    return (TEXTS.includes(field) ? markedAs(field) : value) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  const item = Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, marked(one, key)]),
  );
  if ('name' in item && isCalled(item)) item.name = markedAs('name');
  return item as T;
}

/** A JitApi whose every answer is marked. */
function markedApi(answers: Partial<JitApi>): JitApi {
  const all = { getMe: async () => anApprover(), ...answers };
  return fakeJitApi(
    Object.fromEntries(
      Object.entries(all).map(([name, ask]) => [
        name,
        async (...asked: unknown[]) => marked(await (ask as any)(...asked)),
      ]),
    ),
  );
}

/** Waits until each of these can be read; what became more than text, if anything did. */
async function elementsBeside(...fields: string[]): Promise<Element[]> {
  await waitFor(() => {
    const text = document.body.textContent;
    for (const field of fields) expect(text).toContain(markedAs(field));
  });
  return Array.from(
    document.querySelectorAll('img[src="x"], .evil, [href^="javascript:" i]'),
  );
}

const ended = aSession({
  id: 's-90',
  number: 'SES-90',
  status: 'REVOKED',
  state: 'REVOKED',
  end: {
    cause: 'revoked',
    at: NOW,
    by: olivia,
    reason: 'Task completed',
    accessRemains: undefined,
  },
  allowedActions: [],
});

const failed = aSession({
  id: 's-91',
  number: 'SES-91',
  status: 'FAILED',
  state: 'FAILED',
  failure: { code: 'x', message: 'AWS refuses it.', fix: 'Ask an Admin.' },
  allowedActions: [],
});

const rejection = {
  name: 'owner' as const,
  status: 'rejected' as const,
  review: {
    decision: 'reject' as const,
    by: olivia,
    as: 'owner' as const,
    at: NOW,
    comment: 'Too wide',
  },
};

const anAdmin = async () =>
  aMe({
    roles: ['admin'],
    capabilities: { canApprove: true, canAudit: true, canAdmin: true },
  });

const story = async () => ({
  items: [
    {
      id: '1',
      at: NOW,
      type: 'request.rejected',
      by: olivia,
      text: 'Rejected',
      data: { comment: 'Too wide' },
    },
  ],
});

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'production',
    title: markedAs('title'),
    annotations: { 'amazonaws.com/account-id': '111111111111' },
  },
  spec: { type: 'aws-account', owner: 'group:default/payments-owners' },
};

const requestPage = (
  <Routes>
    <Route path="/requests/:id" element={<RequestPageContent />} />
  </Routes>
);

type Page = [
  name: string,
  element: ReactElement,
  answers: Partial<JitApi>,
  fields: string[],
  path?: string,
];

const pages: Page[] = [
  [
    'My Requests',
    <MyRequestsContent />,
    {
      listRequests: async () =>
        aPage([
          aRequest(),
          aRequest({
            id: 'r-1',
            number: 'REQ-1',
            status: 'REJECTED',
            state: 'REJECTED',
            waitingFor: undefined,
            stages: [rejection],
            allowedActions: [],
          }),
        ]),
    },
    ['name', 'names', 'displayName', 'comment'],
  ],
  [
    'the page of a request',
    requestPage,
    {
      getRequest: async () =>
        aRequestToDecide({
          status: 'REJECTED',
          state: 'REJECTED',
          through: 'plugin:mcp-actions',
          riskFlags: [{ code: 'x', level: 'MEDIUM', text: 'Off hours' }],
          stages: [rejection],
          allowedActions: [],
        }),
      getRequestEvents: story,
    },
    ['name', 'displayName', 'justification', 'comment', 'text', 'through'],
    '/requests/REQ-1042',
  ],
  [
    'the page of a request that cannot be decided',
    requestPage,
    {
      getRequest: async () =>
        aRequestToDecide({
          allowedActions: [
            { name: 'approve', allowed: false, because: 'Not you' },
            { name: 'reject', allowed: false, because: 'Not you' },
          ],
        }),
      getRequestEvents: story,
    },
    ['because'],
    '/requests/REQ-1042',
  ],
  [
    'the page of a custom request',
    requestPage,
    {
      getRequest: async () => ({ ...aCustomRequest(), ...ownerApproved() }),
      getRequestEvents: story,
    },
    ['name', 'comment', 'text', 'why', 'narrower', 'inlinePolicyWithEnd'],
    '/requests/REQ-1042',
  ],
  [
    'Pending Approvals, with details',
    <PendingApprovalsContent />,
    {
      listRequests: async () => aPage([aRequestToDecide()]),
      getRequest: async () => aRequestToDecide(),
      getRequestEvents: story,
    },
    ['displayName', 'name', 'justification'],
    '/?request=REQ-1042',
  ],
  [
    'Active Sessions',
    <ActiveSessionsContent />,
    {
      listSessions: async query =>
        aPage(
          query?.state?.includes('ACTIVE') ? [aSession()] : [ended, failed],
        ),
    },
    ['name', 'displayName', 'reason', 'message', 'fix'],
  ],
  [
    'Manage Sessions',
    <ManageSessionsContent />,
    {
      listSessions: async () =>
        aPage([
          aSession({
            isMine: false,
            allowedActions: [{ name: 'revoke', allowed: true }],
          }),
        ]),
    },
    ['name', 'displayName'],
  ],
  [
    'Request History',
    <RequestHistoryContent />,
    {
      listRequests: async () => ({
        ...aPage([
          aRequest({
            status: 'APPROVED',
            state: 'REVOKED',
            session: ended,
            allowedActions: [],
          }),
        ]),
        stateCounts: {},
      }),
    },
    ['name', 'displayName', 'reason'],
  ],
  [
    'My Accounts',
    <OwnedAccountsContent />,
    { listAccounts: async () => aPage([anAccount()]) },
    ['name', 'displayName'],
  ],
  [
    'Account Ownership, with a brake',
    <OwnershipContent tab="accounts" />,
    {
      getMe: anAdmin,
      listPauses: async () => ({
        pauses: [{ by: olivia, at: NOW, reason: 'An incident' }],
      }),
      listOwnership: async () => ({
        ...aPage([
          {
            key: 'resource:default/legacy',
            id: '222222222222',
            name: 'Legacy',
            entityRef: 'resource:default/legacy',
            ownersFrom: 'relation' as const,
            owners: [
              {
                ref: 'group:default/ops',
                kind: 'group' as const,
                displayName: 'Ops',
                found: true,
              },
            ],
            approvers: [],
            approverCount: 0,
            problems: [
              {
                code: 'owner-not-found' as const,
                level: 'blocks' as const,
                text: 'Owner not found',
                detail: 'It is nobody.',
                fix: 'Name somebody.',
                yaml: 'spec: {}',
              },
            ],
            designate: { where: 'entity' as const, yaml: 'metadata: {}' },
            remove: [],
          },
        ]),
        counts: { all: 1, attention: 1, ok: 0 },
        checkedAt: NOW,
        checking: false,
        failure: { at: NOW, message: 'The catalog does not answer' },
        unread: [],
      }),
    },
    ['name', 'displayName', 'reason', 'text', 'detail', 'fix', 'message'],
  ],
  [
    'Account Ownership, Drift',
    <OwnershipContent tab="drift" />,
    {
      getMe: anAdmin,
      listPauses: async () => ({ pauses: [] }),
      listDrift: async () =>
        aPage([
          {
            id: 'finding-1',
            kind: 'stranger' as const,
            level: 'warning' as const,
            account: { id: '111111111111', name: 'Production' },
            permissionSet: 'ReadOnlyAccess',
            principal: { type: 'group' as const, id: 'g-1', name: 'Ops' },
            what: 'Ops has it.',
            fix: 'Remove it.',
            firstSeenAt: NOW,
            lastSeenAt: NOW,
          },
        ]),
    },
    ['name', 'what', 'fix'],
  ],
  [
    'the Access tab of an account',
    <EntityProvider entity={entity}>
      <EntityAccessTab />
    </EntityProvider>,
    {
      getRequestOptions: async () =>
        theOptions({
          myActive: [aSession()],
          myPending: [aRequest()],
        }),
    },
    ['title', 'name', 'displayName'],
  ],
];

describe.each(pages)('markup on %s', (_, element, answers, fields, path) => {
  it(`is text: ${fields.join(', ')}`, async () => {
    await renderJit(element, { path, api: markedApi(answers) });
    expect(await elementsBeside(...fields)).toEqual([]);
  });
});

describe('markup in dialogs', () => {
  it('is text where a session is revoked', async () => {
    await renderJit(<ManageSessionsContent />, {
      api: markedApi({
        listSessions: async () =>
          aPage([
            aSession({
              isMine: false,
              allowedActions: [{ name: 'revoke', allowed: true }],
            }),
          ]),
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Revoke, SES-88/ }),
    );
    expect(await screen.findByRole('alertdialog')).toHaveTextContent(
      `access to ${markedAs('name')}`,
    );
    expect(await elementsBeside('name', 'displayName')).toEqual([]);
  });

  it('is text among the permission sets that one may ask for', async () => {
    await renderJit(
      <EntityProvider entity={entity}>
        <EntityAccessTab />
      </EntityProvider>,
      { api: markedApi({ getRequestOptions: async () => theOptions() }) },
    );
    await userEvent.click(await screen.findByLabelText(/Permission set/));
    await screen.findAllByRole('option');
    expect(await elementsBeside('name', 'description')).toEqual([]);
  });

  it('is text in the lines that designate an owner', async () => {
    const [, element, answers] = pages.find(([name]) =>
      name.includes('with a brake'),
    )!;
    await renderJit(element, { api: markedApi(answers) });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Show YAML/ }),
    );
    await screen.findByRole('dialog');
    expect(await elementsBeside('yaml', 'name', 'text')).toEqual([]);
  });
});

describe('markup in Insights', () => {
  it('is text in the table of a card', async () => {
    await renderJit(<InsightsContent />, {
      path: '/?tz=utc',
      api: markedApi({
        listAccounts: async () => aPage([anAccount()]),
        getInsights: async () => anInsights(),
      }),
    });
    const card = await screen.findByRole('region', {
      name: 'Frequently requested accounts',
    });
    await userEvent.click(within(card).getByRole('button', { name: /^Table/ }));
    expect(within(card).getByRole('table')).toHaveTextContent(markedAs('name'));
    expect(await elementsBeside('name')).toEqual([]);
  });
});

describe('markup in what goes wrong', () => {
  it('is text in an error of the server', async () => {
    await renderJit(<MyRequestsContent />, {
      api: fakeJitApi({
        listRequests: async () => {
          throw new Error(markedAs('error'));
        },
      }),
    });
    expect(await elementsBeside('error')).toEqual([]);
  });
});

describe('links in what people wrote', () => {
  it.each([
    `${SCRIPT}alert(1)`,
    `${SCRIPT.toUpperCase()}alert(1)`,
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    `[here](${SCRIPT}alert(1))`,
  ])('are none: %s', async text => {
    await renderJit(requestPage, {
      path: '/requests/REQ-1042',
      api: fakeJitApi({
        getMe: async () => anApprover(),
        getRequest: async () => aRequestToDecide({ justification: text }),
        getRequestEvents: story,
      }),
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
    const targets = screen
      .getAllByRole('link')
      .map(link => link.getAttribute('href') ?? '');
    expect(targets.filter(to => !/^(\/|mailto:)/.test(to))).toEqual([]);
  });
});
