import { sign as signBytes, verify as verifyBytes } from 'node:crypto';
import type { AllowedSigner, SignatureCheck, Signer } from '@nixai/api';
import { parseAllowedSigners } from './allowedSigners.js';
import { keyUnusable, signatureBad } from './faults.js';
import { generatePair, parsePrivateKey } from './privateKey.js';
import { fingerprintOf, parsePublicKey, rawPublicKey, verifyingKey } from './publicKey.js';
import { parseSignature, signedData, writeSignature, type SshSignature } from './sshSignature.js';

/** Detached ed25519 signatures, as `ssh-keygen -Y` makes and checks them. */
export function createSigner(): Signer {
  return { generate: generatePair, sign, verify, parseAllowedSigners };
}

function sign(content: Uint8Array, privateKey: string, namespace: string): string {
  if (namespace === '') throw keyUnusable('a signature needs a namespace');
  const { key, blob } = parsePrivateKey(privateKey);
  const about = { namespace, hash: 'sha512' } as const;
  const bytes = signBytes(null, signedData(content, about), key);
  return writeSignature({ blob, ...about, bytes });
}

function verify(
  content: Uint8Array,
  text: string | undefined,
  { namespace, allowed, now = new Date() }: Parameters<Signer['verify']>[2],
): SignatureCheck {
  if (text === undefined) return { outcome: 'unsigned' };
  const signature = parseSignature(text);
  if (signature.namespace !== namespace)
    throw signatureBad(`it is for "${signature.namespace}", not for "${namespace}"`);
  const signer = signerOf(signature, allowed, now);
  const raw = rawPublicKey(signature.blob);
  const isGood =
    raw !== undefined &&
    verifyBytes(null, signedData(content, signature), verifyingKey(raw), signature.bytes);
  if (!isGood) throw signatureBad('the content is not what was signed');
  return { outcome: 'good', signer: signer.name, fingerprint: fingerprintOf(signature.blob) };
}

function signerOf(
  { blob, namespace }: SshSignature,
  allowed: readonly AllowedSigner[],
  now: Date,
): AllowedSigner {
  const known = allowed.filter(({ publicKey }) => parsePublicKey(publicKey)?.equals(blob) === true);
  if (known.length === 0) throw signatureBad(`its key ${fingerprintOf(blob)} is not trusted`);
  const may = known.filter(({ namespaces }) => namespaces?.includes(namespace) ?? true);
  if (may.length === 0) throw signatureBad(`its key is not trusted for "${namespace}"`);
  const valid = may.find((one) => isValid(one, now));
  if (valid === undefined) throw signatureBad('its key is not valid at this time');
  return valid;
}

/** A date that cannot be read is no permission. */
function isValid({ validAfter, validBefore }: AllowedSigner, now: Date): boolean {
  const [from = -Infinity, until = Infinity] = [validAfter, validBefore].map((date) =>
    date === undefined ? undefined : Date.parse(date),
  );
  return from <= now.getTime() && now.getTime() < until;
}
