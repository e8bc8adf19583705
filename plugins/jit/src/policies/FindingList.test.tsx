import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PolicyFinding,
  SetCoverage,
} from '@jit-portal/backstage-plugin-jit-common';
import { renderJit } from '../__testUtils__/renderJit';
import { aFinding } from '../__testUtils__/custom';
import { CoverageList } from './CoverageList';
import { FindingList } from './FindingList';

const MARKUP = '<img src=x onerror=alert(1)>';

describe('FindingList', () => {
  const show = (findings: PolicyFinding[], onShow?: jest.Mock) =>
    renderJit(<FindingList findings={findings} onShow={onShow} />);

  it('tells the gravest first, whatever the order, each with its fix', async () => {
    await show([
      aFinding({ severity: 'INFO', text: 'Has a weak condition' }),
      aFinding({ severity: 'MEDIUM', text: 'Writes to every resource' }),
      aFinding({
        severity: 'HIGH',
        text: 'Takes what is never',
        refuses: true,
      }),
      aFinding({ severity: 'HIGH', narrower: 'Name the bucket.' }),
    ]);
    const items = screen.getAllByRole('listitem').map(one => one.textContent);
    expect(items.map(text => text!.slice(0, 10))).toEqual([
      expect.stringMatching(/^Error/),
      expect.stringMatching(/^High/),
      expect.stringMatching(/^Medium/),
      expect.stringMatching(/^Note/),
    ]);
    expect(items[1]).toContain('Narrower: Name the bucket.');
  });

  it('leads to the place in the policy, and names it for a machine too', async () => {
    const onShow = jest.fn();
    const finding = aFinding({});
    await show([finding], onShow);
    const [item] = screen.getAllByRole('listitem');
    expect(item).toHaveTextContent('/Statement/0/Action');
    await userEvent.click(
      within(item).getByRole('button', { name: /^Show line 6/ }),
    );
    expect(onShow).toHaveBeenCalledWith(finding.place);
  });

  it('names the managed policy of which it speaks', async () => {
    await show([
      aFinding({
        place: undefined,
        source: 'arn:aws:iam::aws:policy/job-function/Billing',
      }),
    ]);
    expect(screen.getByText('AWS managed policy Billing')).toBeInTheDocument();
  });

  it('leads to AWS’s own page on what AWS found', async () => {
    const learnMore = 'https://docs.aws.amazon.com/IAM/page.html#missing';
    await show([
      aFinding({ code: 'aws-warning', text: 'Add a Version', learnMore }),
      aFinding({}),
    ]);
    const link = screen.getByRole('link', {
      name: 'AWS on this: Add a Version, opens in a new tab',
    });
    expect(link).toHaveAttribute('href', learnMore);
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  });

  it('shows what was typed as text', async () => {
    const { container } = await show([aFinding({ text: `Takes ${MARKUP}` })]);
    expect(screen.getByText(`Takes ${MARKUP}`)).toBeInTheDocument();
    expect(container.querySelector('img')).toBeNull();
  });

  it('does not call a policy harmless', async () => {
    await show([]);
    expect(screen.getByText(/not proven harmless/)).toBeInTheDocument();
  });
});

describe('CoverageList', () => {
  const aCoverage = (change: Partial<SetCoverage>): SetCoverage => ({
    name: 'S3Support',
    covers: 'part',
    asked: 11,
    covered: 9,
    missing: [
      { action: 's3:PutBucketPolicy', because: 'action' },
      { action: 's3:DeleteObject', because: 'resource' },
    ],
    tooMuch: { count: 3, services: ['ec2', 's3'] },
    uncertain: [],
    ...change,
  });
  const linesOf = async (change: Partial<SetCoverage>) => {
    await renderJit(<CoverageList coveredBy={[aCoverage(change)]} />);
    return Array.from(screen.getByRole('listitem').children).map(
      one => one.textContent,
    );
  };

  it('tells what is missing, why, and what would be too much', async () => {
    expect(await linesOf({})).toEqual([
      'S3Support covers 9 of 11 actions.',
      'Missing: s3:PutBucketPolicy',
      'Not on all resources that are asked for: s3:DeleteObject',
      'Too much: 3 more actions (ec2, s3).',
    ]);
  });

  it('says how many missing actions are not named', async () => {
    expect(await linesOf({ asked: 40 })).toContain(
      '29 more actions are missing.',
    );
  });

  it('names some of many services', async () => {
    const services = Array.from({ length: 10 }, (_, n) => `s${n}`);
    expect(await linesOf({ tooMuch: { count: 90, services } })).toContain(
      'Too much: 90 more actions (s0, s1, s2, s3, s4, s5, s6, s7 and 2 more).',
    );
  });

  it('says so where a set covers everything but may be cut', async () => {
    expect(
      await linesOf({
        covered: 11,
        missing: [],
        tooMuch: { count: 0, services: [] },
        uncertain: ['boundary'],
      }),
    ).toEqual([
      'S3Support covers all 11 actions that are asked for.',
      'It allows nothing beyond what is asked for.',
      'Its permissions boundary may take some of it away.',
    ]);
  });
});
