/*
 * What time it is for the server. Countdowns follow the clock that ends the
 * session, not the one of the browser, which may be minutes off.
 */
let offsetMs = 0;

/** Learns the server's clock from an answer that has just arrived. */
export function noteServerTime(serverTime: string, now = Date.now()): void {
  const server = Date.parse(serverTime);
  if (!Number.isNaN(server)) offsetMs = server - now;
}

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
