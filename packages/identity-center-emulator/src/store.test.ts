import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccountAssignmentCommand,
  ListAccountAssignmentsCommand,
} from '@aws-sdk/client-sso-admin';
import { startEmulator } from './server';
import { clientsFor, post } from './__testUtils__/clients';
import { dana, InstanceArn, PRODUCTION } from './__testUtils__/emulated';

const ADA = {
  accountId: '888888888888',
  permissionSetName: 'AdministratorAccess',
  userName: 'ada@example.com',
};
const FROZEN = '2026-11-23T09:00:00.000Z';

describe('what is kept across a restart', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'emulator-'));
  });

  /** One life of an emulator: started, used, closed. */
  async function live<T>(
    use: (aws: {
      control: (path: string, body: object) => Promise<{ body: any }>;
      state: () => Promise<any>;
      sso: ReturnType<typeof clientsFor>['sso'];
    }) => Promise<T>,
  ): Promise<T> {
    const { url, close } = await startEmulator({ port: 0, dataDir });
    try {
      return await use({
        control: (path, body) => post(`${url}/_emulator/${path}`, body),
        state: async () => (await fetch(`${url}/_emulator/state`)).json(),
        sso: clientsFor(url).sso,
      });
    } finally {
      await close();
    }
  }

  it('the clock, frozen or ahead', async () => {
    await live(({ control }) => control('clock', { advance: 'PT5H' }));
    const ahead = await live(({ control }) =>
      control('clock', { frozen: true, now: FROZEN }),
    );
    expect(ahead.body).toMatchObject({ now: FROZEN, frozen: true });
    const { now } = await live(({ state }) => state());
    expect(now).toBe(FROZEN);
  });

  it('an offset, without the time that passed between', async () => {
    await live(({ control }) => control('clock', { advance: 'PT5H' }));
    const { now } = await live(({ state }) => state());
    const ahead = new Date(now).getTime() - Date.now();
    expect(Math.round(ahead / 60_000)).toBe(300);
  });

  it('faults with what is left of them, and chaos where it was', async () => {
    const chaos = { seed: 's', probability: 1, kinds: ['error'] };
    await live(async ({ control, sso }) => {
      await control('faults', { kind: 'throttle', times: 2 });
      await expect(
        sso.send(new CreateAccountAssignmentCommand(dana())),
      ).rejects.toMatchObject({ name: 'ThrottlingException' });
      await control('chaos', chaos);
    });
    const kept = await live(({ state }) => state());
    expect(kept).toMatchObject({
      faults: [{ kind: 'throttle', times: 1 }],
      faultsInjected: { throttle: 1 },
      chaos,
    });
  });

  it('what an emulator kept that knew less', async () => {
    await live(({ control }) => control('clock', {}));
    const file = join(dataDir, 'world.json');
    const { late, changes, controlPolicies, ...world } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    delete world.seed.organization;
    for (const role of world.roles) delete role.policies.customer;
    writeFileSync(file, JSON.stringify(world));
    const verdict = await live(async ({ control }) => {
      await control('clock', { advance: 'PT1M' });
      const { body } = await control('role-credentials', ADA);
      return control(`role-credentials/${body.id}`, {
        action: 's3:GetObject',
        resource: '*',
      });
    });
    expect(verdict.body.effect).toBe('allowed');
  });

  it('what has not landed yet', async () => {
    await live(async ({ control, sso }) => {
      await control('clock', { frozen: true, now: FROZEN });
      await control('faults', { kind: 'late', landsAfterMs: 60_000, times: 1 });
      await expect(
        sso.send(new CreateAccountAssignmentCommand(dana())),
      ).rejects.toThrow();
    });
    const { AccountAssignments } = await live(async ({ control, sso }) => {
      await control('clock', { advance: 'PT1M' });
      return sso.send(
        new ListAccountAssignmentsCommand({
          InstanceArn,
          AccountId: PRODUCTION,
          PermissionSetArn: dana().PermissionSetArn,
        }),
      );
    });
    expect(AccountAssignments).toHaveLength(1);
  });
});
