import { Theme } from '@material-ui/core/styles';

/** The families of colours that a status can have; the text meets AA on the fill. */
export type ColourFamily = 'amber' | 'blue' | 'green' | 'red' | 'grey';

interface Ink {
  text: string;
  fill: string;
}

/*
 * Not the theme's status colours: as text on paper they fail contrast
 * (orange 2.2:1, green 2.6:1 on white).
 */
const inks: Record<'light' | 'dark', Record<ColourFamily, Ink>> = {
  light: {
    amber: { text: '#7A4100', fill: '#FFF4E0' },
    blue: { text: '#0D47A1', fill: '#E3F2FD' },
    green: { text: '#1B5E20', fill: '#E8F5E9' },
    red: { text: '#8E1B1B', fill: '#FDECEA' },
    grey: { text: '#424242', fill: '#EEEEEE' },
  },
  dark: {
    amber: { text: '#FFCC80', fill: '#4A2F00' },
    blue: { text: '#90CAF9', fill: '#0B2F57' },
    green: { text: '#A5D6A7', fill: '#123A17' },
    red: { text: '#F5A9A4', fill: '#4A1512' },
    grey: { text: '#E0E0E0', fill: '#4A4A4A' },
  },
};

export function inkOf(theme: Theme, family: ColourFamily): Ink {
  return inks[theme.palette.type === 'dark' ? 'dark' : 'light'][family];
}

/**
 * For what is said beside. The theme's own meets AA on white paper, but on the
 * light page and on shaded rows it is below 4.5:1; in dark it is well above.
 */
export function secondaryText({ palette }: Theme): string {
  return palette.type === 'dark' ? palette.text.secondary : '#595959';
}

const bars = {
  light: { track: '#E0E0E0', much: '#1B5E20', some: '#8A5200', few: '#B71C1C' },
  dark: { track: '#616161', much: '#A5D6A7', some: '#FFCC80', few: '#F5A9A4' },
};

/** Colours of a bar of time: its track, and what fills it. */
export function barColours(theme: Theme) {
  return bars[theme.palette.type === 'dark' ? 'dark' : 'light'];
}

/** How it is filled while this share is left. */
export function fillOf(share: number): 'much' | 'some' | 'few' {
  if (share > 0.25) return 'much';
  return share >= 0.1 ? 'some' : 'few';
}

/** White on this passes AA; for the badge in the sidebar. */
export const BADGE_RED = '#D32F2F';
