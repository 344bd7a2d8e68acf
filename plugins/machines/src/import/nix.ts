import { resolve } from 'node:path';
import { nix, type Host, type NixTarget } from '@nixai/api';
import type { MachineEntry } from '../registry/read.js';
import { textsIn } from './fit.js';
import type { Found } from './found.js';

/** Nix builds a system on its way to an answer only where a hive makes it. */
const patience = 300_000;

/** The hosts of a flake's `nixosConfigurations`, each with that output as its configuration. */
export async function importFlake(host: Host, flake: string, signal: AbortSignal): Promise<Found> {
  const names = await evaluated<readonly string[]>(
    host,
    { flake: `${flake}#nixosConfigurations` },
    'builtins.attrNames',
    signal,
  );
  const machines = names.map((name) => ({ name, host: name, flake: `${flake}#${name}` }));
  return { machines, groups: [], left: [] };
}

interface ColmenaNode {
  readonly host: string | null;
  readonly isLocal: boolean;
  readonly user: string | null;
  readonly port: number | null;
  readonly tags: readonly string[];
}

/**
 * What a hive says of `deployment`. A node is a module: what it says of itself is read, with nothing of
 * what it imports, so that no system has to be evaluated.
 */
const colmenaNodes = `hive: builtins.mapAttrs (name: node:
  let
    absent = what: throw "\${what} is not there when a hive is only looked at";
    arguments = { inherit name; config = absent "config"; pkgs = absent "pkgs"; lib = absent "lib"; nodes = absent "nodes"; options = absent "options"; modulesPath = absent "modulesPath"; };
    module = if builtins.isFunction node then node arguments else if builtins.isPath node then { } else node;
    deployment = module.deployment or { };
    asked = value: let tried = builtins.tryEval value; in if tried.success then tried.value else null;
  in {
    host = asked (deployment.targetHost or name);
    isLocal = let tried = builtins.tryEval (deployment.targetHost or name); in tried.success && tried.value == null;
    user = asked (deployment.targetUser or null);
    port = asked (deployment.targetPort or null);
    tags = let tags = asked (deployment.tags or [ ]); in if tags == null then [ ] else tags;
  }) (builtins.removeAttrs hive [ "meta" "defaults" "network" "__schema" "nodes" ])`;

/** The nodes of a colmena hive: a file, or a flake with the output \`colmena\`. */
export async function importColmena(
  host: Host,
  source: string,
  signal: AbortSignal,
): Promise<Found> {
  const isFile = source.endsWith('.nix');
  const target = isFile
    ? { file: resolve(source) }
    : { flake: source.includes('#') ? source : `${source}#colmena` };
  const nodes = await evaluated<Readonly<Record<string, ColmenaNode>>>(
    host,
    target,
    colmenaNodes,
    signal,
  );
  const machines: MachineEntry[] = [];
  const left: string[] = [];
  for (const [name, node] of Object.entries(nodes)) {
    if (node.isLocal) {
      left.push(`${name}: its targetHost is null: only it deploys to itself`);
      continue;
    }
    if (node.host === null)
      left.push(`${name}: its targetHost cannot be read without its system; taken is "${name}"`);
    machines.push({
      name,
      host: node.host ?? name,
      ...(node.user !== null && { sshUser: node.user }),
      ...(node.port !== null && { sshPort: node.port }),
      tags: node.tags,
    });
  }
  return { machines, groups: [], left };
}

interface DeployNode {
  readonly host: string;
  readonly user: string | null;
  readonly options: readonly string[];
}

const deployNodes = `deploy: builtins.mapAttrs (_: node: {
  host = node.hostname;
  user = node.sshUser or deploy.sshUser or null;
  options = node.sshOpts or deploy.sshOpts or [ ];
}) deploy.nodes`;

/** The nodes of a flake's \`deploy\` output. */
export async function importDeployRs(
  host: Host,
  flake: string,
  signal: AbortSignal,
): Promise<Found> {
  const nodes = await evaluated<Readonly<Record<string, DeployNode>>>(
    host,
    { flake: `${flake}#deploy` },
    deployNodes,
    signal,
  );
  const left: string[] = [];
  const machines = Object.entries(nodes).map(([name, node]): MachineEntry => {
    const options = textsIn(node.options);
    const at = options.indexOf('-p');
    const port = at < 0 ? undefined : Number(options[at + 1]);
    const others = options.filter((_, one) => at < 0 || (one !== at && one !== at + 1));
    if (others.length > 0)
      left.push(`${name}: sshOpts ${others.join(' ')} (put them into ~/.ssh/config)`);
    return {
      name,
      host: node.host,
      ...(node.user !== null && { sshUser: node.user }),
      ...(port !== undefined && { sshPort: port }),
      flake: `${flake}#${name}`,
    };
  });
  return { machines, groups: [], left };
}

async function evaluated<T>(
  host: Host,
  target: NixTarget,
  apply: string,
  signal: AbortSignal,
): Promise<T> {
  return (await host.service(nix)).eval<T>(target, { signal, timeout: patience, apply });
}
