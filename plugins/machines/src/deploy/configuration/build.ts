import { resolve } from 'node:path';
import {
  ExitCode,
  NixaiError,
  nix,
  processes,
  type Host,
  type NixTarget,
  type Task,
} from '@nixai/api';
import { configurationOf } from '../../registry/describe.js';
import type { KnownMachine } from '../../registry/load.js';

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
function sourceOf(machine: KnownMachine, wanted: Wanted): Source {
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

/**
 * Builds systems here, each once.
 * @returns the store path of each machine's system.
 * @throws NixaiError `build-failed` with what Nix says.
 */
export async function buildSystems(
  host: Host,
  machines: readonly KnownMachine[],
  wanted: Wanted,
  task: Task,
): Promise<ReadonlyMap<string, string>> {
  const sources = machines.map((machine) => [machine.name, sourceOf(machine, wanted)] as const);
  const built = new Map<string, string>();
  for (const [, source] of sources) {
    const key = `${source.kind} ${source.of}`;
    if (built.has(key)) continue;
    const path = await task.step(`building ${source.of}`, (step) =>
      source.kind === 'flake'
        ? buildFlake(host, source.of, step)
        : buildFile(host, source.of, step),
    );
    built.set(key, path);
  }
  return new Map(sources.map(([name, { kind, of }]) => [name, built.get(`${kind} ${of}`) ?? '']));
}

async function buildFlake(host: Host, reference: string, task: Task): Promise<string> {
  const at = reference.indexOf('#');
  const [flake, name] = [reference.slice(0, at), reference.slice(at + 1)];
  const attribute = name.includes('.')
    ? name
    : `nixosConfigurations.${JSON.stringify(name)}.config.system.build.toplevel`;
  const target: NixTarget = { flake: `${flake}#${attribute}` };
  const { code, built, errors } = await (
    await host.service(nix)
  ).build([target], {
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

const buildFailed = (what: string, why: string): NixaiError =>
  new NixaiError({
    code: 'build-failed',
    what: `${what} does not build`,
    why,
    hint: 'nix build … 2>&1 | nixai diagnose',
  });
