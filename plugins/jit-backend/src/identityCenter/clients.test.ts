import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ValidatePolicyCommand } from '@aws-sdk/client-accessanalyzer';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ListInstancesCommand } from '@aws-sdk/client-sso-admin';
import { DescribeUserCommand } from '@aws-sdk/client-identitystore';
import { ListAccountsCommand } from '@aws-sdk/client-organizations';
import { ConfigReader } from '@backstage/config';
import { AwsClients, createAwsClients } from './clients';
import { checkHome } from './home';
import { awsConfig } from './__testUtils__/emulated';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

/** Every setting that leads an SDK client elsewhere (H35). */
const SETTINGS = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_SSO_ADMIN',
  'AWS_ENDPOINT_URL_IDENTITYSTORE',
  'AWS_ENDPOINT_URL_ORGANIZATIONS',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_ACCESSANALYZER',
];

/** Takes calls as AWS would, and remembers where they went. */
function watched(clients: AwsClients): string[] {
  const hosts: string[] = [];
  for (const client of Object.values(clients)) {
    client.middlewareStack.add(
      () => async (args: { request: any }) => {
        const { protocol, hostname } = args.request;
        hosts.push(`${protocol}//${hostname}`);
        throw new Error('not sent');
      },
      { step: 'finalizeRequest', name: 'watch', priority: 'low' },
    );
  }
  return hosts;
}

async function callEverything(clients: AwsClients): Promise<void> {
  const calls = [
    clients.ssoAdmin.send(new ListInstancesCommand({})),
    clients.ssoAdminChanges.send(new ListInstancesCommand({})),
    clients.identityStore.send(
      new DescribeUserCommand({ IdentityStoreId: 'd-1', UserId: 'u' }),
    ),
    clients.organizations.send(new ListAccountsCommand({})),
    clients.sts.send(new GetCallerIdentityCommand({})),
    clients.accessAnalyzer.send(
      new ValidatePolicyCommand({
        policyDocument: '{}',
        policyType: 'IDENTITY_POLICY',
      }),
    ),
  ];
  await Promise.allSettled(calls);
}

describe('the emulator is never mistaken for AWS (H35)', () => {
  const before = { ...process.env };
  let elsewhere: Server;
  let url: string;
  let reached = 0;

  beforeEach(async () => {
    reached = 0;
    elsewhere = createServer((_, response) => {
      reached += 1;
      response.end('{}');
    });
    await new Promise<void>(done => elsewhere.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    Object.assign(process.env, KEYS);
  });

  afterEach(async () => {
    process.env = { ...before };
    elsewhere.closeAllConnections();
    await new Promise(done => elsewhere.close(done));
  });

  const AWS = [
    'https://access-analyzer.eu-west-1.amazonaws.com',
    'https://identitystore.eu-west-1.amazonaws.com',
    'https://organizations.us-east-1.amazonaws.com',
    'https://sso.eu-west-1.amazonaws.com',
    'https://sts.eu-west-1.amazonaws.com',
  ];

  async function hostsCalled(): Promise<string[]> {
    const clients = await createAwsClients({
      aws: awsConfig(undefined).aws,
      rootConfig: new ConfigReader({}),
      // What leads credentials astray is refused at start
      env: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    });
    const hosts = watched(clients);
    await callEverything(clients);
    return [...new Set(hosts)].sort();
  }

  it.each(SETTINGS)('%s leads no call elsewhere', async name => {
    process.env[name] = url;
    expect(await hostsCalled()).toEqual(AWS);
    expect(reached).toBe(0);
  });

  it.each(['endpoint_url = URL', 'services = emulator'])(
    'a profile with "%s" leads no call elsewhere',
    async line => {
      const folder = mkdtempSync(join(tmpdir(), 'jit-aws-'));
      const file = join(folder, 'config');
      writeFileSync(
        file,
        [
          '[default]',
          line.replace('URL', url),
          '[services emulator]',
          'sso_admin =',
          `  endpoint_url = ${url}`,
          'sts =',
          `  endpoint_url = ${url}`,
        ].join('\n'),
      );
      process.env.AWS_CONFIG_FILE = file;
      expect(await hostsCalled()).toEqual(AWS);
      expect(reached).toBe(0);
      const asked = createAwsClients({
        aws: awsConfig(undefined).aws,
        rootConfig: new ConfigReader({}),
      });
      await expect(asked).rejects.toThrow('would not come from AWS');
      rmSync(folder, { recursive: true });
    },
  );

  it.each(['https://localhost:4580', 'http://10.0.0.1', 'http://example.com'])(
    '%s is no emulator',
    async endpoint => {
      const asked = createAwsClients({
        aws: awsConfig(endpoint).aws,
        rootConfig: new ConfigReader({}),
      });
      await expect(asked).rejects.toThrow('must be http on this machine');
    },
  );

  it('AWS that is not what configuration says stops the start', () => {
    const { aws } = awsConfig(undefined, { callerAccount: '111111111111' });
    const home = {
      instanceArn: aws.instanceArn,
      identityStoreId: 'd-1',
      region: aws.region,
      callerAccount: '222222222222',
    };
    expect(() => checkHome(home, aws)).toThrow(
      'jit.aws.callerAccount is 111111111111, but AWS says 222222222222',
    );
    expect(() =>
      checkHome({ ...home, callerAccount: '111111111111' }, aws),
    ).not.toThrow();
  });
});
