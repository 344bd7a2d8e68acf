import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ExitCode, NixaiError, files, type Host } from '@nixai/api';
import { npm } from '../npm/npm.js';
import type { Candidate } from '../package/candidate.js';
import { isExact } from '../package/spec.js';
import { changeStore, ensureStore, installedPackages, putEntries } from '../store/store.js';
import type { StoreEntry } from '../store/store.js';

/** True if exactly these bytes are installed. */
export function isInstalled(host: Host, { name, integrity }: Candidate): boolean {
  return installedPackages(host).get(name)?.integrity === integrity;
}

/**
 * Installs packages that were looked at, all or none, and checks that npm put down those bytes.
 * @throws NixaiError `npm-failed` or `integrity-mismatch`.
 */
export async function installPackages(
  host: Host,
  candidates: readonly Candidate[],
  signal?: AbortSignal,
): Promise<void> {
  await changeStore(host, async (copy) => {
    await ensureStore(copy);
    const added = candidates.filter((candidate) => !isInstalled(copy, candidate));
    const specs = await Promise.all(added.map((candidate) => storeSpec(copy, candidate)));
    const argv = ['install', '--save-exact', '--omit=dev', '--', ...specs];
    if (specs.length > 0) await npm(copy, argv, { cwd: copy.paths.data, signal });
    const wrong = candidates.find((candidate) => !isInstalled(copy, candidate));
    if (wrong !== undefined) throw otherBytes(wrong);
    await putEntries(copy, candidates.map(storeEntry));
  });
}

/** What npm installs: from a registry by version, else from a copy that stays in the store. */
async function storeSpec(host: Host, { spec, name, version, tarball }: Candidate): Promise<string> {
  if (spec.kind === 'registry') return `${name}@${version}`;
  const kept = join('tarballs', basename(tarball));
  const service = await host.service(files);
  await service.write(join(host.paths.data, kept), await readFile(tarball));
  return `file:${kept}`;
}

function storeEntry({ name, spec, version }: Candidate): StoreEntry {
  return spec.kind === 'registry'
    ? { name, type: 'user', tag: isExact(spec.range) ? version : spec.range }
    : { name, type: 'user', url: spec.from };
}

function otherBytes({ name, version, integrity }: Candidate): NixaiError {
  return new NixaiError({
    code: 'integrity-mismatch',
    what: `npm installed something else than ${name} ${version} as it was shown`,
    why: `it should be ${integrity}`,
    exitCode: ExitCode.refused,
  });
}
