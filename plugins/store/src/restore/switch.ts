import { constants } from 'node:fs';
import { access, readFile, readlink, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ExitCode, NixaiError, processes, type Host, type Task } from '@nixai/api';
import { isThere } from '../disk/folders.js';
import { lastLines, unfitPlace } from '../faults.js';
import { stateDirectory } from '../gather/places.js';
import { thisPlatform } from '../gather/platform.js';
import type { Manifest } from '../manifest/manifest.js';
import { run, say, type Argv } from '../programs.js';
import type { Restored } from './result.js';

/** A machine that is to become what a backup has. */
export interface SystemSwitch {
  readonly profile: string;
  /** The system of the backup. */
  readonly path: string;
  /** What the profile is now; undefined where there is none. */
  readonly before?: { readonly generation: number; readonly path: string };
}

/** What runs now, as NixOS itself says it. */
const currentSystem = '/run/current-system';

/**
 * What switching to the system of a backup comes to, known before anything is written.
 * @throws NixaiError `store-place` where it has no system for this machine, or only root may do it.
 */
export async function plannedSwitch(manifest: Manifest): Promise<SystemSwitch> {
  const { id, roots, platform } = manifest;
  const named = (name: string) => roots.find((root) => root.name === name)?.path;
  const path = named('profiles/system') ?? named('run/current-system');
  if (path === undefined) throw unfitPlace(id, 'it has no system to switch to');
  refuseOther(id, platform);
  const profile = join(stateDirectory(), 'profiles/system');
  const mayWrite = await access(dirname(profile), constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!mayWrite) throw unfitPlace(profile, 'only root may move it', 'sudo nixai store restore …');
  const generation = /-(\d+)-link$/.exec(await readlink(profile).catch(() => ''))?.[1];
  if (generation === undefined) return { profile, path };
  const before = { generation: Number(generation), path: await realpath(profile) };
  return { profile, path, before };
}

function refuseOther(what: string, platform: string): void {
  if (platform !== thisPlatform())
    throw unfitPlace(
      what,
      `it is of ${platform}, and this machine is ${thisPlatform()}`,
      'build its configuration for this machine: nixai store restore … --only config --to FOLDER',
    );
}

/**
 * Moves the profile, and has the system switch itself over. What counts is what runs afterwards: where
 * that is not the system of the backup, the machine goes back to what it was.
 * @throws NixaiError `store-switch-failed`, saying where the machine is now.
 */
export async function switchTo(
  host: Host,
  { profile, path, before }: SystemSwitch,
  task: Task,
): Promise<NonNullable<Restored['switched']>> {
  const script = join(path, 'bin/switch-to-configuration');
  if (!(await isThere(script))) throw unfitPlace(path, `it is no system of NixOS: no ${script}`);
  refuseOther(path, (await readFile(join(path, 'system'), 'utf8').catch(thisPlatform)).trim());
  // Once begun it goes to its end: half a switch is worse than either.
  const { signal } = new AbortController();
  task.status('moving the profile');
  const set = ['nix-env', '--profile', profile, '--set', path] as const;
  await say(host, 'moving the profile', set, { signal });
  task.status('switching');
  const { code, said } = await activate(host, path, signal);
  const runs = await realpath(currentSystem).catch(() => undefined);
  if (runs === path && (code === 0 || code === unitsFailed))
    return { profile, path, failedUnits: code === unitsFailed, ...(before && { before }) };
  const back = await goBack(host, profile, before, signal);
  throw new NixaiError({
    code: 'store-switch-failed',
    what: `${path} did not become the system of this machine`,
    why: [said || `its script ended with ${code}`, back].join('\n'),
    hint: 'nixai store restore … --into-store, then look at it: PATH/bin/switch-to-configuration dry-activate',
    exitCode: ExitCode.failure,
  });
}

/** NixOS' own: all was switched, and units failed to start. */
const unitsFailed = 4;

/** Runs a system's own script, where systemd is as a unit of its own: a connection that ends does not end it. */
async function activate(
  host: Host,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly code: number; readonly said: string }> {
  const script: Argv = [join(path, 'bin/switch-to-configuration'), 'switch'];
  const runner = await host.service(processes);
  const isSystemd =
    (await isThere('/run/systemd/system')) && (await runner.which('systemd-run')) !== undefined;
  const unit = ['--collect', '--no-ask-password', '--pipe', '--quiet', '--service-type=exec'];
  const argv: Argv = isSystemd
    ? ['systemd-run', ...unit, '--unit=nixai-store-switch', '--wait', ...script]
    : script;
  const { code, stderr } = await run(host, argv, { signal });
  return { code, said: lastLines(stderr) };
}

async function goBack(
  host: Host,
  profile: string,
  before: SystemSwitch['before'],
  signal: AbortSignal,
): Promise<string> {
  if (before === undefined)
    return `There is no system to go back to; ${profile} leads to the new one.`;
  const to = `${before.generation}`;
  const moved = await run(host, ['nix-env', '--profile', profile, '--switch-generation', to], {
    signal,
  });
  const { code, said } = await activate(host, before.path, signal);
  const runs = await realpath(currentSystem).catch(() => undefined);
  return moved.code === 0 && runs === before.path
    ? `The machine is back on generation ${before.generation}.`
    : `Going back to generation ${before.generation} failed as well (${code}): ${said || lastLines(moved.stderr)}`;
}
