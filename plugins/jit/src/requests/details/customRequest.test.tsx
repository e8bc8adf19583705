import {
  AccessRequestDetails,
  JitApi,
} from '@jit-portal/backstage-plugin-jit-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  aCustomRequest,
  aFinding,
  CUSTOM_SET,
  ownerApproved,
  WITH_END,
} from '../../__testUtils__/custom';
import { fakeJitApi, renderJit } from '../../__testUtils__/renderJit';
import { DetailsDialog } from './DetailsDialog';

const MARKUP = '</pre><img src=x onerror=alert(1)><script>alert(2)</script>';

/** The dialog of a request that can change while it is open. */
async function open(
  request: AccessRequestDetails,
  answers: Partial<JitApi> = {},
) {
  const now = { request };
  const reviewRequest = jest.fn(
    async (..._: Parameters<JitApi['reviewRequest']>) => now.request,
  );
  await renderJit(<DetailsDialog number="REQ-1042" onClose={() => {}} />, {
    api: fakeJitApi({
      getRequest: async () => now.request,
      getRequestEvents: async () => ({ items: [] }),
      reviewRequest,
      ...answers,
    }),
  });
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Custom permissions');
  return { now, dialog, reviewRequest };
}

const valueOf = (name: string | RegExp) =>
  screen.getByText(name, { selector: 'dt' }).nextElementSibling;

const stale = () =>
  Object.assign(new Error('stale'), {
    statusCode: 409,
    body: {
      error: { code: 'version-changed', message: 'Not what you looked at.' },
    },
  });

describe('the details of a custom request', () => {
  it("has the guide's fields, and the way to what AWS's policies say", async () => {
    const { dialog } = await open(aCustomRequest());
    expect(valueOf('Permission Set Name')).toHaveTextContent('JIT-fix-export');
    expect(valueOf('Session Duration')).toHaveTextContent('1 h');
    expect(valueOf('AWS Managed Policies (2)')).toHaveTextContent(
      'AmazonS3ReadOnlyAccessBilling',
    );
    expect(dialog.getByRole('link', { name: /^Billing, AWS/ })).toHaveAttribute(
      'href',
      'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/Billing.html',
    );
  });

  it('shows the policy as AWS will get it, and tells whose the end is', async () => {
    const { dialog } = await open(aCustomRequest());
    const policy = dialog.getByRole('region', { name: /as it will be in AWS/ });
    expect(
      Array.from(policy.children, line => line.textContent).join('\n'),
    ).toBe(WITH_END);
    expect(dialog.getByText(/JitHardEnd \(line 9\)/)).toHaveTextContent(
      'is added by JIT Access. It denies everything',
    );
  });

  it('reads None where no inline policy was asked for, and still shows the end', async () => {
    const { dialog } = await open(
      aCustomRequest({
        permissionSet: { ...CUSTOM_SET, inlinePolicy: undefined },
        inlinePolicyWithEnd:
          '{"Version":"2012-10-17","Statement":[{"Sid":"JitHardEnd"}]}',
      }),
    );
    expect(dialog.getByText('None')).toBeInTheDocument();
    expect(dialog.getByText(/JitHardEnd \(line 1\)/)).toBeInTheDocument();
  });

  it('leads from a finding to its line', async () => {
    const { dialog } = await open(aCustomRequest());
    await userEvent.click(
      dialog.getByRole('button', { name: /^Show line 6: Writes/ }),
    );
    expect(document.activeElement).toHaveTextContent(
      '"Action": "s3:PutObject"',
    );
  });

  it('names the standard set that would do, and rejects with it', async () => {
    const { dialog, reviewRequest } = await open(aCustomRequest());
    expect(
      dialog.getByText(/PowerUserAccess covers all 12 actions/),
    ).toBeInTheDocument();
    const reason = dialog.getByRole('button', {
      name: 'A standard set covers this: PowerUserAccess.',
    });
    await userEvent.click(reason);
    expect(reason).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(dialog.getByRole('button', { name: 'Reject' }));
    expect(reviewRequest).toHaveBeenCalledWith('r-1042', {
      version: 1,
      decision: 'reject',
      comment: 'A standard set covers this: PowerUserAccess.',
      reasonCode: 'standard-set-covers',
    });
  });

  it('shows markup in policy, name and comment as text', async () => {
    const request = ownerApproved();
    request.permissionSet = { ...CUSTOM_SET, name: `JIT-${MARKUP}` };
    request.inlinePolicyWithEnd = WITH_END.replace('s3:PutObject', MARKUP);
    request.findings = [aFinding({ text: `Takes ${MARKUP}` })];
    request.stages[0].review!.comment = MARKUP;
    const { dialog } = await open(request);
    expect(
      dialog.getByRole('region', { name: /as it will be in AWS/ }),
    ).toHaveTextContent(`"Action": "${MARKUP}"`);
    expect(valueOf('Permission Set Name')).toHaveTextContent(`JIT-${MARKUP}`);
    expect(valueOf('Reviewer Comment')).toHaveTextContent(MARKUP);
    expect(document.querySelector('img, [role=dialog] script')).toBeNull();
  });

  it('has nothing that keeps somebody out', async () => {
    await open(ownerApproved());
    expect(
      await axe(document.body, { rules: { region: { enabled: false } } }),
    ).toHaveNoViolations();
  });
});

