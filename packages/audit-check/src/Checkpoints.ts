import { createHash, createPublicKey, KeyObject, verify } from 'node:crypto';
import { canonical, Checkpoint, checkpoint } from './format';

/** Something about the checkpoints themselves. */
export interface CheckpointProblem {
  position?: number;
  what: string;
}

/**
 * Reads the key that checkpoints are checked with.
 *
 * @param pem - the public half, SPKI
 * @throws Error where it is no Ed25519 key
 */
export function readPublicKey(pem: string): KeyObject {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error(`The key is ${key.asymmetricKeyType}, and not Ed25519`);
  }
  return key;
}

function nameOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

function isSigned(one: Checkpoint, keys: readonly KeyObject[]): boolean {
  const { signature, ...signed } = one;
  const key = keys.find(known => nameOf(known) === one.key);
  if (!signature || !key) return false;
  const bytes = Buffer.from(canonical(signed), 'utf8');
  return verify(null, bytes, key, Buffer.from(signature, 'base64'));
}

/** A line that a crash cut off may stand before one that is whole. */
const BEGINNING = '{"format":1,';

/** Checkpoints that were kept outside, by position; only those that hold. */
export class Checkpoints {
  readonly #byPosition = new Map<number, Checkpoint>();
  readonly problems: CheckpointProblem[] = [];
  unsigned = 0;
  /** Signatures that nobody looked at, for want of a key. */
  unchecked = 0;
  /** Lines that are no checkpoints, such as one that a crash cut off. */
  unread = 0;

  /** @param keys - none: signatures are not looked at */
  constructor(private readonly keys: readonly KeyObject[]) {}

  /** @param text - a checkpoint to a line; what is before it is a log's own */
  read(text: string, name: string): void {
    text.split('\n').forEach((whole, index) => {
      const start = whole.lastIndexOf(BEGINNING);
      if (start >= 0)
        this.#readLine(whole.slice(start), `${name}:${index + 1}`);
    });
  }

  get size(): number {
    return this.#byPosition.size;
  }

  get last(): Checkpoint | undefined {
    return this.sorted().at(-1);
  }

  at(position: number): Checkpoint | undefined {
    return this.#byPosition.get(position);
  }

  sorted(): Checkpoint[] {
    return [...this.#byPosition.values()].sort(
      (one, other) => one.position - other.position,
    );
  }

  #readLine(text: string, where: string): void {
    const read = checkpoint.safeParse(jsonOf(text));
    if (!read.success) {
      this.unread += 1;
      return;
    }
    this.#take(read.data, where);
  }

  #take(one: Checkpoint, where: string): void {
    const { position } = one;
    if (this.keys.length > 0 && !isSigned(one, this.keys)) {
      this.problems.push({
        position,
        what: one.signature
          ? `${where} is not signed by the key`
          : `${where} is not signed`,
      });
      return;
    }
    if (!one.signature) this.unsigned += 1;
    else if (this.keys.length === 0) this.unchecked += 1;
    const known = this.#byPosition.get(position);
    if (known && known.hash !== one.hash) {
      this.problems.push({
        position,
        what: `${where} contradicts another checkpoint at ${position}`,
      });
      return;
    }
    this.#byPosition.set(position, one);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
