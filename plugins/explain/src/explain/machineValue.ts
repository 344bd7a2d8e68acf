import { hostname } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { processes, type Host } from '@nixai/api';
import { quoted } from '@nixai/nix/quoting';
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
  const runner = await host.service(processes);
  const folder = await host.config.get('nixos_folder');
  const argv = existsSync(join(folder, 'flake.nix'))
    ? evalFlake(folder, path)
    : (['nixos-option', name] as const);
  const [program] = argv;
  if ((await runner.which(program)) === undefined)
    return { detail: `${program} is not on this machine` };
  const { code, stdout, stderr } = await runner.run(argv, { timeout: patience, signal });
  const command = program === 'nix' ? `nix eval in ${folder}` : argv.join(' ');
  if (code !== 0) return { detail: `${command} failed: ${faultIn(stderr)}` };
  return { value: program === 'nix' ? stdout.trim() : valueIn(stdout), detail: command };
}

/** Of the host that has this machine's name, or of the only one. */
function evalFlake(folder: string, path: readonly string[]) {
  const attribute = path.map((segment) => quoted(segment.replace(/^"(.*)"$/, '$1'))).join('.');
  const read = `systems: let
    hosts = builtins.attrNames systems;
    own = if systems ? ${quoted(hostname())} then ${quoted(hostname())}
      else if builtins.length hosts == 1 then builtins.head hosts
      else throw "no host is called ${hostname()}: there are \${toString hosts}";
  in systems.\${own}.config.${attribute}`;
  const features = ['--extra-experimental-features', 'nix-command flakes'] as const;
  return ['nix', ...features, 'eval', `${folder}#nixosConfigurations`, '--apply', read] as const;
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
