import { ConfigReader } from '@backstage/config';
import { openToTakeovers } from './takeovers';

const URL = 'url:https://github.com/acme/org/blob/main/org.yaml';

interface Settings {
  rules?: object[];
  locations?: { type: string; target: string }[];
  accounts?: string[];
  people?: string[];
}

function told({ rules, locations = [], accounts = [], people = [] }: Settings) {
  const root = new ConfigReader({
    catalog: { locations, ...(rules && { rules }) },
  });
  const trust = (trustedLocations: string[]) => ({ trustedLocations } as any);
  return openToTakeovers(root, {
    accounts: trust(accounts),
    identities: trust(people),
  });
}

const anybody = [{ allow: ['Component', 'Resource', 'Location'] }];
const byUrl = [{ type: 'url', target: URL.slice('url:'.length) }];

describe('locations that anybody can point at ours', () => {
  it.each<[string, Settings, string[]]>([
    ['trusted accounts', { rules: anybody, accounts: [URL] }, ['Resource']],
    [
      'configured locations',
      { rules: anybody, locations: byUrl },
      ['Resource'],
    ],
    [
      'people',
      {
        rules: [{ allow: ['Location', { kind: 'User' }, 'Group'] }],
        people: [URL],
      },
      ['User or Group'],
    ],
  ])('are told of %s', (_, settings, kinds) => {
    expect(told(settings)).toEqual(
      kinds.map(kind => expect.stringContaining(`Location and ${kind},`)),
    );
  });

  it.each<[string, Settings]>([
    ['the catalog’s own rules, which allow no Resource', { accounts: [URL] }],
    [
      'rules for named locations',
      {
        rules: [
          { allow: ['Component', 'Resource'] },
          { allow: ['Location'], locations: [{ type: 'file' }] },
        ],
        accounts: [URL],
      },
    ],
    ['files', { rules: anybody, accounts: ['file:/portal/'] }],
    ['providers', { rules: anybody, accounts: ['aws-organization:o-1'] }],
    ['nothing by url', { rules: anybody }],
  ])('are none with %s', (_, settings) => {
    expect(told(settings)).toEqual([]);
  });
});