describe('reviewing a custom request', () => {
  it('names what was read, and who is next', async () => {
    const { dialog, reviewRequest } = await open(aCustomRequest());
    expect(dialog.getByText('An SSO Admin reviews next.')).toBeInTheDocument();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Approve as Owner' }),
    );
    expect(reviewRequest).toHaveBeenCalledWith('r-1042', {
      version: 1,
      decision: 'approve',
      contentHash: 'hash-as-read',
    });
  });

  it('shows the second reviewer the first one: name, capacity, time, comment', async () => {
    const { dialog } = await open(ownerApproved());
    expect(valueOf('Reviewed By')).toHaveTextContent('Olivia Park as Owner');
    expect(valueOf('Reviewed At')).toHaveTextContent('12:30:00 UTC');
    expect(valueOf('Reviewer Comment')).toHaveTextContent('Fine for OPS-771');
    expect(valueOf('Shortened to')).toHaveTextContent('45 min');
    // Before everything else that is to be read
    const headings = dialog.getAllByRole('heading', { level: 3 });
    expect(headings[0]).toHaveTextContent('Reviews');
    expect(
      dialog.getByRole('button', { name: 'Approve as Admin' }),
    ).toBeInTheDocument();
  });

  it('offers no longer than the first review left, and gives less', async () => {
    const { dialog, reviewRequest } = await open(ownerApproved());
    expect(valueOf('Duration')).toHaveTextContent('45 min (asked for 1 h)');
    await userEvent.click(dialog.getByLabelText(/^Duration/));
    const choices = screen.getAllByRole('option');
    expect(choices.map(one => one.textContent)).toEqual([
      '45 min (as the first review left it)',
      '30 min',
      '15 min',
    ]);
    await userEvent.click(choices[1]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Approve as Admin' }),
    );
    expect(reviewRequest).toHaveBeenCalledWith(
      'r-1042',
      expect.objectContaining({ duration: 'PT30M' }),
    );
  });

  it('approves nothing that changed under the reader’s eyes, and tells what did', async () => {
    const read = aCustomRequest();
    const other = aCustomRequest({
      version: 2,
      contentHash: 'hash-of-another',
      permissionSet: { ...CUSTOM_SET, managedPolicies: [] },
      duration: 'PT4H',
    });
    const sent: unknown[] = [];
    const { dialog, now } = await open(read, {
      reviewRequest: async (_, body) => {
        sent.push(body.contentHash);
        now.request = other;
        if (body.contentHash !== other.contentHash) throw stale();
        return other;
      },
    });
    const approve = () =>
      userEvent.click(dialog.getByRole('button', { name: 'Approve as Owner' }));
    await approve();
    expect(
      await dialog.findByText(
        /changed while you were reading it: Duration, AWS Managed Policies\. It is shown as it is now\. Your decision was not recorded\./,
      ),
    ).toBeInTheDocument();
    expect(valueOf('AWS Managed Policies (0)')).toHaveTextContent('None');
    await approve();
    expect(sent).toEqual(['hash-as-read', 'hash-of-another']);
  });

  it('tells an SSO admin why they cannot act yet', async () => {
    const because = 'An owner of this account reviews this stage.';
    const { dialog } = await open(
      aCustomRequest({
        allowedActions: [
          { name: 'approve', allowed: false, because },
          { name: 'reject', allowed: false, because },
        ],
      }),
    );
    expect(dialog.getByText(because)).toBeInTheDocument();
    expect(
      dialog.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
  });

  it('keeps both reviews, in order, once it is decided', async () => {
    const first = ownerApproved().stages[0];
    const { dialog } = await open(
      ownerApproved({
        status: 'REJECTED',
        state: 'REJECTED',
        allowedActions: [],
        stages: [
          first,
          {
            name: 'admin',
            status: 'rejected',
            review: {
              decision: 'reject',
              by: { ref: 'user:default/sam', displayName: 'Sam Ito' },
              as: 'sso-admin',
              at: '2026-11-23T12:40:00Z',
              comment: 'Too wide. List exact actions and resources.',
              reasonCode: 'too-wide',
            },
          },
        ],
      }),
    );
    expect(
      dialog
        .getAllByText('Reviewed By')
        .map(one => one.nextElementSibling?.textContent),
    ).toEqual(['Olivia Park as Owner', 'Sam Ito as SSO Admin']);
    expect(
      dialog.getByText('Too wide. List exact actions and resources.'),
    ).toBeInTheDocument();
  });
});
