import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isNixaiError, processes, schema, type Host, type Infer } from '@nixai/api';
import { readKept } from './memory.js';
import { checks, goodName, monitorFile, readMonitor, type Monitor } from './monitor.js';
import { monitoredSeverities } from './observed.js';
import { waysOf } from './tell/tell.js';

const { object, string, list, integer, optional, oneOf, described } = schema;

export const knownMonitorSchema = object({
  name: string,
  check: oneOf(...checks),
  machines: described('Whom it is about, as it was said; empty for all', list(string)),
  severity: described('It tells of this and above', oneOf(...monitoredSeverities)),
  ways: described('How somebody is told', list(string)),
  ran: optional(described('When it last looked; ISO 8601', string)),
  findings: described(
    'What it found then',
    list(
      object({
        machine: string,
        id: string,
        severity: oneOf(...monitoredSeverities),
        summary: string,
        since: string,
      }),
    ),
  ),
  unseen: described(
    'Machines that cannot be looked at, and since when',
    list(object({ machine: string, since: string })),
  ),
  untold: described('Messages that wait for the next run', integer),
  timer: described(
    'Of systemd on this machine; absent: it has no such timer; unknown: it could not be asked',
    oneOf('active', 'inactive', 'absent', 'unknown'),
  ),
  next: optional(described('When it runs next, as systemd says it', string)),
});
export type KnownMonitor = Infer<typeof knownMonitorSchema>;

/** A file that is no monitor, and why. */
export interface OddMonitor {
  readonly name: string;
  readonly why: string;
}

/** Every monitor that was written here, by name. */
export async function knownMonitors(
  host: Host,
): Promise<{ readonly monitors: readonly KnownMonitor[]; readonly odd: readonly OddMonitor[] }> {
  const files = await readdir(dirname(monitorFile(host, 'x'))).catch(() => []);
  const names = files
    .flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []))
    .filter((name) => goodName.test(name))
    .sort();
  const monitors: KnownMonitor[] = [];
  const odd: OddMonitor[] = [];
  for (const name of names)
    try {
      monitors.push(await knownMonitor(host, name));
    } catch (error) {
      if (!isNixaiError(error)) throw error;
      odd.push({ name, why: error.what });
    }
  return { monitors, odd };
}

/** What is known of a monitor. @throws what `readMonitor` throws. */
export async function knownMonitor(host: Host, name: string): Promise<KnownMonitor> {
  const monitor = await readMonitor(host, name);
  const { memory, untold, ran } = await readKept(host, name);
  return {
    ...{ name, check: monitor.check, machines: wordsOf(monitor), severity: monitor.severity },
    ways: waysOf(monitor.tell),
    ...(ran !== undefined && { ran }),
    findings: memory.findings.map(({ machine, id, severity, summary, since }) => ({
      ...{ machine, id, severity, summary, since },
    })),
    unseen: Object.entries(memory.unseen).map(([machine, since]) => ({ machine, since })),
    untold: untold.length,
    ...(await timerOf(host, name)),
  };
}

/** As a person has chosen them: `web1`, `--group web`. */
const wordsOf = ({ machines, select }: Monitor): readonly string[] => [
  ...machines,
  ...Object.entries(select).flatMap(([flag, words]) =>
    [words].flat().map((word) => `--${flag} ${word}`),
  ),
];

/** What systemd says of its timer. */
async function timerOf(host: Host, name: string): Promise<Pick<KnownMonitor, 'timer' | 'next'>> {
  const runner = await host.service(processes);
  if (!existsSync('/run/systemd/system') || (await runner.which('systemctl')) === undefined)
    return { timer: 'unknown' };
  const own = process.getuid?.() === 0 ? [] : ['--user'];
  const { code, stdout } = await runner.run([
    ...(['systemctl', ...own, 'show'] as const),
    '--property=LoadState,ActiveState,NextElapseUSecRealtime',
    '--',
    `nixai-monitor-${name}.timer`,
  ]);
  return code === 0 ? readTimer(stdout) : { timer: 'unknown' };
}

/** Reads what `systemctl show` says. */
export function readTimer(text: string): Pick<KnownMonitor, 'timer' | 'next'> {
  const said = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).trim()] as const;
    }),
  );
  if (said.get('LoadState') === 'not-found') return { timer: 'absent' };
  if (said.get('LoadState') !== 'loaded') return { timer: 'unknown' };
  const next = said.get('NextElapseUSecRealtime') ?? '';
  return {
    timer: said.get('ActiveState') === 'active' ? 'active' : 'inactive',
    ...(/\d/.test(next) && { next }),
  };
}
