import { configWith } from './__testUtils__/config';
import { readSettings } from './readSettings';

const { config } = configWith();

function read(annotations: Record<string, string>) {
  return readSettings(annotations, config);
}

describe('readSettings', () => {
  it('gives what configuration allows where nothing is annotated', () => {
    expect(read({})).toEqual({
      settings: {
        requesters: undefined,
        permissionSets: ['ReadOnlyAccess', 'PowerUserAccess'],
        customAllowed: false,
        maxMinutes: 480,
        windowMinutes: 1440,
        timeZone: 'UTC',
      },
      problems: [],
    });
  });

  it('tightens by annotation', () => {
    const { settings, problems } = read({
      'jit-portal.io/requesters': 'group:default/Payments, user:ana',
      'jit-portal.io/permission-sets': 'ReadOnlyAccess',
      'jit-portal.io/custom-permission-sets': 'allowed',
      'jit-portal.io/max-duration': 'PT2H',
      'jit-portal.io/approval-window': 'PT4H',
      'jit-portal.io/time-zone': 'Europe/Berlin',
      'jit-portal.io/environment': ' production\n',
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      requesters: ['group:default/payments', 'user:default/ana'],
      permissionSets: ['ReadOnlyAccess'],
      customAllowed: true,
      maxMinutes: 120,
      windowMinutes: 240,
      timeZone: 'Europe/Berlin',
      environment: 'production',
    });
  });

  it('never widens', () => {
    const { settings } = read({
      'jit-portal.io/max-duration': 'PT12H',
      'jit-portal.io/approval-window': 'P7D',
      'jit-portal.io/permission-sets': 'AdministratorAccess,ReadOnlyAccess',
    });
    expect(settings).toMatchObject({
      maxMinutes: 480,
      windowMinutes: 1440,
      permissionSets: ['ReadOnlyAccess'],
    });
  });

  it('rounds a cap down to what can be asked for', () => {
    const { settings } = read({ 'jit-portal.io/max-duration': 'PT50M' });
    expect(settings.maxMinutes).toBe(45);
  });

  // H18: a wrong value fails towards less
  it.each([
    ['requesters', '', { requesters: [] }],
    ['requesters', 'everybody', { requesters: [] }],
    ['requesters', 'group:default/payments, ana', { requesters: [] }],
    ['requesters', 'component:default/shop', { requesters: [] }],
    ['permission-sets', '', { permissionSets: [] }],
    ['permission-sets', '*', { permissionSets: [] }],
    ['permission-sets', 'readonlyaccess', { permissionSets: [] }],
    ['custom-permission-sets', 'yes', { customAllowed: false }],
    ['custom-permission-sets', 'Allowed', { customAllowed: false }],
    ['max-duration', '8h', { maxMinutes: 15 }],
    ['max-duration', '', { maxMinutes: 15 }],
    ['max-duration', 'PT0S', { maxMinutes: 15 }],
    ['max-duration', '-PT8H', { maxMinutes: 15 }],
    ['max-duration', 'P1M', { maxMinutes: 15 }],
    ['max-duration', 'PT5M', { maxMinutes: 15 }],
    ['approval-window', 'soon', { windowMinutes: 15 }],
    ['time-zone', 'Mars', { timeZone: 'UTC' }],
  ])('%s: “%s” gives less and is told', (name, value, expected) => {
    const annotation = `jit-portal.io/${name}`;
    const { settings, problems } = read({ [annotation]: value });
    expect(settings).toMatchObject(expected);
    expect(problems).toEqual([
      expect.objectContaining({ annotation, message: expect.any(String) }),
    ]);
  });
});
