import { ConfigReader } from '@backstage/config';
import { resolve } from 'path';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { mockCredentials } from '@backstage/backend-test-utils';
import { group } from './__testUtils__/entities';
import { createTrustedSource, LONGEST_ORIGIN, trustedOrigins } from './trust';

const root = new ConfigReader({
  catalog: {
    locations: [
      { type: 'file', target: '../../examples/org.yaml' },
      { type: 'url', target: 'https://github.com/acme/org/blob/main/org.yaml' },
    ],
  },
});

describe('by default', () => {
  const source = createTrustedSource(root, []);

  it.each([
    `file:${resolve('../../examples/org.yaml')}`,
    'url:https://github.com/acme/org/blob/main/org.yaml',
    'msgraph:default/4711',
    'ldap:cn=owners,dc=example',
  ])('trusts %s, from configuration or a provider', from => {
    expect(source(group('owners', { from }))).toBe(from);
  });

  it.each([
    'url:https://github.com/mallory/x/blob/main/x.yaml',
    'url:https://github.com/acme/org/blob/main/org.yaml?v=2',
    'url:https://github.com/acme/org/blob/evil/org.yaml',
    'file:/tmp/dropped.yaml',
    'nonsense',
  ])('does not trust %s, which people can bring in', from => {
    expect(source(group('owners', { from }))).toBeUndefined();
  });

  it('does not trust what the catalog would not find', () => {
    const from = `msgraph:${'x'.repeat(LONGEST_ORIGIN)}`;
    expect(source(group('owners', { from }))).toBeUndefined();
  });

  it('does not trust what has lost its source', () => {
    const from = 'msgraph:default/4711';
    expect(source(group('owners', { from, orphan: true }))).toBeUndefined();
  });

  it('does not trust what does not say where it came from', () => {
    const entity = group('owners');
    delete entity.metadata.annotations;
    expect(source(entity)).toBeUndefined();
  });
});

describe('with trusted locations', () => {
  const source = createTrustedSource(root, [
    'url:https://github.com/acme/org/blob/main',
    'ldap:',
  ]);

  it.each([
    'url:https://github.com/acme/org/blob/main',
    'url:https://github.com/acme/org/blob/main/accounts/production.yaml',
    'ldap:cn=owners,dc=example',
  ])('trusts %s, which is below one', from => {
    expect(source(group('owners', { from }))).toBe(from);
  });

  it.each([
    'url:https://github.com/acme/org/blob/mainly/evil.yaml',
    'url:https://github.com/acme/org/blob/main.evil/x.yaml',
    'url:https://github.com/acme/org/blob/main/../evil/x.yaml',
    'url:https://github.com/acme/org/blob/main/%2e%2e/evil/x.yaml',
    'url:https://github.com/acme/org/blob/main/..\\evil/x.yaml',
    'url:https://github.com/acme/org/blob/main/.\t./evil/x.yaml',
    'url:https://github.com/acme/org/blob/main/x.yaml?ref=evil',
    'url:https://github.com/acme/org/blob/main/x.yaml#evil',
    'msgraph:default/4711',
    `file:${resolve('../../examples/org.yaml')}`,
  ])('does not trust %s', from => {
    expect(source(group('owners', { from }))).toBeUndefined();
  });
});

describe('with the marks of an organisation’s provider', () => {
  const source = createTrustedSource(root, [
    'url:https://github.com/*',
    'url:https://github.com/orgs/acme/teams/*',
  ]);

  it.each([
    'url:https://github.com/ana',
    'url:https://github.com/orgs/acme/teams/owners',
  ])('trusts %s, one name', from => {
    expect(source(group('owners', { from }))).toBe(from);
  });

  it.each([
    'url:https://github.com/',
    'url:https://github.com/mallory/x',
    'url:https://github.com/mallory/x/blob/main/x.yaml',
    'url:https://github.com/ana?tab=x',
    'url:https://github.com/orgs/acme/teams/owners/x',
    'url:https://github.com.evil/ana',
  ])('does not trust %s', from => {
    expect(source(group('owners', { from }))).toBeUndefined();
  });
});

describe('what the catalog is asked for', () => {
  const origins = [
    `file:${resolve('../../examples/org.yaml')}`,
    'url:https://github.com/acme/org/blob/main/org.yaml',
    'url:https://github.com/acme/org/blob/main/accounts/production.yaml',
    'url:https://github.com/acme/org/blob/evil/org.yaml',
    'url:https://github.com/mallory/x/blob/main/x.yaml',
    `url:https://github.com/mallory/${'x'.repeat(LONGEST_ORIGIN)}`,
    'url:https://github.com/ana',
    'file:/tmp/dropped.yaml',
    'msgraph:default/4711',
    'ldap:cn=owners,dc=example',
  ];
  const entities = origins.map((from, index) => group(`g${index}`, { from }));
  const catalog = catalogServiceMock({ entities });

  it.each([
    ['by default', [], [0, 1, 8, 9]],
    [
      'with locations',
      ['url:https://github.com/acme/org/blob/main', 'ldap:'],
      [1, 2, 9],
    ],
    // The judge of sources says that one name is one name
    ['with marks', ['url:https://github.com/*'], [1, 2, 3, 4, 5, 6]],
  ])('is all that is trusted %s', async (_, trusted, found) => {
    const { items } = await catalog.queryEntities(
      { query: trustedOrigins(root, trusted) },
      { credentials: mockCredentials.service() },
    );
    expect(items).toEqual(found.map(index => entities[index]));
    const source = createTrustedSource(root, trusted);
    expect(items).toEqual(expect.arrayContaining(entities.filter(source)));
  });
});
