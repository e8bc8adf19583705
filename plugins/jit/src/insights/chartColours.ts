import { Theme } from '@material-ui/core/styles';
import { ColourFamily, inkOf } from '../shared/palette';

const families: ColourFamily[] = ['blue', 'amber', 'green', 'red', 'grey'];

/** How lines are told apart without colour. */
export const dashes = ['0', '8 4', '2 4', '12 4 2 4', '4 2'];

/** The colour of a series, from the palette of the status chips. */
export function seriesColour(theme: Theme, index: number): string {
  return inkOf(theme, families[index % families.length]).text;
}
