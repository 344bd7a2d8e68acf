import { ExitCode, flag, NixaiError, type CommandContext } from '@nixai/api';
import { channelsHere, usualPlaces, type Channel } from './channels/channels.js';
import { inputOf } from './channels/inputOf.js';
import { runningHere } from './read/running.js';
import type { Known } from './toFlakes/propose.js';

/** What a person may say of the machine, where it is not the one that this runs on. */
export const machineFlags = {
  entry: flag.strings('A file that a machine begins with; configuration.nix if absent'),
  channel: flag.strings('A channel as NAME=URL, as nix-channel --list has it'),
  rev: flag.string('The commit of nixpkgs that the machine runs'),
  system: flag.string('The system, where the configuration does not say: x86_64-linux'),
} as const;

interface Given {
  readonly channel?: readonly string[];
  readonly rev?: string;
  readonly system?: string;
}

/**
 * What is known of the machine: channels and commit as they are said, and as they are here where nothing
 * is said.
 * @throws NixaiError `migrate-channel`, `migrate-rev`.
 */
export async function knownOf(
  context: Pick<CommandContext, 'host' | 'signal'>,
  { channel = [], rev, system }: Given,
  pin: 'running' | 'branch' = 'running',
): Promise<Known> {
  if (rev !== undefined && !/^[0-9a-f]{40}$/.test(rev))
    throw new NixaiError({
      code: 'migrate-rev',
      what: `"${rev}" is no commit`,
      hint: 'nixos-version --json says it on the machine: nixpkgsRevision, 40 letters and digits',
      exitCode: ExitCode.usage,
    });
  const asked = channel.map(channelFrom);
  const running = asked.length > 0 ? {} : await runningHere(context);
  const commit = rev ?? running.rev;
  return {
    channels: asked.length > 0 ? asked : channelsHere(usualPlaces()),
    ...(pin === 'running' && commit !== undefined && { rev: commit }),
    ...(system !== undefined && { system }),
    ...(running.hostName !== undefined && { hostName: running.hostName }),
  };
}

function channelFrom(word: string): Channel {
  const [, name, url] = /^([\w.-]+)=(\S+)$/.exec(word) ?? [];
  if (name !== undefined && url !== undefined && inputOf(url) !== undefined)
    return { name, url, of: 'asked' };
  throw new NixaiError({
    code: 'migrate-channel',
    what: `"${word}" is no channel`,
    hint: '--channel nixos=https://channels.nixos.org/nixos-26.05',
    exitCode: ExitCode.usage,
  });
}
