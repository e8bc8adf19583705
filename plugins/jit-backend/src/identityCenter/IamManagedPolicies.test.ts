import { IAMClient } from '@aws-sdk/client-iam';
import {
  demoSeed,
  Emulator,
  startEmulator,
} from '@jit-portal/identity-center-emulator';
import { PackagedManagedPolicies } from '../policies/__testUtils__/PackagedManagedPolicies';
import { IamManagedPolicies } from './IamManagedPolicies';
import { readManaged } from '../policies/data/ManagedPolicies';

const READ_S3 = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const HOUR = 60 * 60_000;

describe('IamManagedPolicies', () => {
  let emulator: Emulator;
  let client: IAMClient;
  let now: number;
  let policies: IamManagedPolicies;

  beforeAll(async () => {
    emulator = await startEmulator({
      port: 0,
      seed: structuredClone(demoSeed),
    });
  });
  afterAll(async () => emulator.close());

  beforeEach(() => {
    now = Date.parse('2026-11-23T12:00:00Z');
    client = new IAMClient({
      endpoint: emulator.url,
      region: demoSeed.region,
      credentials: { accessKeyId: 'EMULATOR', secretAccessKey: 'emulator' },
    });
    policies = new IamManagedPolicies(client, () => now);
  });
  afterEach(() => client.destroy());

  it('reads the document that AWS has in force', async () => {
    const found = await policies.find(READ_S3);
    const packaged = await new PackagedManagedPolicies().find(READ_S3);
    expect(JSON.parse(found!.document)).toEqual(JSON.parse(packaged!.document));
    expect(readManaged(found!)?.statements).toHaveLength(1);
  });

  it('asks AWS once an hour, however many ask', async () => {
    const send = jest.spyOn(client, 'send');
    await Promise.all([policies.find(READ_S3), policies.find(READ_S3)]);
    await policies.find(READ_S3);
    expect(send).toHaveBeenCalledTimes(2);
    now += HOUR;
    await policies.find(READ_S3);
    expect(send).toHaveBeenCalledTimes(4);
  });

  it('knows when AWS has no such policy, and asks again the next time', async () => {
    const send = jest.spyOn(client, 'send');
    const arn = 'arn:aws:iam::aws:policy/AmazonEverythingFullAccess';
    expect(await policies.find(arn)).toBeUndefined();
    expect(await policies.find(arn)).toBeUndefined();
    expect(send).toHaveBeenCalledTimes(2);
  });

  it.each([
    'arn:aws:iam::111122223333:policy/AmazonS3ReadOnlyAccess',
    'arn:aws:iam::aws:policy/',
    'AmazonS3ReadOnlyAccess',
    '',
  ])('never asks AWS about %s', async arn => {
    const send = jest.spyOn(client, 'send');
    expect(await policies.find(arn)).toBeUndefined();
    expect(send).not.toHaveBeenCalled();
  });

  it('hands trouble on, and keeps none of it', async () => {
    jest
      .spyOn(client, 'send')
      .mockRejectedValueOnce(new Error('Throttled') as never);
    await expect(policies.find(READ_S3)).rejects.toThrow('Throttled');
    expect(await policies.find(READ_S3)).toMatchObject({ arn: READ_S3 });
  });
});
