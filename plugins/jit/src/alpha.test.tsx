import { screen, waitFor } from '@testing-library/react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import plugin from './alpha';
import { fakeJitApi } from './__testUtils__/renderJit';
import { jitApiRef, jitQueryClient } from './api';

describe('the plugin in the new frontend system', () => {
  it('mounts its pages under the header that the app draws', async () => {
    jitQueryClient.clear();
    await renderTestApp({
      features: [plugin],
      apis: [[jitApiRef, fakeJitApi()]],
      initialRouteEntries: ['/jit/sessions'],
    });
    expect(
      await screen.findByRole('heading', { name: /^Active Sessions/ }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('JIT Access').length).toBeGreaterThan(0);
    await waitFor(() =>
      expect(document.title).toBe('Active Sessions · JIT Access'),
    );
  });
});
