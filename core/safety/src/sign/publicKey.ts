import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { field, readWire } from './wire.js';

export const keyType = 'ssh-ed25519';

/** An ed25519 key as ssh writes it in binary: its type, then its 32 bytes. */
export function publicKeyBlob(raw: Uint8Array): Buffer {
  return Buffer.concat([field(keyType), field(raw)]);
}

/** The 32 bytes of such a key; undefined for a key of another type and for what is none. */
export function rawPublicKey(blob: Buffer): Buffer | undefined {
  try {
    const reader = readWire(blob);
    const type = reader.text();
    const raw = reader.field();
    return type === keyType && raw.length === 32 && reader.isAtEnd ? raw : undefined;
  } catch {
    return undefined;
  }
}

/** The binary form of `ssh-ed25519 AAAA… comment`; undefined for anything else. */
export function parsePublicKey(text: string): Buffer | undefined {
  const [, base64 = ''] = /^ssh-ed25519\s+([A-Za-z0-9+/]+={0,2})(?:\s|$)/.exec(text.trim()) ?? [];
  const blob = Buffer.from(base64, 'base64');
  return rawPublicKey(blob) === undefined ? undefined : blob;
}

/** `ssh-ed25519 AAAA… comment`. */
export function publicKeyLine(blob: Buffer, comment: string): string {
  return `${keyType} ${blob.toString('base64')} ${comment}`.trimEnd();
}

/** As `ssh-keygen -l` shows it: `SHA256:…`. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** The key for Node's crypto. */
export function verifyingKey(raw: Buffer): KeyObject {
  const x = raw.toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
}
