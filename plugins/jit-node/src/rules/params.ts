import { z } from 'zod';

/** References compare in lower case, as the catalog does. */
export function asRef(userRef: string): string {
  return userRef.toLocaleLowerCase('en-US');
}

export const userRefParam = z
  .string()
  .describe('Full reference of a user, such as user:default/ana');
