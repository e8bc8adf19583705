import { accountsIn } from './__testUtils__/accountsIn';
import { group, REGISTERED, user } from './__testUtils__/entities';

describe('people', () => {
  const entities = [
    user('sam', {
      memberOf: ['sso-team'],
      displayName: 'Sam Ode',
      email: 'sam@example.com',
    }),
    user('adi'),
    group('sso-team', { parent: 'sso-admins' }),
    group('sso-admins'),
    user('mallory', { memberOf: ['sso-admins'], from: REGISTERED }),
    user('eve', { memberOf: ['back-door'] }),
    group('back-door', { parent: 'sso-admins', from: REGISTERED }),
  ];

  it('have roles through groups to any depth', async () => {
    const { accounts } = accountsIn(entities);
    await expect(accounts.readPerson('User:Default/Sam')).resolves.toEqual({
      person: {
        ref: 'user:default/sam',
        displayName: 'Sam Ode',
        email: 'sam@example.com',
      },
      memberOf: [
        'user:default/sam',
        'group:default/sso-team',
        'group:default/sso-admins',
      ],
      teams: ['sso-team'],
      isAdmin: false,
      isSsoAdmin: true,
      isAuditor: false,
    });
    await expect(
      accounts.readPerson('user:default/adi'),
    ).resolves.toMatchObject({ isAdmin: true, isSsoAdmin: false });
  });

  it('are nobody from an untrusted source (H13)', async () => {
    const { accounts } = accountsIn(entities);
    await expect(
      accounts.readPerson('user:default/mallory'),
    ).resolves.toBeUndefined();
  });

  it('gain nothing through an untrusted group (H13)', async () => {
    const { accounts } = accountsIn(entities);
    await expect(
      accounts.readPerson('user:default/eve'),
    ).resolves.toMatchObject({
      memberOf: ['user:default/eve'],
      isSsoAdmin: false,
    });
  });

  it.each(['user:default/gone', 'group:default/sso-admins', 'nonsense', ''])(
    '“%s” is nobody',
    async ref => {
      const { accounts } = accountsIn(entities);
      await expect(accounts.readPerson(ref)).resolves.toBeUndefined();
    },
  );

  it('in a role are listed as the same people', async () => {
    const { accounts } = accountsIn(entities);
    const people = await accounts.peopleInRole('sso-admin');
    expect(people.map(({ ref }) => ref)).toEqual(['user:default/sam']);
    expect(await accounts.peopleInRole('auditor')).toEqual([]);
  });
});
