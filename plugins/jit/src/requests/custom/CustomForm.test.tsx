import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent, {
  PointerEventsCheckLevel,
} from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  JitApi,
  PolicyFindings,
  RequestOptions,
  SubmitRequest,
} from '@jit-portal/backstage-plugin-jit-common';
import { UseQueryResult } from '@tanstack/react-query';
import {
  aFinding,
  aCustomRequest,
  CUSTOM_SET,
} from '../../__testUtils__/custom';
import { fakeJitApi, renderJit } from '../../__testUtils__/renderJit';
import {
  CUSTOM_LIMITS,
  aRequest,
  theOptions,
} from '../../__testUtils__/samples';
import { RequestPanel } from '../RequestPanel';
import { FormStart } from '../useRequestForm';

/*
 * The editor itself is tested in CodeEditor.test.tsx and in a real browser:
 * here a plain box stands for it, as where it cannot be loaded.
 */
jest.mock('../../policies/CodeEditor', () => {
  throw new Error('the chunk is gone');
});

const S3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const LOGS = 'arn:aws:iam::aws:policy/CloudWatchLogsReadOnlyAccess';
const REASON = 'Send the failed payouts again, ticket OPS-771';
const POLICY = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}';

const nothingSaid: PolicyFindings = {
  problems: [],
  findings: [],
  coveredBy: [],
};

interface Backend {
  said?: (body: { inlinePolicy?: string }) => Partial<PolicyFindings>;
  submit?: JitApi['submitRequest'];
  api?: Partial<JitApi>;
  options?: Partial<RequestOptions>;
  start?: FormStart;
}

async function renderForm({ said, submit, api, options, start }: Backend = {}) {
  const checkPolicies = jest.fn<
    Promise<PolicyFindings>,
    Parameters<JitApi['checkPolicies']>
  >(async body => ({ ...nothingSaid, ...said?.(body) }));
  const listManagedPolicies = jest.fn<
    ReturnType<JitApi['listManagedPolicies']>,
    Parameters<JitApi['listManagedPolicies']>
  >(async query => {
    const all = [S3, LOGS, `${S3}2`, `${S3}3`].map(arn => ({
      arn,
      name: arn.split('/')[1],
    }));
    const items = all.filter(({ name }) =>
      name.toLowerCase().includes((query?.q ?? '').toLowerCase()),
    );
    return { items, totalItems: items.length };
  });
  const query = {
    data: theOptions({ customLimits: CUSTOM_LIMITS, ...options }),
  } as UseQueryResult<RequestOptions, Error>;
  const rendered = await renderJit(
    <RequestPanel query={query} start={start} />,
    {
      api: fakeJitApi({
        checkPolicies,
        listManagedPolicies,
        submitRequest: submit,
        ...api,
      }),
    },
  );
  return { ...rendered, checkPolicies, listManagedPolicies };
}

// Asking for roles walks over the whole form each time; labels do as well
const user = userEvent.setup({
  delay: null,
  pointerEventsCheck: PointerEventsCheckLevel.Never,
});
const chooseCustom = async () => {
  await user.click(await screen.findByLabelText('Custom'));
  await screen.findByLabelText('Name');
};
const nameBox = () => screen.getByLabelText('Name');
const editor = () =>
  screen.findByLabelText<HTMLTextAreaElement>('Inline policy (JSON)');
const write = async (text: string) =>
  fireEvent.change(await editor(), { target: { value: text } });
const press = (name: string) => user.click(screen.getByText(name));
const justify = (text: string) =>
  fireEvent.change(screen.getByLabelText('Justification'), {
    target: { value: text },
  });
const step = (name: RegExp) => screen.findByText(name);
const counts = (text: string | RegExp) =>
  waitFor(() =>
    expect(
      screen
        .getAllByRole('status')
        .map(one => one.textContent)
        .join('|'),
    ).toMatch(text),
  );

/** Fills the first step with what nobody could say anything against. */
async function fillPermissions() {
  await chooseCustom();
  await user.type(nameBox(), 'fix-export');
  await write(POLICY);
}

async function fillTerms() {
  await press('Next');
  await step(/^Step 2 of 3/);
  justify(REASON);
}

async function send() {
  await press('Next');
  await step(/^Step 3 of 3/);
  await press('Send Request');
}

