import { hostname } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isNixaiError, nix, processes, type Host } from '@nixai/api';
import { escaped, quoted } from '@nixai/nix/quoting';
import type { MachineValue } from './explanation.js';

/** Evaluating a whole configuration takes its time. */
const patience = 120_000;

/** What this machine's own configuration sets an option to, read with Nix's own programs. */
export async function machineValue(
  host: Host,
  name: string,
  signal: AbortSignal,
): Promise<MachineValue> {
  const path = name.match(/"[^"]*"|[^."]+/g) ?? [];
  if (path.some((segment) => /^(<.*>|\*)$/.test(segment)))
    return { detail: `${name} stands for many: ask for one of them, by its name` };
  // `nixos-option` knows no `--`, and would take this for a flag.
  if (name.startsWith('-')) return { detail: `${name} is no name of an option` };
  const folder = await host.config.get('nixos_folder');
  return existsSync(join(folder, 'flake.nix'))
    ? valueInFlake(host, folder, path, signal)
    : valueInChannels(host, name, signal);
}

async function valueInFlake(
  host: Host,
  folder: string,
  path: readonly string[],
  signal: AbortSignal,
): Promise<MachineValue> {
  const service = await host.service(nix);
  const options = { apply: readerOf(path), timeout: patience, signal };
  const command = `nix eval in ${folder}`;
  try {
    const flake = `${folder}#nixosConfigurations`;
    return { value: await service.print({ flake }, options), detail: command };
  } catch (error) {
    if (!isNixaiError(error)) throw error;
    if (error.code === 'program-missing') return { detail: 'nix is not on this machine' };
    if (error.code !== 'nix-failed') throw error;
    return { detail: `${command} failed: ${faultIn(error.why ?? '')}` };
  }
}

/** Reads the option of the host that has this machine's name, or of the only one. */
function readerOf(path: readonly string[]): string {
  const attribute = path.map((segment) => quoted(segment.replace(/^"(.*)"$/, '$1'))).join('.');
  const own = quoted(hostname());
  return `systems: let
    hosts = builtins.attrNames systems;
    own = if systems ? ${own} then ${own}
      else if builtins.length hosts == 1 then builtins.head hosts
      else throw "no host is called ${escaped(hostname())}: there are \${toString hosts}";
  in systems.\${own}.config.${attribute}`;
}

async function valueInChannels(
  host: Host,
  name: string,
  signal: AbortSignal,
): Promise<MachineValue> {
  const runner = await host.service(processes);
  const argv = ['nixos-option', name] as const;
  if ((await runner.which(argv[0])) === undefined)
    return { detail: 'nixos-option is not on this machine' };
  const { code, stdout, stderr } = await runner.run(argv, { timeout: patience, signal });
  const command = argv.join(' ');
  if (code !== 0) return { detail: `${command} failed: ${faultIn(stderr)}` };
  return { value: valueIn(stdout), detail: command };
}

/** `nixos-option` prints "Value:", the value, a blank line, then the default and more. */
function valueIn(output: string): string | undefined {
  return /^Value:\n([\s\S]*?)(?:\n\n|$)/.exec(output)?.[1]?.trim();
}

/** What Nix says is wrong; older ones show the place after it, later ones before. */
function faultIn(stderr: string): string {
  const lines = stderr.trim().split('\n');
  const fault = lines.findLast((line) => /^\s*error: \S/.test(line)) ?? lines.at(-1) ?? '';
  return fault.replace(/^\s*error: /, '').trim();
}
