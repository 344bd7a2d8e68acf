import { hostname } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { processes, type Host } from '@nixai/api';
import type { MachineValue } from './explanation.js';

/** Evaluating a whole configuration takes its time. */
const patience = 120_000;

/** What this machine's own configuration sets an option to, read with Nix's own programs. */
export async function machineValue(
  host: Host,
  name: string,
  signal: AbortSignal,
): Promise<MachineValue> {
  const runner = await host.service(processes);
  const folder = String((await host.config.get('nixos_folder')) ?? '/etc/nixos');
  const argv = existsSync(join(folder, 'flake.nix'))
    ? evalFlake(folder, name)
    : (['nixos-option', name] as const);
  const command = argv.join(' ');
  if ((await runner.which(argv[0])) === undefined)
    return { detail: `${argv[0]} is not on this machine` };
  const { code, stdout, stderr } = await runner.run(argv, { timeout: patience, signal });
  if (code !== 0) return { detail: `${command} failed: ${lastLine(stderr)}` };
  return { value: argv[0] === 'nix' ? stdout.trim() : valueIn(stdout), detail: command };
}

function evalFlake(folder: string, name: string) {
  const attribute = `${folder}#nixosConfigurations.${hostname()}.config.${name}`;
  return ['nix', '--extra-experimental-features', 'nix-command flakes', 'eval', attribute] as const;
}

/** `nixos-option` prints "Value:", the value, a blank line, then the default and more. */
function valueIn(output: string): string | undefined {
  return /^Value:\n([\s\S]*?)(?:\n\n|$)/.exec(output)?.[1]?.trim();
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
