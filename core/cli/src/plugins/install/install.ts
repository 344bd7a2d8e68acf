import { readFile } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ExitCode, NixaiError, files, type Host } from '@nixai/api';
import { npm } from '../npm/npm.js';
import type { Candidate } from '../package/candidate.js';
import { coverageOf } from '../load/coverage.js';
import { readPackageFolder } from '../package/folder.js';
import type { PackedFiles } from '../package/tarball.js';
import { asksForSignature, machinePolicy, refuse, refusedAs } from '../policy/policy.js';
import { isExact } from '../package/versions.js';
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
    await checkUnpacked(copy, candidates);
    await putEntries(copy, candidates.map(storeEntry));
  });
}

/**
 * Looks at what npm has put down, before it takes the place of what was there: the bytes that were
 * shown and nothing else, and signed to the last where the policy asks for that.
 * @throws NixaiError `integrity-mismatch` or `policy-refused`.
 */
export async function checkUnpacked(copy: Host, candidates: readonly Candidate[]): Promise<void> {
  const modules = join(realpathSync(copy.paths.data), 'node_modules');
  const policy = await machinePolicy();
  for (const candidate of candidates) {
    const { name, source, files: packed } = candidate;
    if (!isInstalled(copy, candidate)) throw otherBytes(candidate);
    const other = differing(packed, readPackageFolder(join(modules, name)));
    if (other !== undefined) throw otherBytes(candidate, other);
    if (policy === undefined || !asksForSignature(policy, source)) continue;
    const { key, fault } = await coverageOf(modules, name, Object.values(policy.keys));
    refuse(policy, { ...candidate, key });
    if (fault !== undefined) throw refusedAs(name, fault, policy.file);
  }
}

/** A file that one of them has and the other has not, or has otherwise. */
function differing(packed: PackedFiles, unpacked: PackedFiles): string | undefined {
  const added = [...unpacked.keys()].find((path) => !packed.has(path));
  const isSame = ([path, bytes]: readonly [string, Uint8Array]): boolean =>
    Buffer.compare(bytes, unpacked.get(path) ?? Buffer.from([])) === 0 && unpacked.has(path);
  return added ?? [...packed].find((file) => !isSame(file))?.[0];
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

function otherBytes({ name, version, integrity }: Candidate, file?: string): NixaiError {
  return new NixaiError({
    code: 'integrity-mismatch',
    what: `npm installed something else than ${name} ${version} as it was shown`,
    why: file === undefined ? `it should be ${integrity}` : `${file} is not as it was packed`,
    hint: `nixai plugins uninstall ${name}   (if it was there before), and install it again`,
    exitCode: ExitCode.refused,
  });
}
