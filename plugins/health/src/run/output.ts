import { files, NixaiError, sanitizer, type CommandContext } from '@nixai/api';
import { readFile, stat } from 'node:fs/promises';
import type { HealthReport } from '../results/report.js';
import { renderReport } from '../render/report.js';

/** What a file of ours begins with, in each format. */
const ours =
  /^(?:\{"date":"|# HELP nixai_health|NIXAI (?:OK|WARNING|CRITICAL|UNKNOWN) - |Health of )/;

/** The most bytes that a report may have. */
const largest = 16 * 1024 * 1024;

/** Whether nothing lies there, or a report does. */
async function isOurs(path: string): Promise<boolean> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw unwritable(path, error.message);
  });
  if (stats === undefined) return true;
  if (!stats.isFile()) throw unwritable(path, 'it is no regular file');
  return stats.size <= largest && ours.test(await readFile(path, 'utf8'));
}

const unwritable = (path: string, why: string): NixaiError =>
  new NixaiError({ code: 'write-failed', what: `${path} was not written`, why });

/**
 * Writes a report to a file, whole or not at all. One that a report lay in already is replaced; any
 * other is shown and asked for, and `nixai undo` brings it back.
 */
export async function writeReport(
  { host, carryOut, view }: Pick<CommandContext, 'host' | 'carryOut' | 'view'>,
  path: string,
  report: HealthReport,
): Promise<void> {
  const service = await host.service(files);
  const clean = (await host.service(sanitizer)).clean;
  const text =
    report.shown.format === 'json'
      ? `${JSON.stringify(report)}\n`
      : `${clean(renderReport(report, { ...view, color: false })).trimEnd()}\n`;
  if (await isOurs(path)) return service.write(path, text);
  await carryOut(await service.plan([{ path, content: text }], `health --output ${path}`));
}
