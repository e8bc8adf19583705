import FormHelperText from '@material-ui/core/FormHelperText';
import Typography from '@material-ui/core/Typography';
import {
  ThemeProvider,
  createTheme,
  getContrastRatio,
} from '@material-ui/core/styles';
import { render, screen } from '@testing-library/react';
import { Legible } from './Legible';

const AA = 4.5;

/** How well a text can be read in the portal's theme of this type. */
function contrastOf(
  text: string,
  where: { type: 'light' | 'dark'; on: string },
): number {
  render(
    <ThemeProvider theme={createTheme({ palette: { type: where.type } })}>
      <Legible>
        <Typography color="textSecondary">Said beside</Typography>
        <FormHelperText error>Wrong</FormHelperText>
      </Legible>
    </ThemeProvider>,
  );
  const { color } = window.getComputedStyle(screen.getByText(text));
  return getContrastRatio(color, where.on);
}

describe('Legible', () => {
  it('lets secondary text be read on the page and on shaded rows', () => {
    const contrast = contrastOf('Said beside', {
      type: 'light',
      on: '#EEEEEE',
    });
    expect(contrast).toBeGreaterThanOrEqual(AA);
  });

  it.each([
    ['light', '#FFFFFF'],
    ['dark', '#424242'],
  ] as const)('lets errors be read on %s paper', (type, on) => {
    expect(contrastOf('Wrong', { type, on })).toBeGreaterThanOrEqual(AA);
  });
});
