import {
  createHash,
  createPrivateKey,
  createPublicKey,
  KeyObject,
  sign,
} from 'node:crypto';
import type { Checkpoint } from '@jit-portal/backstage-plugin-jit-node';
import { canonicalJson } from './canonicalJson';

/** How far the chain goes, before anybody has signed it. */
export type Unsigned = Omit<Checkpoint, 'key' | 'signature'>;

/** Signs checkpoints; the database does not know the key. */
export interface CheckpointSigner {
  /** The first 16 hexadecimal digits of the public key's SHA-256. */
  readonly key: string;
  sign(checkpoint: Unsigned): Checkpoint;
}

const PEM_TYPE = 'PRIVATE KEY';

/**
 * Reads the key that signs.
 *
 * @param text - an Ed25519 private key: PKCS #8, as PEM or as the base64 within
 * @throws Error where it is no such key
 */
export function readSigningKey(text: string): KeyObject {
  const pem = text.includes('-----BEGIN')
    ? text
    : `-----BEGIN ${PEM_TYPE}-----\n${text.trim()}\n-----END ${PEM_TYPE}-----`;
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error(`is a key of type ${key.asymmetricKeyType}`);
  }
  return key;
}

/** The name of a key, by its public half. */
export function keyIdOf(key: KeyObject): string {
  const publicKey = createPublicKey(key);
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}

export function createSigner(privateKey: KeyObject): CheckpointSigner {
  const key = keyIdOf(privateKey);
  return {
    key,
    sign(checkpoint) {
      const signed = { ...checkpoint, key };
      const bytes = Buffer.from(canonicalJson(signed), 'utf8');
      return {
        ...signed,
        signature: sign(null, bytes, privateKey).toString('base64'),
      };
    },
  };
}
