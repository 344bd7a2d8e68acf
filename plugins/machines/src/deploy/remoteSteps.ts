import { setTimeout as sleep } from 'node:timers/promises';
import { ExitCode, NixaiError, processes, type Host } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import type { Connections, Remote, RemoteResult } from '../ssh/remote.js';
import { aliasOf } from '../ssh/openssh.js';
import { guardScript } from './guard/script.js';
import {
  abortScript,
  confirmScript,
  lookScript,
  pinScript,
  releaseScript,
  startScript,
  takeScript,
} from './guard/scripts.js';
import { checkHealth, type HealthChecks } from './health.js';
import { readLook } from './host/readLook.js';
import type { HostSteps, Look } from './host/steps.js';

export interface StepSettings {
  /** The deployment's id: letters, digits and `-`. */
  readonly id: string;
  /** Known to nobody else: who has it may confirm. */
  readonly token: string;
  readonly owner: string;
  readonly system: string;
  readonly mode: 'switch' | 'boot' | 'test';
  /** Seconds. */
  readonly activation: number;
  /** Seconds. */
  readonly confirmation: number;
  /** Seconds that the lock is kept where nobody comes back. */
  readonly lease: number;
  /** A generation to go to, in the place of a new one. */
  readonly generation?: number;
  /** Whether the system is on the machine already. */
  readonly isThere: boolean;
  readonly substitute: boolean;
  readonly backup: boolean;
  readonly health: HealthChecks;
  /** Lines for the shell here, with the machine's name and host as `$1` and `$2`. */
  readonly drain?: string;
  readonly undrain?: string;
  /** An ssh_config that `nix copy` is given. */
  readonly sshConfig: string;
}

/** The steps with a real machine. */
export function remoteSteps(
  host: Host,
  connections: Connections,
  machine: KnownMachine,
  settings: StepSettings,
  signal: AbortSignal,
  tell: (text: string) => void,
): HostSteps {
  const { id, token, system } = settings;
  let isRoot: boolean | undefined;
  // As root: where one logs in as somebody else, by sudo without a question.
  const asRoot = async (
    remote: Remote,
    script: string,
    args: readonly string[],
    options: { readonly input?: string; readonly timeout?: number } = {},
  ): Promise<RemoteResult> => {
    const shell = ['sh', '-c', script, 'nixai', ...args] as const;
    isRoot ??= (await remote.run(['id', '-u'], { signal })).stdout.trim() === '0';
    return remote.run(isRoot ? shell : ['sudo', '-n', '--', ...shell], { signal, ...options });
  };
  const there = (): Promise<Remote> => connections.to(machine, signal);
  const ask = async (what: string, script: string, args: readonly string[], options = {}) => {
    const said = await asRoot(await there(), script, args, options);
    if (said.code !== 0) throw refused(machine.name, what, said);
    return said;
  };
  const look = async (): Promise<Look> =>
    readLook((await ask('say how it is', lookScript, [id])).stdout);
  const hook = async (line: string | undefined, what: string): Promise<void> => {
    if (line === undefined) return;
    const runner = await host.service(processes);
    const argv = ['sh', '-c', line, 'nixai', machine.name, machine.host] as const;
    const { code, stderr } = await runner.run(argv, { timeout: 600_000 });
    if (code !== 0) throw hookFailed(what, machine.name, stderr, code);
  };
  return {
    look,
    async copy() {
      if (settings.isThere) return;
      tell('copying');
      const runner = await host.service(processes);
      const argv = [
        ...['nix', '--extra-experimental-features', 'nix-command', 'copy', '--no-check-sigs'],
        ...(settings.substitute ? ['--substitute-on-destination'] : []),
        ...['--to', `ssh-ng://${aliasOf(machine.name)}`, system],
      ] as unknown as readonly [string, ...string[]];
      const env = { NIX_SSHOPTS: `-F ${settings.sshConfig} -o BatchMode=yes` };
      const { code, stderr } = await runner.run(argv, { env, signal, timeout: 'none' });
      if (code !== 0) throw copyFailed(machine.name, stderr, code);
    },
    async pin() {
      const args = [id, system, settings.backup ? 'keep' : ''];
      await ask('keep the new system', pinScript, args, { timeout: 600_000 });
    },
    async take() {
      const args = [id, settings.owner, String(settings.lease)];
      const said = await asRoot(await there(), takeScript, args);
      if (said.code === 75) throw locked(machine.name, said.stdout.trim());
      if (said.code !== 0) throw refused(machine.name, 'take its lock', said);
    },
    drain: () => hook(settings.drain, 'drain'),
    undrain: () => hook(settings.undrain, 'undrain'),
    async start(before) {
      const { mode, activation, confirmation, generation } = settings;
      const args = [
        ...[id, before.current as string, system, mode, String(activation), String(confirmation)],
        ...[String(before.generation), generation === undefined ? '' : String(generation), token],
      ];
      await ask('arm its guard', startScript, args, { input: guardScript, timeout: 60_000 });
    },
    async knock() {
      const remote = await connections.anew(machine, signal);
      try {
        await remote.run(['true'], { signal });
      } finally {
        remote.close();
      }
    },
    async health(before) {
      const now = await look();
      return checkHealth(await there(), settings.health, before, now);
    },
    async confirm() {
      return (await asRoot(await there(), confirmScript, [id, token])).code === 0;
    },
    async abort() {
      await asRoot(await there(), abortScript, [id]);
    },
    async release() {
      await asRoot(await there(), releaseScript, [id]);
    },
    wait: (milliseconds) => sleep(milliseconds),
    now: () => performance.now(),
    tell,
  };
}

function refused(name: string, what: string, { code, stderr, stdout }: RemoteResult): NixaiError {
  const why = (stderr.trim() || stdout.trim()).split('\n').slice(-3).join('; ');
  return new NixaiError({
    code: 'machine-refused',
    what: `${name} did not ${what}`,
    why: why === '' ? `it ended with ${code}` : why,
    ...(/sudo/.test(why) && { hint: `log in as root, or let sudo ask for no password there` }),
  });
}

function locked(name: string, by: string): NixaiError {
  return new NixaiError({
    code: 'deploy-locked',
    what: `another deployment is at ${name}`,
    why: by,
    hint: 'nixai machines history',
    exitCode: ExitCode.locked,
  });
}

function copyFailed(name: string, stderr: string, code: number): NixaiError {
  const last = stderr.trim().split('\n').slice(-3).join('; ');
  return new NixaiError({
    code: 'copy-failed',
    what: `the system did not come to ${name}`,
    why: last === '' ? `nix copy ended with ${code}` : last,
    ...(/lacks a (?:valid )?signature|not trusted|cannot add path/.test(stderr) && {
      hint: `its Nix has to trust who logs in: nix.settings.trusted-users there, or log in as root`,
    }),
  });
}

function hookFailed(what: string, name: string, stderr: string, code: number): NixaiError {
  const why = stderr.trim().split('\n').at(-1);
  return new NixaiError({
    code: 'hook-failed',
    what: `the ${what} command failed for ${name}`,
    why: why === undefined || why === '' ? `it ended with ${code}` : why,
  });
}
