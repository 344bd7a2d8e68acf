import type { Remote } from '../ssh/remote.js';

/** What is measured, as a person names it. */
export const metrics = ['cpu', 'memory', 'disk', 'network'] as const;
export type Metric = (typeof metrics)[number];

/** Which files of /proc each of them is read from; `df` is the program. */
const sources: Readonly<Record<Metric, readonly string[]>> = {
  cpu: ['stat', 'loadavg'],
  memory: ['meminfo', 'vmstat'],
  disk: ['diskstats', 'df'],
  network: ['net/dev'],
};

/** Prints what is named, each behind its name; nothing is written, and what is not there says nothing. */
const script = `
export LC_ALL=C
for source in "$@"; do
  printf '== %s\\n' "$source"
  case $source in
    stat) head -n 1 /proc/stat ;;
    vmstat) grep '^oom_kill ' /proc/vmstat ;;
    meminfo) grep -E '^(MemTotal|MemAvailable|SwapTotal|SwapFree):' /proc/meminfo ;;
    df) df -Pkl ;;
    *) cat "/proc/$source" ;;
  esac 2>/dev/null
done
printf '== end\\n'
`;

const timeout = 10_000;

/** Asks a machine once. @throws what `Remote.run` throws. */
export async function probe(
  remote: Remote,
  wanted: readonly Metric[],
  signal: AbortSignal,
): Promise<string> {
  const asked = ['uptime', ...wanted.flatMap((one) => sources[one])];
  const options = { signal, timeout, maxOutput: 256 * 1024 };
  const { stdout, truncated } = await remote.script(script, asked, options);
  return truncated ? '' : stdout;
}
