import { flag, type Values } from '@nixai/api';
import type { Machine } from './machine.js';

const helpGroup = 'MACHINE';

/** A machine's fields as flags, but its host. */
export const fieldFlags = {
  description: flag.string('What it is, for people', { helpGroup }),
  'ssh-user': flag.string('Whom to log in as', { helpGroup }),
  'ssh-key': flag.string('The private key to log in with', { helpGroup }),
  'ssh-port': flag.integer('The port of its SSH server', { min: 1, max: 65_535, helpGroup }),
  jump: flag.string('A machine or USER@HOST:PORT to go through; several with commas', {
    helpGroup,
  }),
  'nixos-path': flag.string('Where its configuration lies on it', { helpGroup }),
  flake: flag.string('The flake output that is its configuration: .#web1', { helpGroup }),
  config: flag.string('The file on this side that is its configuration', { helpGroup }),
  environment: flag.string('production, staging, …', { helpGroup }),
  role: flag.string('web-server, database, …', { helpGroup }),
  tag: flag.strings('A word to choose it by; may be given again', { helpGroup }),
  system: flag.string('Its platform: x86_64-linux', { helpGroup }),
};

type FieldValues = Values<typeof fieldFlags>;

/** The fields that were given. */
export function fieldsOf(flags: FieldValues): Partial<Machine> {
  const all: Partial<Machine> = {
    description: flags.description,
    sshUser: flags['ssh-user'],
    sshKey: flags['ssh-key'],
    sshPort: flags['ssh-port'],
    jump: flags.jump,
    nixosPath: flags['nixos-path'],
    flake: flags.flake,
    config: flags.config,
    environment: flags.environment,
    role: flags.role,
    tags: flags.tag,
    system: flags.system,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Where a command looks for machines. */
export const registryFlags = {
  'registry-path': flag.string('This registry alone: a folder with a machines.yaml, or a file'),
};

/** How a registry is changed. */
export const writeFlags = {
  'dry-run': flag.boolean('Show the change, and make none'),
  yes: flag.boolean('Do not ask', { char: 'y' }),
};

/** Which registry gets what is new. */
export const privateFlag = {
  private: flag.boolean("Into your own registry, and not into a team's"),
};

/** How a change is to be made, as the flags say it; a flag that is not given is off. */
export function writeRequest(flags: {
  readonly 'registry-path'?: string;
  readonly 'dry-run'?: boolean;
  readonly yes?: boolean;
}): { readonly registry?: string; readonly dryRun: boolean; readonly yes: boolean } {
  const { 'registry-path': registry, 'dry-run': dryRun = false, yes = false } = flags;
  return { registry, dryRun, yes };
}
