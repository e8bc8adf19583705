import { ReactElement } from 'react';
import { RenderResult } from '@testing-library/react';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { JitApi } from '@jit-portal/backstage-plugin-jit-common';
import { JitProvider, createJitQueryClient, jitApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { aMe, aPage } from './samples';

/** Whom the catalog knows. */
const OLIVIA = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'olivia', namespace: 'default' },
  spec: { profile: { displayName: 'Olivia Park' }, memberOf: [] },
};

/** A JitApi of which a test gives the answers it needs; others fail loudly. */
export function fakeJitApi(answers: Partial<JitApi> = {}): JitApi {
  const given: Partial<JitApi> = {
    getMe: async () => aMe(),
    listSessions: async () => aPage([]),
    listAccounts: async () => aPage([]),
    ...answers,
  };
  return new Proxy(given as JitApi, {
    get(target, name: keyof JitApi) {
      return (
        target[name] ??
        (async () => {
          throw new Error(`${name} was not expected`);
        })
      );
    },
  });
}

/** Signals that a test sends itself. */
export function fakeSignals() {
  const listeners: ((message: any) => void)[] = [];
  return {
    subscribe: jest.fn((_channel: string, listener: (m: any) => void) => {
      listeners.push(listener);
      return { unsubscribe: () => undefined };
    }),
    send: () => listeners.forEach(tell => tell({ action: 'request-changed' })),
  };
}

/** Renders inside an app, with a fake backend and a cache of its own. */
export async function renderJit(
  element: ReactElement,
  options: { api?: JitApi; path?: string; signals?: unknown } = {},
): Promise<RenderResult & { toasts: { post: jest.Mock } }> {
  const toasts = { post: jest.fn(() => ({ close: () => undefined })) };
  const rendered = await renderInTestApp(
    <TestApiProvider
      apis={[
        [jitApiRef, options.api ?? fakeJitApi()],
        [toastApiRef, toasts as any],
        [catalogApiRef, catalogApiMock({ entities: [OLIVIA] })],
        [signalApiRef, (options.signals ?? fakeSignals()) as any],
      ]}
    >
      <JitProvider queryClient={createJitQueryClient()}>{element}</JitProvider>
    </TestApiProvider>,
    {
      routeEntries: [options.path ?? '/'],
      mountedRoutes: {
        '/jit': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return { ...rendered, toasts };
}
