import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '@nixai/api';
import type { KnownMachine } from '../registry/load.js';
import { asRoot } from '../ssh/asRoot.js';
import type { Connections, Remote, RemoteOptions, RemoteResult } from '../ssh/remote.js';
import { copySystem, type CopySettings } from './copy.js';
import { locked, refused } from './faults.js';
import { runHook } from './hook.js';
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
import { expectTrust } from './trust.js';

export interface StepSettings extends CopySettings {
  /** The deployment's id: letters, digits and `-`. */
  readonly id: string;
  /** Known to nobody else: who has it may confirm. */
  readonly token: string;
  readonly owner: string;
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
  readonly backup: boolean;
  readonly health: HealthChecks;
  /** Lines for the shell here, with the machine's name and host as `$1` and `$2`. */
  readonly drain?: string;
  readonly undrain?: string;
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
  const rooted = (
    remote: Remote,
    script: string,
    args: readonly string[],
    options?: RemoteOptions,
  ): Promise<RemoteResult> => asRoot(remote, script, args, { signal, ...options });
  const there = (): Promise<Remote> => connections.to(machine, signal);
  const ask = async (what: string, script: string, args: readonly string[], options = {}) => {
    const said = await rooted(await there(), script, args, options);
    if (said.code !== 0) throw refused(machine.name, what, said);
    return said;
  };
  const look = async (): Promise<Look> =>
    readLook((await ask('say how it is', lookScript, [id])).stdout);
  return {
    look,
    async mayCopy() {
      // Derivations are what their names say, and are taken from anybody; caches are trusted by their keys.
      const { isThere, derivation, substitute } = settings;
      if (isThere || derivation !== undefined || substitute) return;
      await expectTrust(host, machine, await there(), system, signal);
    },
    async copy() {
      if (settings.isThere) return;
      await copySystem(host, machine, there, settings, signal, tell);
    },
    async pin() {
      const args = [id, system, settings.backup ? 'keep' : ''];
      await ask('keep the new system', pinScript, args, { timeout: 600_000 });
    },
    async take() {
      const args = [id, settings.owner, String(settings.lease)];
      const said = await rooted(await there(), takeScript, args);
      if (said.code === 75) throw locked(machine.name, said.stdout.trim());
      if (said.code !== 0) throw refused(machine.name, 'take its lock', said);
    },
    drain: () => runHook(host, machine, settings.drain, 'drain'),
    undrain: () => runHook(host, machine, settings.undrain, 'undrain'),
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
      return (await rooted(await there(), confirmScript, [id, token])).code === 0;
    },
    async abort() {
      await rooted(await there(), abortScript, [id]);
    },
    async release() {
      await rooted(await there(), releaseScript, [id]);
    },
    wait: (milliseconds) => sleep(milliseconds),
    now: () => performance.now(),
    tell,
  };
}
