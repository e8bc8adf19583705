const PLAIN = /^[\w-]+:\w+$/;

/** Those that Access Analyzer can be asked about: it takes no patterns. */
export function plainActions(neverGrant: readonly string[]): string[] {
  return neverGrant.filter(action => PLAIN.test(action));
}
