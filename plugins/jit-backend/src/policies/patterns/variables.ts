/*
 * What AWS fills in when it decides: `${key}` or `${key, 'default'}`.
 */

// No brace within: what never closes would be read anew from each of its `${`
const VARIABLE = /\$\{(?:[^{}']|'[^']*')*\}/g;

/** Of who asks, as the account or the identity source says it. */
const OF_THE_PERSON =
  /^\$\{(aws:(username|userid|PrincipalAccount|PrincipalArn|PrincipalOrgID|PrincipalTag\/[^,]+)|identitystore:UserId)\}$/i;

/** `${*}`, `${?}`, `${$}`: the character itself. */
const CHARACTER = /^\$\{[*?$]\}$/;

/** Stand for what is named, and are part of nothing else. */
const NAMED = '\u0001\u0001\u0001';
const ONE_CHARACTER = '\u0001';

/** The widest that a text with variables can become. */
export function widened(text: string): string {
  return text.replace(VARIABLE, '*');
}

/**
 * The same, but for what whoever asks cannot choose. A header, a tag of the
 * request or a default can be anything.
 */
export function withNames(text: string): string {
  return text.replace(VARIABLE, variable => {
    if (CHARACTER.test(variable)) return ONE_CHARACTER;
    return OF_THE_PERSON.test(variable) ? NAMED : '*';
  });
}
