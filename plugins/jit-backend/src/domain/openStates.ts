import { State } from '@jit-portal/backstage-plugin-jit-common';

/** Of requests whose session is not over. */
export const OPEN_STATES: State[] = [
  'SETTING_UP',
  'ACTIVE',
  'ENDING',
  'REVOKING',
];
