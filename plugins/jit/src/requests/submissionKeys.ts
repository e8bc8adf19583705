/*
 * The key of each submission under way, by its body: sending the same again
 * after a lost answer must not make a second request. Kept until the server
 * has answered, even when the dialog was closed between.
 */
const keys = new Map<string, string>();

/** 128 random bits; `crypto.randomUUID` is missing where a portal runs without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map(one => one.toString(16).padStart(2, '0')).join('');
}

/** The key under which a body is sent; to be forgotten once there is an answer. */
export function keyOf(body: unknown, newKey: () => string = randomKey) {
  const text = JSON.stringify(body);
  const value = keys.get(text) ?? newKey();
  keys.set(text, value);
  return { value, forget: () => keys.delete(text) };
}
