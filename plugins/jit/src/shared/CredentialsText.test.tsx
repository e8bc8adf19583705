import { CredentialsFate } from '@jit-portal/backstage-plugin-jit-common';
import { renderJit } from '../__testUtils__/renderJit';
import { NOW, aSession } from '../__testUtils__/samples';
import { CredentialsText } from './CredentialsText';

const later = new Date(Date.parse(NOW) + 60 * 60_000).toISOString();

async function textOf(credentials: CredentialsFate): Promise<string> {
  const session = aSession({ credentials });
  const { container } = await renderJit(<CredentialsText session={session} />);
  return container.textContent ?? '';
}

describe('CredentialsText', () => {
  it('says since when a proven deny holds', async () => {
    expect(
      await textOf({ mode: 'inline-deny', state: 'cut-off', until: NOW }),
    ).toMatch(
      /^AWS credentials issued before the end stopped working at [\d:, a-zA-Z]+\.$/,
    );
  });

  it('says until when they may keep working', async () => {
    expect(
      await textOf({ mode: 'assignment', state: 'running-out', until: later }),
    ).toMatch(
      /^AWS credentials issued before the end may keep working until [\d:, a-zA-Z]+\.$/,
    );
  });

  it('never takes a deny that was only submitted for one that works', async () => {
    const text = await textOf({
      mode: 'scp-deny',
      state: 'running-out',
      until: later,
      denySubmittedAt: NOW,
    });
    expect(text).toMatch(
      /may keep working until .*A deny was handed to AWS at/,
    );
    expect(text).toContain('not proven');
  });

  it.each(['live', 'gone'] as const)('says nothing while %s', async state => {
    expect(await textOf({ mode: 'inline-deny', state })).toBe('');
  });
});
