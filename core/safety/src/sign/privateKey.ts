import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { isNixaiError } from '@nixai/api';
import { keyUnusable } from './faults.js';
import { keyType, publicKeyBlob, publicKeyLine, rawPublicKey } from './publicKey.js';
import { field, readWire, uint32 } from './wire.js';

const magic = 'openssh-key-v1\0';
const begin = '-----BEGIN OPENSSH PRIVATE KEY-----';
const end = '-----END OPENSSH PRIVATE KEY-----';

export interface SigningKey {
  readonly key: KeyObject;
  /** The public half as ssh writes it in binary. */
  readonly blob: Buffer;
}

/** A new pair; the private key in OpenSSH's format (PROTOCOL.key), without a passphrase. */
export function generatePair(comment: string): { privateKey: string; publicKey: string } {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const seed = Buffer.from(jwk.d ?? '', 'base64url');
  const raw = Buffer.from(jwk.x ?? '', 'base64url');
  const blob = publicKeyBlob(raw);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, field(keyType), field(raw), field(Buffer.concat([seed, raw]))],
    field(comment),
  ]);
  // Padded with 1, 2, 3, … to blocks of eight.
  const padding = Buffer.from(
    Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, n) => n + 1),
  );
  const body = Buffer.concat([
    ...[Buffer.from(magic), field('none'), field('none'), field(''), uint32(1)],
    ...[field(blob), field(Buffer.concat([secret, padding]))],
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    privateKey: [begin, ...lines, end, ''].join('\n'),
    publicKey: publicKeyLine(blob, comment),
  };
}

/**
 * Reads a private key of OpenSSH.
 * @throws NixaiError `key-unusable` for one that is not ed25519 or has a passphrase.
 */
export function parsePrivateKey(text: string): SigningKey {
  const base64 = new RegExp(`^\\s*${begin}([A-Za-z0-9+/=\\s]+)${end}\\s*$`).exec(text)?.[1];
  if (base64 === undefined) throw keyUnusable('it is no private key of OpenSSH');
  try {
    return readKey(Buffer.from(base64, 'base64'));
  } catch (error) {
    throw isNixaiError(error) ? error : keyUnusable('it is damaged');
  }
}

function readKey(body: Buffer): SigningKey {
  const reader = readWire(body);
  if (reader.bytes(magic.length).toString('latin1') !== magic)
    throw keyUnusable('it is no private key of OpenSSH');
  if (reader.text() !== 'none')
    throw keyUnusable(
      'it has a passphrase',
      'sign with: ssh-keygen -Y sign -n NAMESPACE -f KEY FILE',
    );
  reader.field();
  reader.field();
  if (reader.uint32() !== 1) throw keyUnusable('it is more than one key');
  const blob = Buffer.from(reader.field());
  const secret = readWire(reader.field());
  if (secret.uint32() !== secret.uint32()) throw keyUnusable('it is damaged');
  const raw = rawPublicKey(blob);
  if (secret.text() !== keyType || raw === undefined) throw keyUnusable('it is not an ed25519 key');
  const half = secret.field();
  const pair = secret.field();
  if (!half.equals(raw) || pair.length !== 64 || !pair.subarray(32).equals(raw))
    throw keyUnusable('it is damaged');
  const [d, x] = [pair.subarray(0, 32), raw].map((bytes) => bytes.toString('base64url'));
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', d, x } });
  return { key, blob };
}
