import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { checkCredentialEndpoints } from './credentialEndpoints';

const ELSEWHERE = 'http://127.0.0.1:4580';
const PRIVATE = 'https://vpce-1.sts.eu-west-1.vpce.amazonaws.com';

describe('where credentials come from (H35)', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'jit-aws-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function starts(given: {
    config?: string[];
    credentials?: string[];
    env?: Record<string, string>;
    aws?: object;
  }): Promise<void> {
    const { config = [], credentials = [], env = {}, aws = {} } = given;
    const file = (name: string, lines: string[]) => {
      const path = join(folder, name);
      writeFileSync(path, lines.join('\n'));
      return path;
    };
    return checkCredentialEndpoints(
      {
        AWS_CONFIG_FILE: file('config', config),
        AWS_SHARED_CREDENTIALS_FILE: file('credentials', credentials),
        ...env,
      },
      new ConfigReader({ aws } as never),
    );
  }

  const sts = (url: string) => [
    '[services them]',
    'sts =',
    `  endpoint_url = ${url}`,
  ];

  it.each([
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_STS',
    'AWS_ENDPOINT_URL_SSO',
    'AWS_ENDPOINT_URL_SSO_OIDC',
  ])('%s over plain http stops the start', async name => {
    await expect(starts({ env: { [name]: ELSEWHERE } })).rejects.toThrow(
      `${name} is ${ELSEWHERE}`,
    );
    await expect(starts({ env: { [name]: PRIVATE } })).resolves.toBeUndefined();
    await expect(
      starts({
        env: { [name]: ELSEWHERE, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      }),
    ).resolves.toBeUndefined();
  });

  it.each<[string, Parameters<typeof starts>[0], string]>([
    [
      'the default profile',
      { config: ['[default]', `endpoint_url = ${ELSEWHERE}`] },
      'endpoint_url of the AWS profile default',
    ],
    [
      'the file of credentials',
      { credentials: ['[default]', `endpoint_url = ${ELSEWHERE}`] },
      'endpoint_url of the AWS profile default',
    ],
    [
      'the profile of the environment',
      {
        config: ['[profile work]', `endpoint_url = ${ELSEWHERE}`],
        env: { AWS_PROFILE: 'work' },
      },
      'endpoint_url of the AWS profile work',
    ],
    [
      'the services of a profile',
      { config: ['[default]', 'services = them', ...sts(ELSEWHERE)] },
      'sts.endpoint_url in the services of the AWS profile default',
    ],
    [
      'the profile that credentials begin from',
      {
        config: [
          '[default]',
          'source_profile = base',
          '[profile base]',
          'source_profile = default',
          `endpoint_url = ${ELSEWHERE}`,
        ],
      },
      'endpoint_url of the AWS profile base',
    ],
    [
      'the profile of the main account',
      {
        config: ['[profile main]', `endpoint_url = ${ELSEWHERE}`],
        aws: { mainAccount: { profile: 'main' } },
      },
      'endpoint_url of the AWS profile main',
    ],
    [
      'the profile of an account',
      {
        config: ['[profile one]', `endpoint_url = ${ELSEWHERE}`],
        aws: { accounts: [{ accountId: '111111111111', profile: 'one' }] },
      },
      'endpoint_url of the AWS profile one',
    ],
    [
      'something that is no address',
      { config: ['[default]', 'endpoint_url = localhost'] },
      'endpoint_url of the AWS profile default is localhost',
    ],
  ])('%s stops the start where it leads elsewhere', async (_, given, named) => {
    await expect(starts(given)).rejects.toThrow(named);
    const ignoring = { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' };
    await expect(
      starts({ ...given, env: { ...given.env, ...ignoring } }),
    ).resolves.toBeUndefined();
  });

  it.each<[string, Parameters<typeof starts>[0]]>([
    ['no files at all', {}],
    [
      'a profile that nobody uses',
      { config: ['[profile local]', `endpoint_url = ${ELSEWHERE}`] },
    ],
    [
      'a private endpoint of AWS',
      { config: ['[default]', 'services = them', ...sts(PRIVATE)] },
    ],
    [
      'a profile that ignores its endpoints',
      {
        config: [
          '[default]',
          'ignore_configured_endpoint_urls = true',
          `endpoint_url = ${ELSEWHERE}`,
        ],
      },
    ],
    [
      'a service that gives no credentials',
      {
        config: [
          '[default]',
          'services = them',
          '[services them]',
          's3 =',
          `  endpoint_url = ${ELSEWHERE}`,
        ],
      },
    ],
  ])('%s does not', async (_, given) => {
    await expect(starts(given)).resolves.toBeUndefined();
  });
});
