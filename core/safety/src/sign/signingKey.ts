import { parsePublicKey, publicKeyLine, fingerprintOf } from './publicKey.js';
import { createSigner } from './signer.js';
import { parseSignature } from './sshSignature.js';

/**
 * The key that made a signature of the content, whoever holds it: `ssh-ed25519 AAAA…`.
 * @throws NixaiError `signature-bad`.
 */
export function signingKey(content: Uint8Array, signature: string, namespace: string): string {
  const publicKey = publicKeyLine(parseSignature(signature).blob, '');
  createSigner().verify(content, signature, {
    namespace,
    allowed: [{ name: 'whoever', publicKey }],
  });
  return publicKey;
}

/** A public key as `signingKey` writes it, without its comment; undefined for what is none. */
export function plainKey(text: string): string | undefined {
  const blob = parsePublicKey(text);
  return blob === undefined ? undefined : publicKeyLine(blob, '');
}

/** As `ssh-keygen -l` shows it: `SHA256:…`. */
export function fingerprint(publicKey: string): string {
  return fingerprintOf(parsePublicKey(publicKey) ?? Buffer.alloc(0));
}
