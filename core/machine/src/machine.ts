import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, NixaiError, type HostWith, type ProcessRunner } from '@nixai/api';
import { inputsOf, outputNames, parse, type Expression, type NamedInput } from '@nixai/nix';
import { readFlakeLock, type LockedInput } from './lock/lockedInputs.js';
import { nixFilesAtTop, nixFilesIn } from './nixFiles.js';
import { readRegular } from './readRegular.js';
import { flakeRelease, runningRelease } from './release.js';
import { stateVersionsIn } from './stateVersions.js';

/** What is known of a machine whose configuration was read. */
export interface MachineFacts {
  readonly folder: string;
  readonly kind: 'flake' | 'channels';
  /** `25.05` or `unstable`. */
  readonly release?: string;
  /** Where that was read: `flake.lock`, `nixos-version`. */
  readonly releaseFrom?: string;
  /** Where all its files that name one agree. */
  readonly stateVersion?: string;
  /** `nixosConfigurations` of the flake. */
  readonly hosts: readonly string[];
}

/** A file of the configuration, by the path it was read from. */
export interface MachineFile {
  readonly name: string;
  readonly text: string;
}

/** The flake that a configuration is. */
export interface MachineFlake {
  readonly inputs: readonly NamedInput[];
  readonly locked: readonly LockedInput[];
  /** `homeConfigurations` and `darwinConfigurations`. */
  readonly homes: readonly string[];
  readonly darwins: readonly string[];
}

/** A machine's configuration: what is known of it, and its Nix files. */
export interface Machine {
  readonly facts: MachineFacts;
  /** The outermost first. */
  readonly files: readonly MachineFile[];
  /** Undefined for a configuration with channels. */
  readonly flake?: MachineFlake;
}

/** A configuration of more files than this is read in part. */
const mostFiles = 200;

/**
 * Reads the configuration folder of a machine. Nothing is evaluated.
 * @throws NixaiError `nixos-path-invalid` if it is no readable folder.
 */
export async function readMachine(folder: string, host: HostWith<ProcessRunner>): Promise<Machine> {
  const files = await readFiles(folder);
  const text = files.find(({ name }) => name === join(folder, 'flake.nix'))?.text;
  const root = text === undefined ? undefined : rootOf(text);
  const flake = root === undefined ? undefined : await readFlake(folder, root);
  const release =
    (flake === undefined ? undefined : flakeRelease(flake.inputs, flake.locked)) ??
    (await runningRelease(folder, host));
  return {
    files,
    flake,
    facts: {
      folder,
      kind: flake === undefined ? 'channels' : 'flake',
      release: release?.release,
      releaseFrom: release?.from,
      stateVersion: stateVersionOf(files),
      hosts: root === undefined ? [] : outputNames(root, 'nixosConfigurations'),
    },
  };
}

async function readFlake(folder: string, root: Expression): Promise<MachineFlake> {
  return {
    inputs: inputsOf(root),
    locked: await readFlakeLock(folder),
    homes: outputNames(root, 'homeConfigurations'),
    darwins: outputNames(root, 'darwinConfigurations'),
  };
}

async function readFiles(folder: string): Promise<MachineFile[]> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw noFolder(folder);
  // Far too much is a home or a disk: what lies at its top may still be a configuration.
  const paths = (await nixFilesIn(folder)) ?? (await nixFilesAtTop(folder));
  return Promise.all(
    paths.slice(0, mostFiles).map(async (name) => ({
      name,
      text: (await readRegular(name)) ?? '',
    })),
  );
}

function stateVersionOf(files: readonly MachineFile[]): string | undefined {
  const versions = files
    .filter(({ text }) => text.includes('stateVersion'))
    .flatMap(({ text }) => stateVersionsIn(rootOf(text)));
  const [first] = versions;
  return versions.every((version) => version === first) ? first : undefined;
}

const rootOf = (text: string): Expression => parse(text, { pipeOperators: true }).tree.root;

function noFolder(folder: string): NixaiError {
  return new NixaiError({
    code: 'nixos-path-invalid',
    what: `${folder} is not a folder that can be read`,
    hint: 'nixai config set nixos_folder FOLDER, where configuration.nix or flake.nix is; for one question, --nixos-path',
    exitCode: ExitCode.usage,
  });
}
