import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { configApiRef } from '@backstage/core-plugin-api';
import { screen } from '@testing-library/react';
import { DemoSwitcher } from './DemoSwitcher';
import { chooseDemoUser } from './demoUser';

const demo = {
  auth: {
    providers: {
      demo: {
        people: [
          { name: 'dana', displayName: 'Dana Ruiz', description: 'Developer' },
        ],
      },
    },
  },
};

async function show(data: object) {
  await renderInTestApp(
    <TestApiProvider
      apis={[[configApiRef, mockApis.config({ data: data as any })]]}
    >
      <DemoSwitcher />
    </TestApiProvider>,
  );
}

describe('DemoSwitcher', () => {
  afterEach(() => chooseDemoUser(undefined));

  it('names who this tab is', async () => {
    chooseDemoUser('dana');
    await show(demo);
    expect(
      screen.getByRole('button', { name: 'Demo: Dana Ruiz' }),
    ).toBeInTheDocument();
  });

  it('is not drawn in a portal that is no demo', async () => {
    chooseDemoUser('dana');
    await show({});
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
