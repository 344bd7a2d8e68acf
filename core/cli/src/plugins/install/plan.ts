import { createHash } from 'node:crypto';
import { API_VERSION, ExitCode, NixaiError, type Host, type PluginEffect } from '@nixai/api';
import { refuseApi } from '../../host/plugins.js';
import { lookAt, type Candidate } from '../package/candidate.js';
import { signingKey } from '../package/signature.js';
import type { PluginSpec } from '../package/spec.js';
import { machinePolicy, refuse, type Policy } from '../policy/policy.js';
import { installedPackages } from '../store/store.js';
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
  for (const [index, spec] of specs.entries()) {
    // A name that is not allowed is not even asked for.
    if (policy !== undefined && spec.kind === 'registry')
      refuse({ ...policy, registries: [], signedOnly: false }, asked(spec));
    const looked = await lookAt(host, spec, signal);
    const { source, from } = origins[index] ?? looked;
    const candidate = { ...looked, source, from };
    planned.push({ candidate, preview: preview(host, candidate, policy) });
  }
  return planned;
}

const asked = ({ name }: { readonly name: string }) =>
  ({ name, source: 'registry', from: '' }) as const;

function preview(host: Host, candidate: Candidate, policy?: Policy): Preview {
  const key = signingKey(candidate);
  if (policy !== undefined) refuse(policy, { ...candidate, key });
  const { name, version, license, source, from, publisher, integrity } = candidate;
  const { provenance, apiRange, scripts, effects, needs } = candidate;
  const problem = apiProblem(apiRange);
  if (problem !== undefined) throw wrongApi(`${name} ${version} ${problem}`);
  return {
    ...{ name, version, license, source, from, publisher, integrity },
    signedBy: key === undefined ? undefined : keyName(key, policy?.keys),
    ...{ provenance, apiRange, effects, needs, scripts },
    installed: installedPackages(host).get(name)?.version,
    changes: !isInstalled(host, candidate),
  };
}

/** Why a range of api versions cannot be met here; undefined if it can, or there is none. */
export function apiProblem(range: string | undefined, ours = API_VERSION): string | undefined {
  const lowest = /(\d+)(?:\.(\d+))?/.exec(range ?? '');
  return lowest === null ? undefined : refuseApi(`${lowest[1]}.${lowest[2] ?? 0}.0`, ours);
}

/** The name of a key in the policy, or the beginning of its fingerprint. */
export function keyName(key: string, keys: Readonly<Record<string, string>> = {}): string {
  const named = Object.entries(keys).find(([, known]) => known === key)?.[0];
  const print = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return named ?? `SHA256:${print.replace(/=+$/, '')}`;
}

function wrongApi(why: string): NixaiError {
  return new NixaiError({
    code: 'plugin-api',
    what: 'this plugin does not fit this nixai',
    why,
    exitCode: ExitCode.refused,
  });
}
