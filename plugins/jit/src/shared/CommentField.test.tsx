import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderJit } from '../__testUtils__/renderJit';
import { CommentField } from './CommentField';

function Box() {
  const [text, setText] = useState('');
  return (
    <CommentField
      id="comment"
      label="Comment"
      value={text}
      max={5}
      onChange={setText}
    />
  );
}

describe('CommentField', () => {
  it('counts an emoji as one, and cuts none in half', async () => {
    await renderJit(<Box />);
    const box = screen.getByRole('textbox', { name: 'Comment' });
    await userEvent.type(box, 'ok🙂');
    expect(screen.getByText('3 / 5')).toBeInTheDocument();
    await userEvent.clear(box);
    await userEvent.paste('🙂🙂🙂🙂🙂🙂');
    expect(box).toHaveValue('🙂🙂🙂🙂🙂');
    expect(screen.getByText('5 / 5')).toBeInTheDocument();
  });
});
