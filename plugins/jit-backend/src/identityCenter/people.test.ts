import { foldName, onlyMatch } from './people';

const user = (id: string, email: string) => ({
  UserId: id,
  UserName: id,
  Emails: [{ Value: email, Primary: true }],
});

describe('whom a name means (H15)', () => {
  it.each([
    ['Dana@Example.com', 'dana@example.com', true],
    // Composed and decomposed é
    ['ren\u00e9@x', 'rene\u0301@x', true],
    // Cyrillic а and dotless ı only look alike
    ['d\u0430na@x', 'dana@x', false],
    ['\u0131rma@x', 'irma@x', false],
    // The Kelvin sign is K by canonical equivalence
    ['\u212a@y', 'k@y', true],
    ['STRASSE', 'stra\u00dfe', false],
    ['\u00c9va@x', '\u00e9va@x', false],
  ])('%s and %s', (a, b, same) => {
    expect(foldName(a) === foldName(b)).toBe(same);
  });

  it('two users of one e-mail are nobody', () => {
    const users = [user('1', 'dana@x'), user('2', 'DANA@x')];
    expect(onlyMatch(users, 'emails.value', 'dana@x')).toBeUndefined();
    expect(onlyMatch(users.slice(1), 'emails.value', 'dana@x')?.id).toBe('2');
  });
});
