import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DemoPeople } from './DemoPeople';

describe('DemoPeople', () => {
  it('offers each person with what they are, and says that it is a demo', async () => {
    const onChoose = jest.fn();
    await renderInTestApp(
      <DemoPeople
        people={[
          { name: 'dana', displayName: 'Dana Ruiz', description: 'Developer' },
          { name: 'sam', displayName: 'Sam Ito', description: 'SSO Admin' },
        ]}
        onChoose={onChoose}
      />,
    );
    expect(screen.getByText(/no real AWS/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /Sam Ito.*SSO Admin/ }),
    );
    expect(onChoose).toHaveBeenCalledWith('sam');
  });
});
