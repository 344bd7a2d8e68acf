/** What a machine's counters stand at; what it does not say is absent. */
export interface Reading {
  /** Seconds since its boot: its own clock, by which rates are reckoned. */
  readonly uptime: number;
  /** In ticks since the boot. */
  readonly cpu?: { readonly busy: number; readonly total: number };
  readonly load?: number;
  /** Shares in percent. */
  readonly memory?: number;
  readonly swap?: number;
  /** The fullest file system. */
  readonly disk?: { readonly mount: string; readonly used: number };
  /** Bytes since the boot. */
  readonly io?: { readonly read: number; readonly written: number };
  readonly network?: { readonly received: number; readonly sent: number };
  /** Programs that the kernel has killed for memory since the boot. */
  readonly killed?: number;
}

/** Reads what the probe says; undefined where that is none, or was cut off. */
export function readReading(text: string): Reading | undefined {
  const parts = new Map<string, string>();
  for (const part of `\n${text}`.split('\n== ').slice(1)) {
    const at = part.indexOf('\n');
    parts.set(part.slice(0, at < 0 ? undefined : at).trim(), at < 0 ? '' : part.slice(at + 1));
  }
  const uptime = numbersOf(parts.get('uptime') ?? '')[0];
  if (uptime === undefined || !parts.has('end')) return undefined;
  const [load] = numbersOf(parts.get('loadavg') ?? '');
  const cpu = cpuOf(parts.get('stat'));
  const { memory, swap } = memoryOf(parts.get('meminfo') ?? '');
  const disk = fullest(parts.get('df') ?? '');
  const io = ioOf(parts.get('diskstats'));
  const network = networkOf(parts.get('net/dev'));
  const killed = numbersOf(/^oom_kill .*$/m.exec(parts.get('vmstat') ?? '')?.[0] ?? '')[0];
  return {
    uptime,
    ...(cpu !== undefined && { cpu }),
    ...(load !== undefined && { load }),
    ...(memory !== undefined && { memory }),
    ...(swap !== undefined && { swap }),
    ...(disk !== undefined && { disk }),
    ...(io !== undefined && { io }),
    ...(network !== undefined && { network }),
    ...(killed !== undefined && { killed }),
  };
}

/** The numbers among the words of a text. */
const numbersOf = (text: string): readonly number[] =>
  text
    .split(/\s+/)
    .flatMap((word) => (/^\d{1,18}(?:\.\d{1,6})?$/.test(word) ? [Number(word)] : []));

/** Of `cpu user nice system idle iowait irq softirq steal …`; time of guests is in user and nice. */
function cpuOf(text = ''): Reading['cpu'] {
  const [user, nice, system, idle, waiting = 0, ...more] = numbersOf(text.replace(/^cpu/, ''));
  if (user === undefined || nice === undefined || system === undefined || idle === undefined)
    return undefined;
  const busy = user + nice + system + more.slice(0, 3).reduce((sum, one) => sum + one, 0);
  return { busy, total: busy + idle + waiting };
}

function memoryOf(text: string): Pick<Reading, 'memory' | 'swap'> {
  const kibibytes = (name: string): number | undefined =>
    numbersOf(new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '')[0];
  return {
    memory: usedShare(kibibytes('MemTotal'), kibibytes('MemAvailable')),
    swap: usedShare(kibibytes('SwapTotal'), kibibytes('SwapFree')),
  };
}

/** In percent; undefined where there is none of it. */
const usedShare = (total: number | undefined, free: number | undefined): number | undefined =>
  total === undefined || free === undefined || total === 0 || free > total
    ? undefined
    : (100 * (total - free)) / total;

/** File systems that are memory, or a part of another. */
const notADisk = /^(?:tmpfs|devtmpfs|udev|none|shm|efivarfs|ramfs|\/dev\/loop\d+)$/;

/** By the free space that is left to others than root, as df reckons its percent. */
function fullest(text: string): Reading['disk'] {
  let found: Reading['disk'];
  for (const line of text.split('\n')) {
    const words = /^(\S+)\s+\d+\s+(\d+)\s+(\d+)\s+\d+%\s+(\/.*)$/.exec(line);
    const [, device = '', used, free, mount = ''] = words ?? [];
    const total = Number(used) + Number(free);
    const isCounted = mount === '/' || (!notADisk.test(device) && device !== 'overlay');
    if (words === null || !isCounted || total === 0) continue;
    const share = (100 * Number(used)) / total;
    if (found === undefined || share > found.used) found = { mount, used: share };
  }
  return found;
}

const sector = 512;
/** A whole disk: its partitions and what lies on it count the same bytes again. */
const wholeDisk = /^(?:sd[a-z]+|hd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|mmcblk\d+)$/;

function ioOf(text: string | undefined): Reading['io'] {
  if (text === undefined) return undefined;
  const disks = text.split('\n').flatMap((line) => {
    const [, , name = '', ...rest] = line.trim().split(/\s+/);
    const [read, written] = [Number(rest[2]), Number(rest[6])];
    return wholeDisk.test(name) && read >= 0 && written >= 0 ? [{ read, written }] : [];
  });
  if (disks.length === 0) return undefined;
  const sum = (of: (one: (typeof disks)[number]) => number): number =>
    sector * disks.reduce((all, one) => all + of(one), 0);
  return { read: sum(({ read }) => read), written: sum(({ written }) => written) };
}

/** What carries the bytes of another interface once more, or those of this machine to itself. */
const carried = /^(?:lo|veth|docker|br-|virbr|vnet|tap|tun|wg|dummy|cni|flannel|ifb|sit|tunl)/;

function networkOf(text: string | undefined): Reading['network'] {
  if (text === undefined) return undefined;
  let found: Reading['network'];
  for (const line of text.split('\n')) {
    const [, name, counters = ''] = /^\s*([^\s:]+):(.*)$/.exec(line) ?? [];
    const all = numbersOf(counters);
    const [received, sent] = [all[0], all[8]];
    if (name === undefined || carried.test(name)) continue;
    if (received === undefined || sent === undefined) continue;
    found = {
      received: (found?.received ?? 0) + received,
      sent: (found?.sent ?? 0) + sent,
    };
  }
  return found;
}
