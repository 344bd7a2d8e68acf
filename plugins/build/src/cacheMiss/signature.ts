import { createPublicKey, verify } from 'node:crypto';
import type { Narinfo } from '@nixai/api';
import { hexOfNixHash, nixBase32 } from '@nixai/nix-cli/hashes';

/** What the signatures of a path are worth here: one that is good is enough. */
export type Signed = 'good' | 'none' | 'foreign-key' | 'bad-signature';

export function signedBy(narinfo: Narinfo, keys: ReadonlyMap<string, string>): Signed {
  const { signatures } = narinfo;
  if (signatures.length === 0) return 'none';
  const known = signatures.filter((one) => keys.has(nameIn(one)));
  if (known.length === 0) return 'foreign-key';
  const text = Buffer.from(fingerprint(narinfo));
  const isGood = known.some((one) => isSigned(text, one, keys.get(nameIn(one)) ?? ''));
  return isGood ? 'good' : 'bad-signature';
}

/** The name of the key: what stands before the colon. */
export const nameIn = (signature: string): string => signature.slice(0, signature.indexOf(':'));

/** What Nix signs of a path. */
function fingerprint({ path, narHash, narSize, references }: Narinfo): string {
  const hash = `sha256:${nixBase32(hexOfNixHash(narHash) ?? '')}`;
  return `1;${path};${hash};${narSize};${[...references].sort().join(',')}`;
}

/** The head of an ed25519 key as node reads it (RFC 8410), before its 32 bytes. */
const head = Buffer.from('302a300506032b6570032100', 'hex');

function isSigned(text: Buffer, signature: string, key: string): boolean {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) return false;
  const publicKey = createPublicKey({
    ...{ key: Buffer.concat([head, bytes]), format: 'der', type: 'spki' },
  });
  const given = Buffer.from(signature.slice(signature.indexOf(':') + 1), 'base64');
  return verify(null, text, publicKey, given);
}
