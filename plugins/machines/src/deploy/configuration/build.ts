import { resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  nix,
  processes,
  type Host,
  type NixTarget,
  type StoreDerivation,
  type Task,
} from '@nixai/api';
import { configurationOf } from '../../registry/describe.js';
import type { KnownMachine } from '../../registry/load.js';
import { buildFailed, lastLines } from '../faults.js';

/** Where the systems come from, if not from what the registry says of each machine. */
export interface Wanted {
  /** A flake, or one of its outputs for all. */
  readonly flake?: string;
  /** A NixOS configuration's file. */
  readonly config?: string;
}

/** The configuration of a machine, as it is built. */
export interface Source {
  readonly kind: 'flake' | 'file';
  readonly of: string;
}

/** @throws NixaiError `configuration-unknown` where nothing says what a machine shall be. */
export function sourceOf(machine: KnownMachine, wanted: Wanted): Source {
  const { flake, config } = wanted;
  if (config !== undefined) return { kind: 'file', of: resolve(config) };
  if (flake !== undefined)
    return { kind: 'flake', of: flake.includes('#') ? flake : `${flake}#${machine.name}` };
  const { kind, of } = configurationOf(machine);
  if (kind === 'flake' && of !== undefined) return { kind, of };
  if (kind === 'file' && of !== undefined) return { kind, of: resolve(of) };
  throw new NixaiError({
    code: 'configuration-unknown',
    what: `nothing says which configuration ${machine.name} shall have`,
    why: kind === 'on-machine' ? `what lies at ${of} on it is not built from here` : undefined,
    hint: `--flake REF or --config FILE, or: nixai machines edit ${machine.name} --flake REF`,
    exitCode: ExitCode.usage,
  });
}

/** Where systems are built: here, or on each machine itself. */
export type BuildPlace = 'local' | 'target';

/** A system as it is to be deployed. */
export interface System {
  /** Its store path. */
  readonly path: string;
  /** Its derivation, where it is built on the machine: it is not here then. */
  readonly derivation?: string;
}

/**
 * Builds systems here, or finds out what they would be where machines build them; each once.
 * @returns the system of each machine.
 * @throws NixaiError `build-failed` with what Nix says.
 */
export async function buildSystems(
  host: Host,
  machines: readonly KnownMachine[],
  wanted: Wanted,
  place: BuildPlace,
  task: Task,
): Promise<ReadonlyMap<string, System>> {
  const sources = machines.map((machine) => [machine.name, sourceOf(machine, wanted)] as const);
  const built = new Map<string, System>();
  for (const [, source] of sources) {
    const key = `${source.kind} ${source.of}`;
    if (built.has(key)) continue;
    const title = `${place === 'local' ? 'building' : 'evaluating'} ${source.of}`;
    built.set(
      key,
      await task.step(title, (step) => make[place][source.kind](host, source.of, step)),
    );
  }
  return new Map(
    sources.map(([name, { kind, of }]) => [name, built.get(`${kind} ${of}`) as System]),
  );
}

const make = {
  local: {
    flake: async (host: Host, of: string, task: Task) => ({
      path: await buildFlake(host, of, task),
    }),
    file: async (host: Host, of: string, task: Task) => ({ path: await buildFile(host, of, task) }),
  },
  target: { flake: evaluateFlake, file: evaluateFile },
} as const;

/** A flake's output as Nix takes it: `REF#NAME` is a machine's system. */
function targetOf(reference: string): NixTarget {
  const at = reference.indexOf('#');
  const [flake, name] = [reference.slice(0, at), reference.slice(at + 1)];
  const attribute = name.includes('.')
    ? name
    : `nixosConfigurations.${JSON.stringify(name)}.config.system.build.toplevel`;
  return { flake: `${flake}#${attribute}` };
}

async function evaluateFlake(host: Host, reference: string, { signal }: Task): Promise<System> {
  const service = await host.service(nix);
  return systemOf(
    reference,
    await service.derivation(targetOf(reference), { signal, timeout: 'none' }),
  );
}

async function evaluateFile(host: Host, file: string, { signal }: Task): Promise<System> {
  const runner = await host.service(processes);
  const argv = ['nix-instantiate', '<nixpkgs/nixos>', '-A', 'system'] as const;
  const said = await runner.run([...argv, '-I', `nixos-config=${file}`], {
    signal,
    timeout: 'none',
  });
  const path = said.stdout.trim().split('\n').at(-1)?.replace(/!.*$/, '');
  if (said.code !== 0 || path === undefined || !path.startsWith('/'))
    throw buildFailed(file, lastLines(said.stderr, 8));
  const service = await host.service(nix);
  return systemOf(file, await service.derivation({ path }, { signal }));
}

function systemOf(what: string, { path, outputs }: StoreDerivation): System {
  const out = outputs.out?.path;
  if (out !== undefined) return { path: out, derivation: path };
  throw buildFailed(what, 'what it would be is only known once it is built: --build-on local');
}

async function buildFlake(host: Host, reference: string, task: Task): Promise<string> {
  const { code, built, errors } = await (
    await host.service(nix)
  ).build([targetOf(reference)], {
    signal: task.signal,
    timeout: 'none',
    onEvent: (event) => {
      if (event.type === 'builds') task.progress(event.done, event.expected, 'items');
    },
  });
  const path = built[0]?.outputs.out;
  if (code === 0 && path !== undefined) return path;
  throw buildFailed(reference, errors.join('\n'));
}

/** As `nixos-rebuild` does without a flake: `<nixpkgs/nixos>` with the file as its configuration. */
async function buildFile(host: Host, file: string, task: Task): Promise<string> {
  const runner = await host.service(processes);
  const argv = ['nix-build', '<nixpkgs/nixos>', '-A', 'system', '--no-out-link'] as const;
  const { code, stdout, stderr } = await runner.run([...argv, '-I', `nixos-config=${file}`], {
    signal: task.signal,
    timeout: 'none',
  });
  const path = stdout.trim().split('\n').at(-1);
  if (code === 0 && path !== undefined && path.startsWith('/')) return path;
  throw buildFailed(file, stderr.trim().split('\n').slice(-8).join('\n'));
}
