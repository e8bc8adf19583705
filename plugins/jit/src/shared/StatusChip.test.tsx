import { createTheme } from '@material-ui/core/styles';
import { screen } from '@testing-library/react';
import { State } from '@jit-portal/backstage-plugin-jit-common';
import { renderJit } from '../__testUtils__/renderJit';
import { StatusChip, looks } from './StatusChip';
import { ColourFamily, inkOf } from './palette';

const words: Record<State, string> = {
  PENDING: 'Pending',
  PENDING_OWNER: 'Pending Owner',
  PENDING_ADMIN: 'Pending Admin',
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  EXPIRED: 'Expired',
  CANCELLED: 'Cancelled',
  SETTING_UP: 'Setting up',
  ACTIVE: 'Active',
  ENDING: 'Ending',
  REVOKING: 'Revoking',
  ENDED: 'Ended',
  REVOKED: 'Revoked',
  FAILED: 'Failed',
};
const states = Object.keys(words) as State[];

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort(
    (a, b) => b - a,
  );
  return (light + 0.05) / (dark + 0.05);
}

describe('StatusChip', () => {
  it('says each state with its word and an icon', async () => {
    const { container } = await renderJit(
      <>
        {states.map(state => (
          <StatusChip key={state} state={state} />
        ))}
      </>,
    );
    states.forEach(state =>
      expect(screen.getByText(words[state])).toBeInTheDocument(),
    );
    expect(container.querySelectorAll('.MuiChip-root svg')).toHaveLength(
      states.length,
    );
  });

  it.each(['light', 'dark'] as const)('can be read in %s', type => {
    const theme = createTheme({ palette: { type } });
    const families = new Set<ColourFamily>(
      Object.values(looks).map(look => look.family),
    );
    families.forEach(family => {
      const { text, fill } = inkOf(theme, family);
      expect(contrast(text, fill)).toBeGreaterThanOrEqual(4.5);
    });
  });
});
