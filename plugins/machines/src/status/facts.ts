import type { Remote } from '../ssh/remote.js';

/** A file system that a deployment needs. */
export interface Disk {
  readonly mount: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes. */
  readonly free: number;
}

/** What a machine says of itself. What it does not say is absent. */
export interface Facts {
  /** Milliseconds from the question to the first answer. */
  readonly answered: number;
  readonly hostName?: string;
  readonly version?: string;
  /** `/run/current-system`, `/run/booted-system` and the system profile, resolved. */
  readonly current?: string;
  readonly booted?: string;
  readonly next?: string;
  /** The number of the profile's generation. */
  readonly generation?: number;
  /** The newest generation that is the system which was asked for. */
  readonly deployedGeneration?: number;
  readonly bootId?: string;
  /** Seconds. */
  readonly uptime?: number;
  /** Of the last minute. */
  readonly load?: number;
  readonly processors?: number;
  /** Whether the kernel, its modules or the initrd are others than those that run. */
  readonly rebootNeeded?: boolean;
  /** Absent where there is no systemd. */
  readonly failedUnits?: readonly string[];
  readonly disks: readonly Disk[];
}

/** Says what it finds, a key and a value a line; nothing that is missing is an error. */
const probe = `
say() { printf '%s\\t%s\\n' "$1" "$2"; }
say here 1
say hostName "$(uname -n 2>/dev/null)"
say version "$(cat /run/current-system/nixos-version 2>/dev/null)"
say current "$(readlink -e /run/current-system 2>/dev/null)"
say booted "$(readlink -e /run/booted-system 2>/dev/null)"
say next "$(readlink -e /nix/var/nix/profiles/system 2>/dev/null)"
say link "$(readlink /nix/var/nix/profiles/system 2>/dev/null)"
[ -z "$1" ] || for link in /nix/var/nix/profiles/system-*-link; do
  [ "$(readlink -f "$link" 2>/dev/null)" = "$1" ] && say deployedLink "$link"
done
say bootId "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
say uptime "$(cut -d' ' -f1 /proc/uptime 2>/dev/null)"
say load "$(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"
say processors "$(nproc 2>/dev/null)"
for part in kernel initrd kernel-modules; do
  say "booted-$part" "$(readlink -f "/run/booted-system/$part" 2>/dev/null)"
  say "current-$part" "$(readlink -f "/run/current-system/$part" 2>/dev/null)"
done
for mount in / /nix /boot; do
  [ -d "$mount" ] && df -Pk "$mount" 2>/dev/null | {
    read -r title
    read -r device size used free share at
    say disk "$mount $size $free $at"
  }
done
if [ -d /run/systemd/system ]; then
  say systemd 1
  systemctl list-units --state=failed --plain --no-legend --no-pager 2>/dev/null |
    while read -r unit rest; do say failed "$unit"; done
fi
`;

/**
 * Asks a machine how it is.
 * @param deployed a system whose generation is looked for.
 * @throws what `Remote.run` throws.
 */
export async function readFacts(
  remote: Remote,
  signal: AbortSignal,
  deployed = '',
): Promise<Facts> {
  const asked = performance.now();
  let answered: number | undefined;
  const { stdout } = await remote.script(probe, [deployed], {
    signal,
    timeout: 20_000,
    maxOutput: 256 * 1024,
    whole: true,
    onOutput: () => (answered ??= performance.now() - asked),
  });
  return parseFacts(stdout, Math.round(answered ?? performance.now() - asked));
}

/** Reads what the probe says; a line that is none is passed over. */
export function parseFacts(text: string, answered: number): Facts {
  const said = new Map<string, string>();
  const disks: Disk[] = [];
  const failed: string[] = [];
  const deployed: number[] = [];
  for (const line of text.split('\n')) {
    const at = line.indexOf('\t');
    const [key, value] = [line.slice(0, at), line.slice(at + 1).trim()];
    if (at < 1 || value === '') continue;
    if (key === 'disk') disks.push(...diskOf(value));
    else if (key === 'failed') failed.push(value);
    else if (key === 'deployedLink') deployed.push(...generationOf(value));
    else said.set(key, value);
  }
  const number = (key: string): number | undefined => {
    const value = Number(said.get(key) ?? 'none');
    return Number.isFinite(value) ? value : undefined;
  };
  const [generation] = generationOf(said.get('link') ?? '');
  const parts = ['kernel', 'initrd', 'kernel-modules'].map(
    (part) => [said.get(`booted-${part}`), said.get(`current-${part}`)] as const,
  );
  const told = parts.filter(([booted, current]) => booted !== undefined && current !== undefined);
  const facts = {
    answered,
    hostName: said.get('hostName'),
    version: said.get('version'),
    current: said.get('current'),
    booted: said.get('booted'),
    next: said.get('next'),
    generation,
    deployedGeneration: deployed.length === 0 ? undefined : Math.max(...deployed),
    bootId: said.get('bootId'),
    uptime: number('uptime'),
    load: number('load'),
    processors: number('processors'),
    rebootNeeded:
      told.length === 0 ? undefined : told.some(([booted, current]) => booted !== current),
    failedUnits: said.has('systemd') ? failed : undefined,
    disks,
  };
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as Facts;
}

/** The number in the name of a profile's link. */
function generationOf(link: string): readonly number[] {
  const digits = /-(\d+)-link$/.exec(link)?.[1];
  return digits === undefined ? [] : [Number(digits)];
}

/** `/nix 1000 500 /` of `df -Pk`; a file system that is mounted for another folder too is said once. */
function diskOf(value: string): readonly Disk[] {
  const [mount = '', size, free, at] = value.split(/\s+/);
  const [total, left] = [Number(size), Number(free)];
  if (at !== mount || !Number.isFinite(total) || !Number.isFinite(left)) return [];
  return [{ mount, size: total * 1024, free: left * 1024 }];
}
