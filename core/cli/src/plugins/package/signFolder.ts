import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, files, messageOf, type Host } from '@nixai/api';
import { refuseDevice } from '@nixai/safety';
import { keyName } from '../install/plan.js';
import { lookAt, type Candidate } from './candidate.js';
import { signPackage, signatureFile, signingKey } from './signature.js';

export interface SignedFolder {
  readonly name: string;
  readonly version: string;
  /** The public key: SPKI, base64. */
  readonly key: string;
  readonly fingerprint: string;
}

/**
 * Signs what npm would pack of a folder.
 * @throws NixaiError `key-unreadable`, `signature-left-out` or `not-a-plugin`.
 */
export async function signFolder(
  host: Host,
  folder: string,
  keyFile: string,
  signal?: AbortSignal,
): Promise<SignedFolder> {
  const spec = { kind: 'folder', from: folder } as const;
  const signature = await signed(await lookAt(host, spec, signal), keyFile);
  await (await host.service(files)).write(join(folder, signatureFile), signature);
  const packed = await lookAt(host, spec, signal);
  const key = signingKey(packed);
  if (key === undefined) throw leftOut(folder);
  return { name: packed.name, version: packed.version, key, fingerprint: keyName(key) };
}

async function signed(candidate: Candidate, keyFile: string): Promise<string> {
  try {
    refuseDevice(keyFile);
    return signPackage(candidate, await readFile(keyFile, 'utf8'));
  } catch (cause) {
    throw new NixaiError({
      code: 'key-unreadable',
      what: `${keyFile} cannot be used to sign`,
      why: messageOf(cause),
      hint: 'openssl genpkey -algorithm ed25519 -out key.pem',
      cause,
    });
  }
}

function leftOut(folder: string): NixaiError {
  return new NixaiError({
    code: 'signature-left-out',
    what: 'npm would leave the signature out of the package',
    hint: `add "${signatureFile}" to "files" in ${join(folder, 'package.json')}`,
    exitCode: ExitCode.refused,
  });
}
