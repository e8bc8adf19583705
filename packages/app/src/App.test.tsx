import { render, screen, waitFor } from '@testing-library/react';
import App from './App';

describe('the portal in the new frontend system', () => {
  it('opens on its sign-in page', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Test' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: {
              providers: {
                demo: {
                  people: [
                    {
                      name: 'dana',
                      displayName: 'Dana Ruiz',
                      description: 'Developer',
                    },
                  ],
                },
              },
            },
          },
        },
      ] as any,
    };
    render(App.createRoot());
    await waitFor(() =>
      expect(
        screen.getByRole('button', { name: /Dana Ruiz/ }),
      ).toBeInTheDocument(),
    );
  });
});
