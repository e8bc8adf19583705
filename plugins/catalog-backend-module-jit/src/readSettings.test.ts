import { ConfigReader } from '@backstage/config';
import { readSettings } from './readSettings';

const read = (accounts: object | undefined, aws: object = {}) =>
  readSettings(
    new ConfigReader({
      jit: { aws: { region: 'eu-west-1', ...aws } },
      catalog: { providers: { jitAccounts: accounts } },
    } as any),
  );

const organizationId = 'o-a1b2c3d4e5';

describe('the settings of the provider', () => {
  it('are none where nothing is configured', () => {
    expect(read(undefined)).toBeUndefined();
  });

  it('have defaults', () => {
    expect(read({ organizationId })).toEqual({
      entities: {
        organizationId,
        annotation: 'amazonaws.com/account-id',
        ownerTag: undefined,
        defaultOwner: 'unknown',
        namespace: 'default',
      },
      leftOut: [],
      aws: { region: 'eu-west-1' },
      schedule: {
        frequency: { hours: 1 },
        timeout: { minutes: 30 },
        initialDelay: { seconds: 15 },
      },
    });
  });

  it('take a schedule', () => {
    const schedule = { frequency: 'PT10M', timeout: { minutes: 5 } };
    expect(read({ organizationId, schedule })!.schedule).toMatchObject({
      frequency: { minutes: 10 },
      timeout: { minutes: 5 },
    });
  });

  it.each([
    ['organizationId', {}],
    ['organizationId', { organizationId: '111111111111' }],
    ['ownerTag', { organizationId, ownerTag: 'a,b' }],
    ['defaultOwner', { organizationId, defaultOwner: 'component:default/x' }],
    ['defaultOwner', { organizationId, defaultOwner: 'a b' }],
    ['namespace', { organizationId, namespace: 'Not This' }],
    ['leftOut', { organizationId, leftOut: ['12'] }],
    ['frequency', { organizationId, schedule: { frequency: 'often' } }],
  ])('name %s where it is wrong: %j', (key, accounts) => {
    expect(() => read(accounts)).toThrow(key);
  });

  it('take an emulator on this machine alone', () => {
    const of = (endpoint: string) => () =>
      read({ organizationId }, { endpoint });
    expect(of('http://127.0.0.1:4580')()!.aws.endpoint).toBe(
      'http://127.0.0.1:4580',
    );
    for (const one of ['https://127.0.0.1', 'http://aws.example', 'x']) {
      expect(of(one)).toThrow('jit.aws.endpoint');
    }
  });

  it('tell all that is wrong at once', () => {
    expect(() =>
      read({ organizationId: 'x', leftOut: ['1'], namespace: '-' }),
    ).toThrow(/organizationId.*namespace.*leftOut/);
  });
});
