import { asRoot } from '../ssh/asRoot.js';
import type { Remote } from '../ssh/remote.js';

/** What a machine says that advice can stand on; what it does not say is absent. */
export interface Usage {
  readonly processors?: number;
  /** Bytes. */
  readonly memory?: number;
  readonly swap?: number;
  readonly swapUsed?: number;
  readonly hasZram: boolean;
  /** Since the boot. */
  readonly killed?: number;
  readonly uptime?: number;
  /** Of /etc/nix/nix.conf. */
  readonly maxJobs?: string;
  readonly cores?: string;
  /** Whether a timer collects what of the store nothing needs, or keeps equal files once. */
  readonly collects?: boolean;
  readonly optimises?: boolean;
  readonly generations?: number;
  /** Of the file system of /nix, in percent. */
  readonly storeUsed?: number;
  /** Bytes. */
  readonly journal?: number;
  readonly journalLimit?: string;
  readonly temporary?: number;
  readonly temporaryIsMemory?: boolean;
  /** A disk that does not turn, and no timer that tells it what is free. */
  readonly untrimmed?: string;
}

/** Says a key and a value a line; nothing is written, and what takes long is cut off. */
const script = `
export LC_ALL=C
say() { [ -z "$2" ] || printf '%s\\t%s\\n' "$1" "$2"; }
say processors "$(nproc 2>/dev/null)"
while read -r key value unit; do
  case $key in MemTotal: | SwapTotal: | SwapFree:) say "$key" "$value" ;; esac
done </proc/meminfo
[ -r /proc/swaps ] && grep -q zram /proc/swaps && say zram 1
say killed "$(sed -n 's/^oom_kill //p' /proc/vmstat 2>/dev/null)"
say uptime "$(cut -d. -f1 /proc/uptime 2>/dev/null)"
if [ -r /etc/nix/nix.conf ]; then
  while read -r key equals value; do
    [ "$equals" = = ] && case $key in max-jobs | cores | auto-optimise-store) say "$key" "$value" ;; esac
  done </etc/nix/nix.conf
fi
if [ -d /etc/systemd/system ]; then
  say units 1
  for timer in nix-gc nh-clean nix-optimise fstrim; do
    [ -e "/etc/systemd/system/$timer.timer" ] && say timer "$timer"
  done
fi
count=0
for link in /nix/var/nix/profiles/system-*-link; do [ -L "$link" ] && count=$((count + 1)); done
say generations "$count"
df -Pk /nix 2>/dev/null | {
  read -r title
  read -r device size used free share at && say store "$share"
}
if [ -d /var/log/journal ] && [ -r /var/log/journal ] && [ "$(id -u)" = 0 ]; then
  say journal "$(timeout 5 du -skx /var/log/journal 2>/dev/null | cut -f1)"
fi
[ -r /etc/systemd/journald.conf ] && say limit "$(sed -n 's/^SystemMaxUse=//p' /etc/systemd/journald.conf | tail -n 1)"
while read -r device folder type rest; do
  [ "$folder" = /tmp ] && say tmp "$type"
done </proc/self/mounts
[ "$(id -u)" = 0 ] && say temporary "$(timeout 5 du -skx /tmp 2>/dev/null | cut -f1)"
for disk in /sys/block/sd* /sys/block/nvme* /sys/block/mmcblk*; do
  [ "$(cat "$disk/queue/rotational" 2>/dev/null)" = 0 ] &&
    [ "$(cat "$disk/queue/discard_max_bytes" 2>/dev/null || echo 0)" != 0 ] && say flash "\${disk##*/}"
done
say end 1
`;

/** Asks a machine, as its root where that goes without a question. @throws what `Remote.run` throws. */
export async function readUsage(remote: Remote, signal: AbortSignal): Promise<Usage | undefined> {
  const options = { signal, timeout: 60_000, maxOutput: 64 * 1024 };
  const rooted = await asRoot(remote, script, [], options);
  const { stdout } = rooted.code === 0 ? rooted : await remote.script(script, [], options);
  return parseUsage(stdout);
}

/** Reads what the script says; undefined where that was cut off. */
export function parseUsage(text: string): Usage | undefined {
  const said = new Map<string, string>();
  const timers = new Set<string>();
  for (const line of text.split('\n')) {
    const [key = '', value = ''] = line.split('\t');
    if (key === 'timer') timers.add(value);
    else if (!said.has(key)) said.set(key, value);
  }
  if (!said.has('end')) return undefined;
  const number = (key: string): number | undefined => {
    const value = said.get(key) ?? '';
    return /^\d{1,15}%?$/.test(value) ? Number(value.replace('%', '')) : undefined;
  };
  const kibibytes = (key: string): number | undefined => {
    const value = number(key);
    return value === undefined ? undefined : value * 1024;
  };
  const [swap, free] = [kibibytes('SwapTotal:'), kibibytes('SwapFree:')];
  const isSystemd = said.has('units');
  const flash = said.get('flash');
  const isFlash = isSystemd && flash !== undefined && !timers.has('fstrim');
  const all: Usage = {
    processors: number('processors'),
    memory: kibibytes('MemTotal:'),
    swap,
    swapUsed: swap === undefined || free === undefined ? undefined : Math.max(0, swap - free),
    hasZram: said.has('zram'),
    killed: number('killed'),
    uptime: number('uptime'),
    maxJobs: said.get('max-jobs'),
    cores: said.get('cores'),
    collects: isSystemd ? timers.has('nix-gc') || timers.has('nh-clean') : undefined,
    optimises: isSystemd
      ? timers.has('nix-optimise') || said.get('auto-optimise-store') === 'true'
      : undefined,
    generations: number('generations'),
    storeUsed: number('store'),
    journal: kibibytes('journal'),
    journalLimit: said.get('limit'),
    temporary: kibibytes('temporary'),
    temporaryIsMemory: said.get('tmp') === 'tmpfs',
    untrimmed: isFlash && /^[a-z0-9]{1,20}$/.test(flash) ? flash : undefined,
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as unknown as Usage;
}
