import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, processes, type Host } from '@nixai/api';
import { assignmentsOf } from './assignments.js';

/** What is known of a machine whose configuration was read. */
export interface MachineFacts {
  readonly folder: string;
  readonly kind: 'flake' | 'channels';
  /** `25.05` or `unstable`. */
  readonly release?: string;
  /** Where that was read: `flake.lock`, `nixos-version`. */
  readonly releaseFrom?: string;
  readonly stateVersion?: string;
  /** `nixosConfigurations` of the flake. */
  readonly hosts: readonly string[];
}

/** A file of the configuration, by the path it was read from. */
export interface MachineFile {
  readonly name: string;
  readonly text: string;
}

/** A machine's configuration: what is known of it, and its Nix files. */
export interface Machine {
  readonly facts: MachineFacts;
  readonly files: readonly MachineFile[];
}

/** A configuration of more files than this is read in part. */
const mostFiles = 200;
const skipped = new Set(['.git', 'node_modules', 'result', '.direnv']);

/**
 * Reads the configuration folder of a machine. Nothing is evaluated.
 * @throws NixaiError `nixos-path-invalid` if it is no readable folder.
 */
export async function readMachine(folder: string, host: Host): Promise<Machine> {
  const paths = await nixFiles(folder);
  const files = await Promise.all(
    paths.map(async (path) => ({
      name: path,
      text: await readFile(path, 'utf8').catch(() => ''),
    })),
  );
  const flake = files.find(({ name }) => name === join(folder, 'flake.nix'));
  const release = flake === undefined ? undefined : await lockedRelease(folder, flake.text);
  const running = release ?? (await runningRelease(folder, host));
  return {
    files,
    facts: {
      folder,
      kind: flake === undefined ? 'channels' : 'flake',
      release: running?.release,
      releaseFrom: running?.from,
      stateVersion: stateVersionOf(files),
      hosts: flake === undefined ? [] : hostsOf(flake.text),
    },
  };
}

async function nixFiles(folder: string): Promise<string[]> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new NixaiError({
      code: 'nixos-path-invalid',
      what: `${folder} is not a folder that can be read`,
      hint: 'nixai config set nixos_folder FOLDER, where configuration.nix or flake.nix is; for one question, --nixos-path',
      exitCode: ExitCode.usage,
    });
  const found: string[] = [];
  await collect(folder, found);
  return found;
}

/** Symbolic links are not followed: they lead out of the configuration, or in circles. */
async function collect(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  entries.sort(
    (a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1),
  );
  for (const entry of entries) {
    if (found.length >= mostFiles) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) await collect(path, found);
    else if (entry.isFile() && entry.name.endsWith('.nix')) found.push(path);
  }
}

interface FoundRelease {
  readonly release: string;
  readonly from: string;
}

/** The branch of nixpkgs that flake.lock, or else flake.nix, names. */
async function lockedRelease(folder: string, flake: string): Promise<FoundRelease | undefined> {
  const lock = await readFile(join(folder, 'flake.lock'), 'utf8').catch(() => undefined);
  const branch = lock === undefined ? undefined : branchOfLock(lock);
  if (branch !== undefined) return { release: branch, from: 'flake.lock' };
  const named = /github:NixOS\/nixpkgs\/([\w.-]+)/i.exec(flake)?.[1];
  const release = named === undefined ? undefined : releaseOfBranch(named);
  return release === undefined ? undefined : { release, from: 'flake.nix' };
}

interface FlakeLock {
  readonly root?: string;
  readonly nodes?: Readonly<
    Record<
      string,
      { readonly inputs?: Record<string, unknown>; readonly original?: { readonly ref?: string } }
    >
  >;
}

function branchOfLock(text: string): string | undefined {
  try {
    const lock = JSON.parse(text) as FlakeLock;
    const name = lock.nodes?.[lock.root ?? 'root']?.inputs?.['nixpkgs'];
    const ref = typeof name === 'string' ? lock.nodes?.[name]?.original?.ref : undefined;
    return ref === undefined ? undefined : releaseOfBranch(ref);
  } catch {
    return undefined;
  }
}

/** `nixos-25.05` and `release-25.05` are 25.05; `nixos-unstable` and `master` are unstable. */
function releaseOfBranch(branch: string): string | undefined {
  return (
    /\b\d\d\.\d\d\b/.exec(branch)?.[0] ?? (/unstable|master/.test(branch) ? 'unstable' : undefined)
  );
}

/** What this machine runs; only for its own configuration. */
async function runningRelease(folder: string, host: Host): Promise<FoundRelease | undefined> {
  if (folder !== '/etc/nixos') return undefined;
  const runner = await host.service(processes);
  if ((await runner.which('nixos-version')) === undefined) return undefined;
  const { code, stdout } = await runner.run(['nixos-version']);
  const release = code === 0 ? /^\d\d\.\d\d/.exec(stdout)?.[0] : undefined;
  return release === undefined ? undefined : { release, from: 'nixos-version' };
}

function stateVersionOf(files: readonly MachineFile[]): string | undefined {
  for (const { text } of files) {
    const version = /\bsystem\.stateVersion\s*=\s*(?:lib\.mkDefault\s+)?"(\d\d\.\d\d)"/.exec(
      text,
    )?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
}

function hostsOf(flake: string): string[] {
  const hosts = assignmentsOf(flake).flatMap(({ path }) => {
    const at = path.indexOf('nixosConfigurations');
    const host = at < 0 ? undefined : path[at + 1];
    return host === undefined ? [] : [host];
  });
  return [...new Set(hosts)];
}
