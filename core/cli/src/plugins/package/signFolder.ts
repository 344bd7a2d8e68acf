import { join } from 'node:path';
import { ExitCode, NixaiError, files, messageOf, type Host } from '@nixai/api';
import { readBounded } from '../../readBounded.js';
import { keyName } from '../install/plan.js';
import { lookAt, type Candidate } from './candidate.js';
import { folderManifest } from './folderManifest.js';
import { neededFromOutside } from './needs.js';
import { signPackage, signatureFile, signingKey } from './signature.js';

export interface SignedFolder {
  readonly name: string;
  readonly version: string;
  /** The public key: `ssh-ed25519 AAAA…`. */
  readonly key: string;
  readonly fingerprint: string;
  /** Packages that it needs and does not bring: its signature says nothing of them. */
  readonly notSigned: readonly string[];
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
  // npm would wait for a pipe.
  folderManifest(folder);
  const spec = { kind: 'folder', from: folder } as const;
  const signature = await signed(await lookAt(host, spec, signal), keyFile);
  await (await host.service(files)).write(join(folder, signatureFile), signature);
  const packed = await lookAt(host, spec, signal);
  const key = await signingKey(packed);
  if (key === undefined) throw leftOut(folder);
  const { name, version } = packed;
  return {
    name,
    version,
    key,
    fingerprint: await keyName(key),
    notSigned: neededFromOutside(packed.files),
  };
}

async function signed(candidate: Candidate, keyFile: string): Promise<string> {
  try {
    return await signPackage(candidate, readBounded(keyFile));
  } catch (cause) {
    throw new NixaiError({
      code: 'key-unreadable',
      what: `${keyFile} cannot be used to sign`,
      why: (cause as NixaiError).why ?? messageOf(cause),
      hint: "ssh-keygen -t ed25519 -N '' -f nixai-key",
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
