import { user } from './__testUtils__/entities';
import { accountsIn } from './__testUtils__/accountsIn';
import { label, oneLine } from './label';

describe('label', () => {
  it.each([
    ['Dana\u200b Reyes', 'Dana Reyes'],
    ['Dana\u00a0\u2003 Reyes', 'Dana Reyes'],
    ['\u202eseyeR anaD\u202c', 'seyeR anaD'],
    ['Da\u200dna Re\u00adyes', 'Dana Reyes'],
    ['\u3164Dana\u2800 Reyes\u{e0041}', 'Dana Reyes'],
    ['Dana\n\tReyes\u0000', 'Dana Reyes'],
    ['Dana\u2028Reyes', 'Dana Reyes'],
    ['Rene\u0301e', 'Ren\u00e9e'],
    ['e\u034f\u0301', '\u00e9'],
  ])('shows %j as %j', (written, shown) => {
    expect(label(written)).toBe(shown);
  });

  it.each([
    'محمد',
    'می\u200cخواهم',
    '山田 太郎',
    'Ana 👩\u200d💻',
    'Zoë O’Neil',
  ])('leaves %s as it is', written => {
    expect(label(written)).toBe(written);
  });

  it('takes the first that leaves something to read', () => {
    expect(label('\u3164\u200b', undefined, ' dana ', 'sam')).toBe('dana');
    expect(label(undefined, '\u2800')).toBe('');
  });

  it('fits its column, and is not cut within a joint', () => {
    expect(label('x'.repeat(300))).toBe('x'.repeat(200));
    const women = label(`${'x'.repeat(198)}👩\u200d💻`);
    expect(women).toBe(`${'x'.repeat(198)}👩`);
  });
});

describe('oneLine', () => {
  it('makes no address of another', () => {
    expect(oneLine('dana\u200b@example.com\n')).toBe('dana\u200b@example.com');
  });
});

describe('people', () => {
  it('are shown without what nobody sees, and keep their address', async () => {
    const { accounts } = accountsIn([
      user('mallory', {
        displayName: 'Dana\u200b \u3164Reyes',
        email: 'da\u00adna@example.com',
      }),
      user('blank', { displayName: '\u3164' }),
    ]);
    await expect(
      accounts.readPerson('user:default/mallory'),
    ).resolves.toMatchObject({
      person: { displayName: 'Dana Reyes', email: 'da\u00adna@example.com' },
    });
    await expect(
      accounts.readPerson('user:default/blank'),
    ).resolves.toMatchObject({ person: { displayName: 'blank' } });
  });
});
