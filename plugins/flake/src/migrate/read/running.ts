import { processes, type CommandContext } from '@nixai/api';

/** What runs on this machine, where it is NixOS. */
export interface Running {
  /** The commit of nixpkgs that it was built from. */
  readonly rev?: string;
  readonly hostName?: string;
  /** `26.05.20260801.abcdef0` */
  readonly version?: string;
}

/** Asks `nixos-version` and `hostname`; nothing is known where there are none. */
export async function runningHere({
  host,
  signal,
}: Pick<CommandContext, 'host' | 'signal'>): Promise<Running> {
  const runner = await host.service(processes);
  if ((await runner.which('nixos-version')) === undefined) return {};
  const { stdout } = await runner.run(['nixos-version', '--json'], { signal });
  const { nixpkgsRevision: rev, nixosVersion: version } = read(stdout);
  const hostName =
    (await runner.which('hostname')) === undefined
      ? ''
      : (await runner.run(['hostname'], { signal })).stdout.trim();
  return {
    ...(rev !== undefined && /^[0-9a-f]{40}$/.test(rev) && { rev }),
    ...(version !== undefined && { version }),
    ...(/^[A-Za-z0-9][\w-]*$/.test(hostName) && { hostName }),
  };
}

function read(text: string): Readonly<Record<string, string | undefined>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
  } catch {
    return {};
  }
}
