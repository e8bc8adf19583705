import { screen } from '@testing-library/react';
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
});
