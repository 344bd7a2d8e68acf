import { files, sanitizer, type CommandContext } from '@nixai/api';
import { readFile } from 'node:fs/promises';
import type { HealthReport } from '../results/report.js';
import { renderReport } from '../render/report.js';

/** What a file of ours begins with, in each format. */
const ours =
  /^(?:\{"date":"|# HELP nixai_health|NIXAI (?:OK|WARNING|CRITICAL|UNKNOWN) - |Health of )/;

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
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (before === undefined || ours.test(before)) return service.write(path, text);
  await carryOut(await service.plan([{ path, content: text }], `health --output ${path}`));
}
