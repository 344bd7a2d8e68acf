import { API_VERSION, ExitCode, NixaiError, type Host, type PluginEffect } from '@nixai/api';
import { loadSigning } from '@nixai/safety';
import { refuseApi } from '../../host/plugins.js';
import { isFetched, lookAt, type Candidate } from '../package/candidate.js';
import { signingKey } from '../package/signature.js';
import { neededFromOutside } from '../package/needs.js';
import type { PluginSpec } from '../package/spec.js';
import { isExact, isOlder, stillAllows } from '../package/versions.js';
import { machinePolicy, refuse, type Policy } from '../policy/policy.js';
import { installedPackages, storeEntries } from '../store/store.js';
import { isInstalled } from './install.js';

/** What a person is shown before a yes, and what `--json` says of one plugin. */
export interface Preview {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly source: PluginSpec['kind'];
  readonly from: string;
  readonly publisher?: string;
  readonly integrity: string;
  /** Whose key signed it: a name of the policy, or the key's fingerprint; absent if unsigned. */
  readonly signedBy?: string;
  /** What it needs and does not bring along: the signature says nothing of those packages. */
  readonly notSigned: readonly string[];
  /** True for what bears one of nixai's own names, and comes from no registry. */
  readonly official: boolean;
  /** The registry holds a statement of where it was built, which nixai does not check. */
  readonly provenance: boolean;
  readonly apiRange?: string;
  /** What it says that it does beyond reading; absent where it does not say. */
  readonly effects?: readonly PluginEffect[];
  /** Plugins that it cannot do without. */
  readonly needs: readonly string[];
  /** Its install scripts, which never run. */
  readonly scripts: readonly string[];
  /** The version that is there now. */
  readonly installed?: string;
  /** False if exactly these bytes are there already. */
  readonly changes: boolean;
}

export interface Planned {
  readonly candidate: Candidate;
  readonly preview: Preview;
}

/**
 * Looks at each package, and refuses what may not be installed here.
 * @param origins where each came from at first, where it is now taken from a copy.
 * @throws NixaiError `policy-refused`, `signature-invalid`, `plugin-api`, or those of `lookAt`.
 */
export async function planInstall(
  host: Host,
  specs: readonly PluginSpec[],
  signal?: AbortSignal,
  origins: readonly Pick<Candidate, 'source' | 'from'>[] = [],
): Promise<readonly Planned[]> {
  const policy = await machinePolicy();
  const planned: Planned[] = [];
  const names = new Set<string>();
  for (const [index, spec] of specs.entries()) {
    // A name that is not allowed is not even asked for.
    if (policy !== undefined && spec.kind === 'registry')
      refuse({ ...policy, registries: [], signedOnly: false }, asked(spec));
    const looked = await lookAt(host, spec, signal);
    const { source, from } = origins[index] ?? looked;
    const candidate = { ...looked, source, from };
    if (names.has(candidate.name)) throw twice(candidate.name);
    names.add(candidate.name);
    const shown = await preview(host, candidate, policy);
    // The bytes of a lock are those that somebody has chosen.
    if (origins[index] === undefined) refuseRollback(host, candidate, shown.installed);
    planned.push({ candidate, preview: shown });
  }
  return planned;
}

const asked = ({ name }: { readonly name: string }) =>
  ({ name, source: 'registry', from: '' }) as const;

async function preview(host: Host, candidate: Candidate, policy?: Policy): Promise<Preview> {
  const key = await signingKey(candidate);
  if (policy !== undefined) refuse(policy, { ...candidate, key });
  const { name, version, license, source, from, publisher, integrity } = candidate;
  const { provenance, apiRange, scripts, effects, needs } = candidate;
  const problem = apiProblem(apiRange);
  if (problem !== undefined) throw wrongApi(`${name} ${version} ${problem}`);
  const installed = installedPackages(host).get(name)?.version;
  return {
    ...{ name, version, license, source, from, publisher, integrity },
    signedBy: key === undefined ? undefined : await keyName(key, policy?.keys),
    notSigned: key === undefined ? [] : neededFromOutside(candidate.files),
    official: claimsOurName(candidate),
    ...{ provenance, apiRange, effects, needs, scripts },
    installed,
    changes: !isInstalled(host, candidate),
  };
}

/** Why a range of api versions cannot be met here; undefined if it can, or there is none. */
export function apiProblem(range: string | undefined, ours = API_VERSION): string | undefined {
  const lowest = /(\d+)(?:\.(\d+))?/.exec(range ?? '');
  return lowest === null ? undefined : refuseApi(`${lowest[1]}.${lowest[2] ?? 0}.0`, ours);
}

/** The name of a key in the policy, or its fingerprint. */
export async function keyName(
  key: string,
  keys: Readonly<Record<string, string>> = {},
): Promise<string> {
  const named = Object.entries(keys).find(([, known]) => known === key)?.[0];
  return named ?? (await loadSigning()).fingerprint(key);
}

/** A registry knows who may publish under a scope; a folder or a tarball can claim any. */
const claimsOurName = ({ name, source }: Candidate): boolean =>
  name.startsWith('@nixai/') && source !== 'registry';

/**
 * Whoever offers an older version than the one that is there may want back a fault that was mended;
 * who wants the older one names it, or another place that it is in.
 */
function refuseRollback(
  host: Host,
  { name, version, spec }: Candidate,
  installed: string | undefined,
): void {
  if (installed === undefined || !isOlder(version, installed)) return;
  if (spec.kind === 'registry' && (isExact(spec.range) || !stillAllows(spec.range, installed)))
    return;
  if (spec.kind !== 'registry' && !(isFetched(spec) && isFollowed(host, name, spec.from))) return;
  const [who, as] =
    spec.kind === 'registry' ? ['the registry', ` as ${spec.range}`] : [spec.from, ''];
  throw new NixaiError({
    code: 'plugin-older',
    what: `${who} offers ${name} ${version}${as}, which is older than the ${installed} that is installed`,
    hint:
      spec.kind === 'registry'
        ? `nixai plugins install ${name}@${version}   (to go back to it)`
        : `nixai plugins uninstall ${name}   (and install it again, to go back to it)`,
    exitCode: ExitCode.refused,
  });
}

/** Whether the plugin came from that address. */
const isFollowed = (host: Host, name: string, address: string): boolean =>
  storeEntries(host).some(
    (entry) => entry.name === name && entry.type === 'user' && entry.url === address,
  );

function twice(name: string): NixaiError {
  return new NixaiError({
    code: 'plugin-spec',
    what: `two of these are called ${name}`,
    hint: 'name one of them',
    exitCode: ExitCode.usage,
  });
}

function wrongApi(why: string): NixaiError {
  return new NixaiError({
    code: 'plugin-api',
    what: 'this plugin does not fit this nixai',
    why,
    exitCode: ExitCode.refused,
  });
}
