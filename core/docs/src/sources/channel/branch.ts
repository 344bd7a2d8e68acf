import type { Host } from '@nixai/api';

/** The branch that a machine on no known release is told about. */
const fallback = 'nixos-unstable';

/**
 * The channel branch of this machine: as configured, else of the flake's lock, of the running
 * system, or of `system.stateVersion`, whichever is known first.
 */
export async function channelBranch(host: Host): Promise<string> {
  const configured = await host.config.get('docs.branch');
  if (configured !== undefined) return configured;
  const release = await machineRelease(host);
  return release === undefined ? fallback : `nixos-${release}`;
}

async function machineRelease(host: Host): Promise<string | undefined> {
  const { readMachine } = await import('@nixai/machine');
  const folder = await host.config.get('nixos_folder');
  try {
    const { facts } = await readMachine(folder, host);
    return facts.release ?? facts.stateVersion;
  } catch {
    // No configuration here: nixai also runs beside NixOS.
    return undefined;
  }
}
