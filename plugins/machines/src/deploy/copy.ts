import { processes, type Host } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import { asRoot } from '../ssh/asRoot.js';
import { aliasOf } from '../ssh/openssh.js';
import type { Remote } from '../ssh/remote.js';
import { buildFailed, copyFailed, lastLines } from './faults.js';

/** How a system comes to a machine. */
export interface CopySettings {
  /** The system's store path. */
  readonly system: string;
  /** Where it is built there: its derivation, which is copied in its place. */
  readonly derivation?: string;
  /** Whether the machine fetches what it can from its own caches. */
  readonly substitute: boolean;
  /** An ssh_config that Nix is given. */
  readonly sshConfig: string;
}

/** Milliseconds that a build on a machine may take. */
const buildTimeout = 6 * 3_600_000;

/**
 * Brings a system to a machine, or has it built there.
 * @throws NixaiError `copy-failed`, or `build-failed` with what the machine says.
 */
export async function copySystem(
  host: Host,
  machine: KnownMachine,
  there: () => Promise<Remote>,
  settings: CopySettings,
  signal: AbortSignal,
  tell: (text: string) => void,
): Promise<void> {
  const { system, derivation, substitute, sshConfig } = settings;
  tell('copying');
  // Nix asks the machine's caches by the older protocol alone: over `ssh-ng` Nix 2.8 copied all of it.
  const protocol = substitute ? 'ssh' : 'ssh-ng';
  const runner = await host.service(processes);
  const argv = [
    ...['nix', '--extra-experimental-features', 'nix-command', 'copy', '--no-check-sigs'],
    ...(substitute ? ['--substitute-on-destination'] : []),
    ...(derivation === undefined ? [] : ['--derivation']),
    ...['--to', `${protocol}://${aliasOf(machine.name)}`, derivation ?? system],
  ] as unknown as readonly [string, ...string[]];
  const env = { NIX_SSHOPTS: `-F ${sshConfig} -o BatchMode=yes` };
  const { code, stderr } = await runner.run(argv, { env, signal, timeout: 'none' });
  if (code !== 0) throw copyFailed(machine.name, stderr, code);
  if (derivation === undefined) return;
  tell('building on it');
  const said = await asRoot(await there(), buildScript, [derivation, system], {
    signal,
    timeout: buildTimeout,
  });
  if (said.code !== 0)
    throw buildFailed(
      `the system of ${machine.name}`,
      lastLines(said.stderr, 8) || lastLines(said.stdout),
    );
}

/** Builds $1, which has to come out as $2. */
const buildScript = `
built=$(nix-store --realise "$1") || exit 1
[ "$built" = "$2" ] || { echo "it came out as $built, and not as $2" >&2; exit 1; }
`;