function refusal(
  code: string,
  message: string,
  details: { field: string; message: string }[] = [],
) {
  return Object.assign(new Error(message), {
    statusCode: 400,
    body: { error: { message, code, details } },
  });
}

describe('asking for a custom permission set', () => {
  beforeEach(() => sessionStorage.clear());

  it('is not offered where the account takes none, and a link is told so', async () => {
    await renderForm({
      options: { customAllowed: false, customLimits: undefined },
      start: { type: 'custom' },
    });
    expect(
      await screen.findByText(/takes no custom permission sets/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('radio', { name: 'Custom' })).toBeNull();
  });

  it('is all there is where no standard set is offered', async () => {
    await renderForm({ options: { permissionSets: [] } });
    expect(await screen.findByLabelText('Custom')).toBeChecked();
    await user.click(screen.getByLabelText('Standard'));
    expect(
      screen.getByText(/No permission sets can be requested/),
    ).toBeInTheDocument();
  });

  it('goes through three steps and sends what was written', async () => {
    const submit = jest.fn(async (_body: SubmitRequest) =>
      aRequest({ status: 'PENDING_OWNER', state: 'PENDING_OWNER' }),
    );
    await renderForm({ submit });
    await fillPermissions();
    await user.click(screen.getByLabelText('AWS managed policies'));
    await user.click(
      await screen.findByRole('option', {
        name: 'CloudWatchLogsReadOnlyAccess',
      }),
    );
    await user.keyboard('{Escape}');
    await fillTerms();
    await press('Next');
    await step(/^Step 3 of 3/);
    expect(screen.getByText('JIT-fix-export')).toBeInTheDocument();
    expect(
      screen.getByText('Then an SSO Admin, another person, reviews it.'),
    ).toBeInTheDocument();
    await press('Send Request');
    expect(await screen.findByText('Request sent')).toBeInTheDocument();
    expect(screen.getByText('Pending Owner')).toBeInTheDocument();
    expect(submit.mock.calls[0][0]).toEqual({
      accountId: '111111111111',
      permissionSet: {
        type: 'custom',
        name: 'JIT-fix-export',
        sessionDuration: 'PT1H',
        managedPolicies: [LOGS],
        inlinePolicy: POLICY,
      },
      duration: 'PT1H',
      justification: REASON,
    });
  });

  it('fixes the prefix, counts it, and takes no more than 32', async () => {
    await renderForm();
    await chooseCustom();
    expect(screen.getByText('JIT-')).toBeInTheDocument();
    await user.click(nameBox());
    await user.paste('JIT-fix-export');
    expect(nameBox()).toHaveValue('fix-export');
    expect(screen.getByText(/14 \/ 32/)).toBeInTheDocument();
    await user.paste('x'.repeat(40));
    expect(nameBox()).toHaveValue(`fix-export${'x'.repeat(18)}`);
    expect(screen.getByText(/32 \/ 32/)).toBeInTheDocument();
  });

  it('names characters that no name can have, at once', async () => {
    await renderForm();
    await chooseCustom();
    await user.type(nameBox(), 'fix export/');
    expect(screen.getByText(/Not in a name: \(space\) \//)).toBeInTheDocument();
    expect(nameBox()).toBeInvalid();
  });

  it('searches managed policies on the server, up to the limit', async () => {
    const { listManagedPolicies } = await renderForm();
    await chooseCustom();
    const box = screen.getByLabelText('AWS managed policies');
    await user.type(box, 's3');
    await waitFor(() =>
      expect(listManagedPolicies).toHaveBeenLastCalledWith({
        q: 's3',
        limit: 50,
      }),
    );
    expect(listManagedPolicies.mock.calls.map(([one]) => one?.q)).not.toContain(
      's',
    );
    for (const name of [/Access$/, /Access2$/, /Access3$/]) {
      await user.click(await screen.findByRole('option', { name }));
    }
    expect(
      screen.getByText(/That is as many as a set can have: 3\./),
    ).toBeInTheDocument();
    await user.clear(box);
    expect(
      await screen.findByRole('option', { name: /CloudWatch/ }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('goes to the first field with an error, and not on', async () => {
    const { checkPolicies } = await renderForm();
    await chooseCustom();
    await press('Next');
    expect(screen.getByText('Fix 2 fields to go on.')).toBeInTheDocument();
    expect(nameBox()).toHaveFocus();
    await user.type(nameBox(), 'fix');
    await press('Next');
    expect(screen.getByLabelText('AWS managed policies')).toHaveFocus();
    expect(checkPolicies).not.toHaveBeenCalled();
  });

  it('does not go on with broken JSON', async () => {
    await renderForm();
    await chooseCustom();
    await user.type(nameBox(), 'fix');
    await write('{ "Version": ');
    await press('Next');
    expect(await screen.findByText(/This is not JSON/)).toBeInTheDocument();
    const box = await editor();
    await waitFor(() => expect(box).toHaveFocus());
    expect(screen.getByText(/^Step 1 of 3/)).toBeInTheDocument();
  });

  it('asks once, 500 ms after the last key, and counts what was found', async () => {
    const { checkPolicies } = await renderForm({
      said: () => ({
        findings: [aFinding(), aFinding({ severity: 'LOW' })],
      }),
    });
    await chooseCustom();
    await editor();
    jest.useFakeTimers();
    try {
      for (const text of ['{', '{ ', '{ }']) {
        await write(text);
        act(() => {
          jest.advanceTimersByTime(499);
        });
      }
      expect(checkPolicies).not.toHaveBeenCalled();
      act(() => {
        jest.advanceTimersByTime(1);
      });
    } finally {
      jest.useRealTimers();
    }
    await counts(/2 findings: 1 medium, 1 note/);
    expect(checkPolicies).toHaveBeenCalledTimes(1);
    expect(checkPolicies).toHaveBeenCalledWith({
      accountId: '111111111111',
      managedPolicies: [],
      inlinePolicy: '{ }',
    });
  });

  it('leads from a finding to its line', async () => {
    await renderForm({ said: () => ({ findings: [aFinding()] }) });
    await chooseCustom();
    await write('{\n\n\n\n\n  "Action": "s3:PutObject"\n}');
    await user.click(await screen.findByLabelText(/^Show line 6/));
    const box = await editor();
    expect(box).toHaveFocus();
    expect(box.value.slice(0, box.selectionStart).split('\n')).toHaveLength(6);
  });

  it('keeps Next back while there is an error, whoever found it', async () => {
    await renderForm({
      said: ({ inlinePolicy }) =>
        inlinePolicy === POLICY
          ? {
              problems: [
                {
                  code: 'list-empty',
                  field: 'permissionSet.inlinePolicy',
                  message: 'Statement is empty.',
                  place: { pointer: '/Statement', line: 3, column: 16 },
                },
              ],
            }
          : {},
    });
    await fillPermissions();
    await press('Next');
    expect(await screen.findByText('Statement is empty.')).toBeInTheDocument();
    const box = await editor();
    await waitFor(() => expect(box).toHaveFocus());
    await counts(/1 finding: 1 error/);
    await write(`${POLICY} `);
    await press('Next');
    const heading = await step(/^Step 2 of 3/);
    await waitFor(() => expect(heading).toHaveFocus());
  });

  it('asks for a tick where something is wide, and again for what is wider', async () => {
    await renderForm({
      said: ({ inlinePolicy }) => ({
        findings: [
          aFinding({ severity: 'HIGH', text: 'Allows every action' }),
          ...(inlinePolicy === POLICY
            ? []
            : [aFinding({ severity: 'HIGH', text: 'Passes any role' })]),
        ],
      }),
    });
    await fillPermissions();
    await press('Next');
    const tick = await screen.findByRole('checkbox', {
      name: 'I need these wide permissions because my justification says so.',
    });
    await waitFor(() => expect(tick).toHaveFocus());
    await user.click(tick);
    await write(`${POLICY} `);
    await screen.findByText('Passes any role');
    expect(tick).not.toBeChecked();
    await press('Next');
    expect(
      screen.getByText('Tick this, or make the policies narrower.'),
    ).toBeInTheDocument();
    await user.click(tick);
    await press('Next');
    await step(/^Step 2 of 3/);
  });

  it('does not go on while nothing could be judged, and tries again', async () => {
    let isDown = true;
    await renderForm({
      api: {
        checkPolicies: async () => {
          if (!isDown) return nothingSaid;
          throw refusal('aws-unavailable', 'AWS does not answer.');
        },
      },
    });
    await fillPermissions();
    expect(
      await screen.findByText(/could not be checked: AWS does not answer/),
    ).toBeInTheDocument();
    await press('Next');
    expect(screen.getByText(/^Step 1/)).toBeVisible();
    isDown = false;
    await press('Try again');
    await counts(/No findings/);
    await press('Next');
    await step(/^Step 2 of 3/);
  });

  const aCoverage = {
    name: 'ReadOnlyAccess',
    covers: 'whole' as const,
    asked: 3,
    covered: 3,
    missing: [],
    tooMuch: { count: 900, services: ['s3'] },
    uncertain: [],
  };

  it('offers a standard set that covers all of it, and lists what covers some', async () => {
    await renderForm({
      said: () => ({
        coveredBy: [
          aCoverage,
          { ...aCoverage, name: 'PowerUserAccess', covers: 'part', covered: 1 },
        ],
      }),
    });
    await fillPermissions();
    expect(
      await screen.findByText(
        'ReadOnlyAccess already covers this and needs one approval.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('PowerUserAccess covers 1 of 3 actions.'),
    ).toBeInTheDocument();
    await press('Use it');
    expect(screen.getByLabelText('Standard')).toBeChecked();
    expect(screen.getByLabelText(/Permission set/)).toHaveTextContent(
      'ReadOnlyAccess',
    );
  });

  it('does not send while the same name waits', async () => {
    const submit = jest.fn();
    await renderForm({
      submit,
      options: { myPending: [aRequest({ permissionSet: CUSTOM_SET })] },
    });
    await fillPermissions();
    expect(
      screen.getByText('REQ-1042 for the same access is waiting.'),
    ).toBeInTheDocument();
    await fillTerms();
    await send();
    expect(submit).not.toHaveBeenCalled();
  });

  it('goes back to a name that is taken, and takes the one that is free', async () => {
    const names: string[] = [];
    await renderForm({
      submit: async ({ permissionSet }) => {
        names.push(permissionSet.name);
        if (names.length > 1) return aRequest();
        const message =
          'JIT-fix-export is taken until its permission set is deleted. JIT-fix-export-2 is free.';
        throw refusal('name-taken', message, [
          { field: 'permissionSet.name', message },
        ]);
      },
    });
    await fillPermissions();
    await fillTerms();
    await send();
    await step(/^Step 1 of 3/);
    expect(screen.getByText(/is taken until/)).toBeInTheDocument();
    await waitFor(() => expect(nameBox()).toHaveFocus());
    await press('Use JIT-fix-export-2');
    expect(screen.queryByText(/is taken until/)).toBeNull();
    await press('Next');
    await step(/^Step 2 of 3/);
    await send();
    expect(await screen.findByText('Request sent')).toBeInTheDocument();
    expect(names).toEqual(['JIT-fix-export', 'JIT-fix-export-2']);
  });

  it.each<[string, { field: string; message: string }, string]>([
    [
      'policy-refused',
      {
        field: 'permissionSet.inlinePolicy',
        message: 'iam:* is never granted. (line 2, column 3)',
      },
      'Inline policy (JSON)',
    ],
    [
      'policy-refused',
      {
        field: 'permissionSet.managedPolicies',
        message: `${S3}: AWS has no such policy.`,
      },
      'AWS managed policies',
    ],
    [
      'sets-used-up',
      {
        field: 'permissionSet.name',
        message: 'The account has room for 500 permission sets, and no more.',
      },
      'Name',
    ],
  ])('tells %s at its field: %o', async (code, detail, label) => {
    await renderForm({
      submit: async () => {
        throw refusal(code, detail.message, [detail]);
      },
    });
    await fillPermissions();
    await fillTerms();
    await send();
    await step(/^Step 1 of 3/);
    const field = screen.getByLabelText(label);
    await waitFor(() => expect(field).toHaveFocus());
    expect(field).toBeInvalid();
    expect(
      screen.getByText(detail.message, { exact: false }),
    ).toBeInTheDocument();
    const link = screen.queryByRole('button', { name: 'Go to line 2' });
    expect(Boolean(link)).toBe(detail.message.includes('line 2'));
  });

  it('tells what belongs to no field where it was sent', async () => {
    await renderForm({
      submit: async () => {
        throw refusal(
          'no-reviewer',
          'A custom permission set needs an SSO Admin besides you.',
        );
      },
    });
    await fillPermissions();
    await fillTerms();
    await send();
    expect(
      await screen.findByText(/not sent: A custom permission set needs/),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Step 3/)).toBeVisible();
  });

  it('survives a reload, and is forgotten once it is sent', async () => {
    const first = await renderForm();
    await fillPermissions();
    await fillTerms();
    expect(window.location.href).not.toContain('OPS-771');
    first.unmount();

    await renderForm({ submit: async () => aRequest() });
    expect(await screen.findByLabelText('Custom')).toBeChecked();
    expect(await screen.findByLabelText('Name')).toHaveValue('fix-export');
    expect(await editor()).toHaveValue(POLICY);
    await press('Next');
    await step(/^Step 2 of 3/);
    expect(screen.getByLabelText('Justification')).toHaveValue(REASON);
    await send();
    await screen.findByText('Request sent');
    expect(sessionStorage).toHaveLength(0);
  });

  it('lets somebody turn to Standard and back, and loses nothing', async () => {
    await renderForm();
    await fillPermissions();
    await user.click(screen.getByLabelText('Standard'));
    await chooseCustom();
    expect(nameBox()).toHaveValue('fix-export');
    expect(await editor()).toHaveValue(POLICY);
  });

  it('begins from an earlier request', async () => {
    const { justification, duration } = aCustomRequest();
    await renderForm({
      start: {
        type: 'custom',
        from: 'REQ-1042',
        custom: CUSTOM_SET,
        duration,
        justification,
      },
    });
    expect(await screen.findByDisplayValue('fix-export')).toBe(nameBox());
    expect(await editor()).toHaveValue(CUSTOM_SET.inlinePolicy);
    expect(
      screen.getByRole('button', { name: 'AmazonS3ReadOnlyAccess' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Billing' })).toBeInTheDocument();
  });

  it('shows what is typed as text, wherever it comes again', async () => {
    const MARKUP = '<img src=x onerror=alert(1)>';
    const { container } = await renderForm({
      said: () => ({ findings: [aFinding({ text: `Takes ${MARKUP}` })] }),
    });
    await chooseCustom();
    await user.type(nameBox(), 'fix');
    await write(JSON.stringify(MARKUP));
    expect(await screen.findByText(`Takes ${MARKUP}`)).toBeInTheDocument();
    await press('Next');
    await step(/^Step 2 of 3/);
    justify(`Because of ${MARKUP}`);
    await press('Next');
    await step(/^Step 3 of 3/);
    expect(
      within(screen.getByRole('region', { name: 'Inline Policy' })).getByText(
        JSON.stringify(MARKUP),
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(`Because of ${MARKUP}`, { selector: 'blockquote' }),
    ).toBeInTheDocument();
    expect(container.querySelector('img')).toBeNull();
  });

  it('inserts an example, formats, and does not send it unfilled', async () => {
    await renderForm();
    await chooseCustom();
    await user.type(nameBox(), 'fix');
    await editor();
    await press('Insert example');
    await user.click(
      await screen.findByRole('menuitem', { name: 'Read one bucket' }),
    );
    const box = await editor();
    expect(JSON.parse(box.value).Statement).toHaveLength(2);
    await press('Next');
    expect(
      await screen.findByText(/Line \d+ still says CHANGE-ME\./),
    ).toBeInTheDocument();
    await write('{"Version":"2012-10-17"}');
    await press('Format');
    expect(box).toHaveValue('{\n  "Version": "2012-10-17"\n}');
    expect(screen.getByText('24 / 10,100 characters')).toBeInTheDocument();
  });

  it('is accessible, step by step', async () => {
    const { container } = await renderForm({
      said: () => ({
        findings: [aFinding({ severity: 'HIGH' })],
        coveredBy: [aCoverage],
      }),
    });
    await fillPermissions();
    await user.click(await screen.findByRole('checkbox'));
    expect(await axe(container)).toHaveNoViolations();
    await fillTerms();
    expect(await axe(container)).toHaveNoViolations();
    await press('Next');
    await step(/^Step 3 of 3/);
    expect(await axe(container)).toHaveNoViolations();
  });
});
