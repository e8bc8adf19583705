import { screen } from '@testing-library/react';
import { Entity } from '@backstage/catalog-model';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { Route, Routes } from 'react-router-dom';
import { fakeJitApi } from './__testUtils__/renderJit';
import { theOptions } from './__testUtils__/samples';
import { jitApiRef, jitQueryClient } from './api';
import { EntityJitCard, EntityJitContent, JitPage, isJitAvailable } from '.';
import { rootRouteRef } from './routes';

const account: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: 'payments-production',
    annotations: { 'amazonaws.com/account-id': '111111111111' },
  },
};

function renderAt(path: string, element: JSX.Element) {
  jitQueryClient.clear();
  const api = fakeJitApi({
    getRequestOptions: async () => theOptions(),
  });
  return renderInTestApp(
    <TestApiProvider apis={[[jitApiRef, api]]}>{element}</TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: {
        '/jit': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

const pages = (
  <Routes>
    <Route path="/jit/*" element={<JitPage />} />
  </Routes>
);

describe('the plugin in the classic frontend system', () => {
  it('begins with Active Sessions, under a header of its own', async () => {
    await renderAt('/jit', pages);
    expect(
      await screen.findByRole('heading', { name: /^Active Sessions/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { level: 1, name: 'JIT Access' }),
    ).toBeInTheDocument();
  });

  it('opens Request Access at its address', async () => {
    await renderAt('/jit/request?account=111111111111', pages);
    expect(
      await screen.findByRole('button', { name: 'Send Request' }),
    ).toBeInTheDocument();
  });

  it('draws the tab and the card of an account', async () => {
    await renderAt(
      '/access',
      <EntityProvider entity={account}>
        <EntityJitCard />
        <Routes>
          <Route path="/access" element={<EntityJitContent />} />
        </Routes>
      </EntityProvider>,
    );
    expect(await screen.findByText('AWS Access')).toBeInTheDocument();
    expect(await screen.findByText('No active access')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Send Request' }),
    ).toBeInTheDocument();
  });

  it('knows an account by its twelve digits', () => {
    expect(isJitAvailable(account)).toBe(true);
    const other = (annotations: Record<string, string>) =>
      isJitAvailable({ ...account, metadata: { name: 'x', annotations } });
    expect(other({})).toBe(false);
    expect(other({ 'amazonaws.com/account-id': '1111-1111-1111' })).toBe(false);
  });
});
