import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode, NixaiError, messageOf } from '@nixai/api';
import { packageRoot } from '../../packageRoot.js';

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
  /** What the address of a tarball must begin with. Any registry if there is none. */
  readonly registries: readonly string[];
  /** Ed25519 public keys (SPKI, base64) by the name of who holds them. */
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

/**
 * The machine's policy; undefined where there is none. One look at the disk.
 * @throws NixaiError `policy-invalid`: what cannot be read allows nothing.
 */
export async function machinePolicy(folder = systemFolder()): Promise<Policy | undefined> {
  const file = join(folder, 'plugins.yaml');
  if (!existsSync(file)) return undefined;
  const { readPolicy } = await import('./readPolicy.js');
  try {
    return readPolicy(file);
  } catch (cause) {
    throw new NixaiError({
      code: 'policy-invalid',
      what: `the plugin policy in ${file} cannot be used, so no plugin is allowed`,
      why: messageOf(cause),
      exitCode: ExitCode.refused,
      cause,
    });
  }
}

/**
 * `/etc/nixai`, or what the installed package itself names: who may write that file may change
 * nixai as a whole.
 */
function systemFolder(): string {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    nixai?: { systemFolder?: string };
  };
  return manifest.nixai?.systemFolder ?? '/etc/nixai';
}

/** Why the policy does not allow it; undefined if it does. */
export function refusal(policy: Policy, { name, source, from, key }: Asked): string | undefined {
  const { names, scopes, registries, keys, signedOnly } = policy;
  const scope = name.startsWith('@') ? name.split('/')[0] : undefined;
  const isNamed = names.includes(name) || (scope !== undefined && scopes.includes(scope));
  if (!isNamed) return `neither its name nor its scope is allowed`;
  const isSigned = key !== undefined && Object.values(keys).includes(key);
  if (signedOnly && !isSigned) return 'it is not signed with one of the allowed keys';
  // Any tarball can say that it is `@acme/wiki`; a registry knows who may publish that.
  if (source !== 'registry' && !isSigned)
    return `it comes from a ${source}, and is not signed with one of the allowed keys`;
  const isThere = registries.length === 0 || registries.some((one) => from.startsWith(one));
  if (source === 'registry' && !isThere) return `it comes from ${from}, which is not allowed`;
  return undefined;
}

interface LoadedPlugin {
  readonly name: string;
  /** `core`, `bundled`, `user` or `link`. */
  readonly type: string;
}

/**
 * What tells why a plugin that is there may not be used: by its name, or because it is linked. The
 * rest is asked before it is installed. A policy that cannot be read allows none.
 */
export async function loadPolicy(
  folder?: string,
): Promise<(plugin: LoadedPlugin) => string | undefined> {
  const isAdded = ({ type }: LoadedPlugin): boolean => type === 'user' || type === 'link';
  try {
    const policy = await machinePolicy(folder);
    return (plugin) =>
      policy !== undefined && isAdded(plugin) ? loadRefusal(policy, plugin) : undefined;
  } catch (error) {
    return (plugin) => (isAdded(plugin) ? messageOf(error) : undefined);
  }
}

function loadRefusal(policy: Policy, { name, type }: LoadedPlugin): string | undefined {
  const source = type === 'link' ? 'link' : 'registry';
  const why = refusal({ ...policy, registries: [], signedOnly: false }, { name, source, from: '' });
  return why === undefined ? undefined : `${why} (${policy.file})`;
}

/** @throws NixaiError `policy-refused` if the policy does not allow it. */
export function refuse(policy: Policy, asked: Asked): void {
  const why = refusal(policy, asked);
  if (why === undefined) return;
  throw new NixaiError({
    code: 'policy-refused',
    what: `${asked.name} may not be installed on this machine`,
    why: `${why} (${policy.file})`,
    exitCode: ExitCode.refused,
  });
}
