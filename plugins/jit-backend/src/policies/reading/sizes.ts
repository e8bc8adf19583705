import { nonBlankLength } from '@jit-portal/backstage-plugin-jit-common';
import { OPEN_END, withEndStatement } from './endStatement';

/** PutInlinePolicyToPermissionSet: at most so many characters, blanks included. */
export const MAX_CHARACTERS = 32_768;
/** Quota of Identity Center for inline policies, blanks left out. */
export const MAX_NON_BLANK = 10_240;

export interface PolicySize {
  /** Of what is typed. */
  characters: number;
  nonBlank: number;
  /** What the portal's end statement takes of both limits. */
  reserved: number;
  /** For what is typed: the limits less what is reserved. */
  maxCharacters: number;
  maxNonBlank: number;
  fits: boolean;
}

/** How much room a policy takes once the portal's end stands in it. */
export function sizeOf(text: string): PolicySize {
  const sent = withEndStatement(text, OPEN_END);
  const alone = withEndStatement(undefined, OPEN_END)!;
  // A text that is no policy yet still has to leave room for the longest form
  const reserved = sent ? sent.length - text.length : alone.length;
  const characters = text.length;
  const nonBlank = nonBlankLength(text);
  const maxCharacters = MAX_CHARACTERS - reserved;
  const maxNonBlank = MAX_NON_BLANK - reserved;
  const fits = characters <= maxCharacters && nonBlank <= maxNonBlank;
  return { characters, nonBlank, reserved, maxCharacters, maxNonBlank, fits };
}
