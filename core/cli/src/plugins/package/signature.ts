import { createHash } from 'node:crypto';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { createSigner, loadSigning } from '@nixai/safety';
import type { PackedFiles } from './tarball.js';

/** The file in a package that holds its signature, as `ssh-keygen -Y sign` writes one. */
export const signatureFile = 'nixai-plugin.sig';

const namespace = 'nixai-plugin';

/** A package, as it is packed or as it lies in a folder. */
export interface Signed {
  readonly name: string;
  readonly version: string;
  readonly files: PackedFiles;
}

/**
 * Signs name, version and each file of a package.
 * @param privateKey an ed25519 key in OpenSSH's format.
 * @throws NixaiError `key-unusable`.
 */
export async function signPackage(signed: Signed, privateKey: string): Promise<string> {
  return (await createSigner()).sign(statement(signed), privateKey, namespace);
}

/**
 * The key that signed the package (`ssh-ed25519 AAAA…`); undefined if it is not signed.
 * @throws NixaiError `signature-invalid` if anything in the package is not what was signed.
 */
export async function signingKey(signed: Signed): Promise<string | undefined> {
  const text = signed.files.get(signatureFile);
  if (text === undefined) return undefined;
  const signing = await loadSigning();
  try {
    return signing.signingKey(statement(signed), Buffer.from(text).toString('latin1'), namespace);
  } catch (cause) {
    throw invalid(signed, cause);
  }
}

/** What is signed: everything that can be loaded from its folder, what it brings included. */
function statement({ name, version, files }: Signed): Buffer {
  const lines = [...files]
    .filter(([path]) => path !== signatureFile)
    .map(([path, bytes]) => `${createHash('sha512').update(bytes).digest('hex')}  ${path}\n`)
    .sort();
  return Buffer.from(`nixai-plugin 2\n${name}\n${version}\n${lines.join('')}`);
}

function invalid({ name, version }: Signed, cause: unknown): NixaiError {
  return new NixaiError({
    code: 'signature-invalid',
    what: `the signature of ${name} ${version} does not match`,
    why: `a file was changed, added or moved after it was signed, or it is of another package (${(cause as NixaiError).why ?? messageOf(cause)})`,
    exitCode: ExitCode.refused,
    cause,
  });
}
