import { createHash } from 'node:crypto';
import { signatureBad } from './faults.js';
import { keyType } from './publicKey.js';
import { field, readWire, uint32 } from './wire.js';

/** The format of `ssh-keygen -Y sign` (OpenSSH's PROTOCOL.sshsig), version 1. */
const magic = Buffer.from('SSHSIG');
const begin = '-----BEGIN SSH SIGNATURE-----';
const end = '-----END SSH SIGNATURE-----';
const hashes = ['sha512', 'sha256'] as const;

export interface SshSignature {
  /** The public key as ssh writes it in binary. */
  readonly blob: Buffer;
  readonly namespace: string;
  readonly hash: (typeof hashes)[number];
  /** The 64 bytes of ed25519. */
  readonly bytes: Buffer;
}

/** What is signed: not the content itself, but its hash under a namespace. */
export function signedData(
  content: Uint8Array,
  { namespace, hash }: Pick<SshSignature, 'namespace' | 'hash'>,
): Buffer {
  const digest = createHash(hash).update(content).digest();
  return Buffer.concat([magic, field(namespace), field(''), field(hash), field(digest)]);
}

/** The text of a `.sig` file. */
export function writeSignature({ blob, namespace, hash, bytes }: SshSignature): string {
  const body = Buffer.concat([
    ...[magic, uint32(1), field(blob), field(namespace), field(''), field(hash)],
    field(Buffer.concat([field(keyType), field(bytes)])),
  ]);
  const lines = body.toString('base64').match(/.{1,70}/g) ?? [];
  return [begin, ...lines, end, ''].join('\n');
}

/**
 * Reads the text of a `.sig` file. There is one way to write a signature, and no other is read.
 * @throws NixaiError `signature-bad`.
 */
export function parseSignature(text: string): SshSignature {
  const base64 = new RegExp(`^${begin}\\r?\\n([A-Za-z0-9+/=\\r\\n]+)${end}\\s*$`).exec(text)?.[1];
  const joined = (base64 ?? '').replace(/[\r\n]/g, '');
  const body = Buffer.from(joined, 'base64');
  if (joined === '' || body.toString('base64') !== joined)
    throw signatureBad('it is no signature of ssh');
  try {
    return readBody(body);
  } catch (error) {
    throw error instanceof RangeError ? signatureBad('it is cut off') : error;
  }
}

function readBody(body: Buffer): SshSignature {
  const reader = readWire(body);
  if (!reader.bytes(magic.length).equals(magic) || reader.uint32() !== 1)
    throw signatureBad('it is no signature of ssh, or of a version to come');
  const blob = Buffer.from(reader.field());
  const namespace = reader.text();
  const reserved = reader.field();
  const hash = reader.text() as SshSignature['hash'];
  const signature = readWire(reader.field());
  const isEd25519 = signature.text() === keyType;
  const bytes = Buffer.from(signature.field());
  if (!hashes.includes(hash)) throw signatureBad('it uses another hash than SHA-2');
  if (!isEd25519 || bytes.length !== 64) throw signatureBad('it is not of an ed25519 key');
  if (reserved.length > 0 || !reader.isAtEnd || !signature.isAtEnd)
    throw signatureBad('there is more in it than a signature');
  return { blob, namespace, hash, bytes };
}
