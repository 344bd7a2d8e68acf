import { existsSync, watch, type FSWatcher } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { commands, messageOf, type ConfigReport, type Host } from '@nixai/api';
import type { ServerLog } from './log.js';

/** Milliseconds in which an editor's several writes are one. */
const settling = 100;

/** The whole configuration as it is in the files now. */
export async function readConfiguration(host: Host): Promise<ConfigReport> {
  const service = await host.service(commands);
  return (await service.invoke<ConfigReport>('config show')).result;
}

/** The value of a key. */
export const valueOf = ({ entries }: ConfigReport, path: string): unknown =>
  entries.find((entry) => entry.path === path)?.value;

/**
 * Reads everything anew whenever a file of the configuration changes, says which keys are others, and
 * hands it on. A file that is at fault changes nothing, and is told.
 */
export function watchConfiguration(
  host: Host,
  first: ConfigReport,
  log: ServerLog,
  onChange: (report: ConfigReport) => void,
): { close(): void } {
  let known = first;
  let timer: NodeJS.Timeout | undefined;
  const reload = async (): Promise<void> => {
    const report = await readConfiguration(host);
    const fault = report.findings.find(({ severity }) => severity === 'error');
    if (fault !== undefined) {
      const { from, line, message } = fault;
      log.say('warn', 'configuration at fault, the old one is kept', { from, line, message });
      return;
    }
    const changed = changesOf(known, report);
    if (changed.length === 0) return;
    for (const [key, before, after] of changed) log.say('info', 'changed', { key, before, after });
    known = report;
    onChange(report);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A folder may be new.
      watchers.forEach((one) => one.close());
      watchers = watchersOf(first, soon);
      reload().catch((error: unknown) =>
        log.say('warn', 'the configuration cannot be read', { why: messageOf(error) }),
      );
    }, settling);
  };
  let watchers = watchersOf(first, soon);
  return {
    close() {
      clearTimeout(timer);
      watchers.forEach((one) => one.close());
    },
  };
}

/** Watches folders: an editor writes another file, and puts it in the place of the old one. */
function watchersOf({ files }: ConfigReport, onChange: () => void): FSWatcher[] {
  return files.flatMap(({ path }) => {
    const folder = nearestFolder(dirname(path));
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        const isOf = name === null || relative(folder, path).split(sep)[0] === name;
        if (isOf) onChange();
      });
      watcher.on('error', () => {});
      return [watcher];
    } catch {
      // Who may not look into a folder does not see what is changed there.
      return [];
    }
  });
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function changesOf(
  before: ConfigReport,
  after: ConfigReport,
): readonly [string, unknown, unknown][] {
  const paths = new Set([...before.entries, ...after.entries].map(({ path }) => path));
  return [...paths].flatMap((path): [string, unknown, unknown][] => {
    const [was, is] = [valueOf(before, path), valueOf(after, path)];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [[path, was, is]];
  });
}
