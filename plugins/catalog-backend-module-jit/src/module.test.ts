import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModuleJitAccounts } from './module';

jest.setTimeout(60_000);

describe('the module', () => {
  const addEntityProvider = jest.fn();
  const createScheduledTaskRunner = jest.fn(() => ({ run: jest.fn() }));

  const start = (jitAccounts?: object) =>
    startTestBackend({
      extensionPoints: [
        [catalogProcessingExtensionPoint, { addEntityProvider } as any],
      ],
      features: [
        catalogModuleJitAccounts,
        mockServices.rootConfig.factory({
          data: {
            jit: {
              aws: { region: 'eu-west-1', endpoint: 'http://127.0.0.1:1' },
            },
            catalog: { providers: { ...(jitAccounts && { jitAccounts }) } },
          },
        }),
        mockServices.scheduler.mock({ createScheduledTaskRunner }).factory,
      ],
    });

  beforeEach(() => jest.clearAllMocks());

  it('adds a provider on its schedule where one is configured', async () => {
    const backend = await start({ organizationId: 'o-a1b2c3d4e5' });
    expect(addEntityProvider).toHaveBeenCalledTimes(1);
    expect(addEntityProvider.mock.calls[0][0].getProviderName()).toBe(
      'jit-accounts:o-a1b2c3d4e5',
    );
    expect(createScheduledTaskRunner).toHaveBeenCalledWith(
      expect.objectContaining({ frequency: { hours: 1 } }),
    );
    await backend.stop();
  });

  it('does nothing where none is', async () => {
    const backend = await start();
    expect(addEntityProvider).not.toHaveBeenCalled();
    await backend.stop();
  });

  it('does not start with what is wrong', async () => {
    await expect(start({ organizationId: 'x' })).rejects.toThrow(
      'organizationId',
    );
  });
});
