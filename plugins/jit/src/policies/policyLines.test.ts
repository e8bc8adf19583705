import { endLineOf, policyLines } from './policyLines';

describe('policyLines', () => {
  it('keeps every character, numbered as the server numbers them', () => {
    const policy = '{\r\n\n  "a": 1,\n\n\n}';
    const lines = policyLines(policy);
    expect(
      lines.map(line => (line.kind === 'text' ? line.text : '?')).join('\n'),
    ).toBe(policy);
    expect(lines.at(-1)).toEqual({ kind: 'text', number: 6, text: '}' });
  });

  it('does not let blank lines push a statement out of sight', () => {
    const lines = policyLines(`{${'\n  \t'.repeat(900)}\n"Statement": []}\n`);
    expect(lines).toEqual([
      { kind: 'text', number: 1, text: '{' },
      { kind: 'blank', from: 2, count: 900 },
      { kind: 'text', number: 902, text: '"Statement": []}' },
      { kind: 'text', number: 903, text: '' },
    ]);
  });
});

describe('endLineOf', () => {
  const end = '{"Sid":"JitHardEnd","Effect":"Deny"}';
  it('is where the portal put it, not where its name is quoted', () => {
    expect(
      endLineOf(`{"Statement":[{"Resource":"{\\"Sid\\":"}\n,${end}]\n}`),
    ).toBe(2);
  });

  it('is nowhere in a policy as typed', () => {
    expect(endLineOf('{"Statement":[]}')).toBeUndefined();
  });
});
