import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { ExitCode, NixaiError } from '@nixai/api';
import type { PackedFiles } from './tarball.js';

/** The file in a package that holds its signature. */
export const signatureFile = 'nixai-signature.json';

interface SignatureFile {
  readonly format: 1;
  /** An Ed25519 public key: SPKI, base64. */
  readonly key: string;
  /** Base64. */
  readonly signature: string;
}

interface Signed {
  readonly name: string;
  readonly version: string;
  readonly files: PackedFiles;
}

/** Signs name, version and each file of a package with an Ed25519 key (PEM). */
export function signPackage(signed: Signed, privateKeyPem: string): string {
  const privateKey = createPrivateKey(privateKeyPem);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the key is no Ed25519 key');
  const signature = sign(null, statement(signed), privateKey);
  const file: SignatureFile = {
    format: 1,
    key: spkiOf(createPublicKey(privateKey)),
    signature: signature.toString('base64'),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The key that signed the package; undefined if it is not signed.
 * @throws NixaiError `signature-invalid` if anything in the package is not what was signed.
 */
export function signingKey(signed: Signed): string | undefined {
  const text = signed.files.get(signatureFile);
  if (text === undefined) return undefined;
  try {
    const { format, key, signature } = JSON.parse(Buffer.from(text).toString()) as SignatureFile;
    const spki = { key: Buffer.from(key, 'base64'), type: 'spki', format: 'der' } as const;
    const publicKey = createPublicKey(spki);
    const isEd25519 = publicKey.asymmetricKeyType === 'ed25519';
    const matches = verify(null, statement(signed), publicKey, Buffer.from(signature, 'base64'));
    if (format === 1 && isEd25519 && matches) return spkiOf(publicKey);
  } catch (cause) {
    throw invalid(signed, cause);
  }
  throw invalid(signed);
}

/** The one way to write a key: two texts of base64 may say the same. */
function spkiOf(publicKey: KeyObject): string {
  return publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
}

/** What is signed. npm's own folder of dependencies is no part of the package. */
function statement({ name, version, files }: Signed): Buffer {
  const lines = [...files]
    .filter(([path]) => path !== signatureFile && !path.startsWith('node_modules/'))
    .map(([path, bytes]) => `${createHash('sha512').update(bytes).digest('hex')}  ${path}\n`)
    .sort();
  return Buffer.from(`nixai-plugin 1\n${name}\n${version}\n${lines.join('')}`);
}

function invalid({ name, version }: Signed, cause?: unknown): NixaiError {
  return new NixaiError({
    code: 'signature-invalid',
    what: `the signature of ${name} ${version} does not match`,
    why: 'a file was changed after it was signed, or the signature is of another package',
    exitCode: ExitCode.refused,
    cause,
  });
}
