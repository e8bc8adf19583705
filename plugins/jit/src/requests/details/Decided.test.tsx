import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderJit } from '../../__testUtils__/renderJit';
import { aRequestToDecide } from '../../__testUtils__/reviewing';
import { Decided } from './Decided';

describe('Decided', () => {
  it.each([
    ['SETTING_UP', 'Approved. Access is being set up.'],
    ['ACTIVE', 'Approved. The access is active.'],
  ] as const)('says of %s: %s', async (state, words) => {
    const request = aRequestToDecide({ status: 'APPROVED', state });
    await renderJit(
      <Decided request={request} decision="approve" onDone={() => {}} />,
    );
    expect(await screen.findByRole('status')).toHaveTextContent(words);
    expect(screen.getByRole('button', { name: 'Done' })).toHaveFocus();
  });

  it('leads on, but not from where Approve was pressed', async () => {
    const onNext = jest.fn();
    const onDone = jest.fn();
    await renderJit(
      <Decided
        request={aRequestToDecide({ status: 'APPROVED', state: 'SETTING_UP' })}
        decision="approve"
        onNext={onNext}
        onDone={onDone}
      />,
    );
    const [next, last] = await screen.findAllByRole('button');
    expect(next).toHaveTextContent('Next Request');
    expect(next).toHaveFocus();
    await userEvent.click(last);
    expect(onDone).toHaveBeenCalled();
    expect(onNext).not.toHaveBeenCalled();
  });
});
