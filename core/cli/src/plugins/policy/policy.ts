import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { policyFile, systemFolder } from '../../packageRoot.js';

/**
 * What an organisation allows, in `/etc/nixai/plugins.yaml`. It is not part of the configuration:
 * no file, variable or flag of a user adds to it.
 */
export interface Policy {
  readonly file: string;
  /** Package names. */
  readonly names: readonly string[];
  /** npm scopes: `@acme`. */
  readonly scopes: readonly string[];
  /** Addresses that a tarball must lie below. Any registry if there is none. */
  readonly registries: readonly string[];
  /** Public keys (`ssh-ed25519 AAAA…`, no comment) by the name of who holds them. */
  readonly keys: Readonly<Record<string, string>>;
  /** True where only a package that one of the keys signed may be installed. */
  readonly signedOnly: boolean;
}

/** What the policy is asked about. */
export interface Asked {
  readonly name: string;
  readonly source: 'registry' | 'tarball' | 'git' | 'folder' | 'link';
  readonly from: string;
  /** The key that signed it. */
  readonly key?: string;
}

export const askAdministrator = 'ask who administers this machine to mend it';

/**
 * The machine's policy; undefined where there is none. One look at the disk.
 * @throws NixaiError `policy-invalid`: what cannot be read allows nothing.
 */
export async function machinePolicy(folder = systemFolder()): Promise<Policy | undefined> {
  const file = join(folder, policyFile);
  try {
    if (!isThere(file)) return undefined;
    const { readPolicy } = await import('./readPolicy.js');
    return await readPolicy(file);
  } catch (cause) {
    const { line } = cause as { line?: number };
    throw new NixaiError({
      code: 'policy-invalid',
      what: `the plugin policy ${file}${line === undefined ? '' : `, line ${line},`} cannot be used, so no plugin is: ${messageOf(cause)}`,
      hint: askAdministrator,
      exitCode: ExitCode.refused,
      cause,
    });
  }
}

/** What cannot be looked at, or leads nowhere, is there: only that nothing is says that all may be. */
function isThere(file: string): boolean {
  try {
    lstatSync(file);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Why the policy does not allow it; undefined if it does. */
export function refusal(policy: Policy, { name, source, from, key }: Asked): string | undefined {
  const { names, scopes, registries, keys, signedOnly } = policy;
  const scope = name.startsWith('@') ? name.split('/')[0] : undefined;
  const isNamed = names.includes(name) || (scope !== undefined && scopes.includes(scope));
  if (!isNamed) return `neither its name nor its scope is allowed`;
  if (source === 'link') return 'it is linked, and a folder that is worked on is nobody’s word';
  const isSigned = key !== undefined && Object.values(keys).includes(key);
  if (signedOnly && !isSigned) return 'it is not signed with one of the allowed keys';
  // Any tarball can say that it is `@acme/wiki`; a registry knows who may publish that.
  if (source !== 'registry' && !isSigned)
    return `it comes from a ${source}, and is not signed with one of the allowed keys`;
  const isThere = registries.length === 0 || registries.some((one) => isBelow(one, from));
  if (source === 'registry' && !isThere) return `it comes from ${from}, which is not allowed`;
  return undefined;
}

/** Whether an address is at a registry's or below it: `https://npm.acme.example.evil` is neither. */
function isBelow(registry: string, address: string): boolean {
  if (!URL.canParse(registry) || !URL.canParse(address)) return false;
  const [allowed, asked] = [new URL(registry), new URL(address)];
  const folder = allowed.pathname.replace(/\/*$/, '/');
  return asked.origin === allowed.origin && asked.pathname.startsWith(folder);
}

/** True where the policy asks for a signature of what came that way. */
export const asksForSignature = ({ signedOnly }: Policy, source: Asked['source']): boolean =>
  signedOnly || source !== 'registry';

/** @throws NixaiError `policy-refused` if the policy does not allow it. */
export function refuse(policy: Policy, asked: Asked): void {
  const why = refusal(policy, asked);
  if (why === undefined) return;
  throw refusedAs(asked.name, why, policy.file);
}

export function refusedAs(name: string, why: string, file: string): NixaiError {
  return new NixaiError({
    code: 'policy-refused',
    what: `${name} may not be installed on this machine`,
    why: `${why} (${file})`,
    exitCode: ExitCode.refused,
  });
}
