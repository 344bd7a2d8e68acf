import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOf, files, NixaiError, sanitizer, type CommandContext, type Host } from '@nixai/api';
import type { HealthReport } from '../results/report.js';
import { renderReport } from '../render/report.js';

/** The most bytes that a report may have. */
const largest = 16 * 1024 * 1024;

/** What lies there; undefined where nothing does. @throws NixaiError `write-failed`. */
async function textAt(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw unwritable(path, error.message);
  });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw unwritable(path, 'it is no regular file');
  // A report is not that long: what is can only be somebody's.
  return stats.size > largest ? '' : readFile(path, 'utf8');
}

const unwritable = (path: string, why: string): NixaiError =>
  new NixaiError({ code: 'write-failed', what: `${path} was not written`, why });

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Where it is kept what was last written to a path, and what lay there before if that was ours too. */
const markOf = (host: Host, path: string): string =>
  join(host.paths.state, 'health', 'written', hashOf(path));

/** Metrics of ours and nothing else, line by line. */
const isMetrics = (text: string): boolean =>
  text.startsWith('# HELP nixai_health') &&
  text
    .trimEnd()
    .split('\n')
    .every((line) => /^(?:# (?:HELP|TYPE) )?nixai_health/.test(line));

/** Whether a text is what we wrote last, or can be nothing but metrics of ours. */
async function isOurs(host: Host, path: string, text: string): Promise<boolean> {
  const mark = await readFile(markOf(host, path), 'utf8').catch(() => '');
  return mark.split('\n').includes(hashOf(text)) || isMetrics(text);
}

/**
 * Writes a report to a file, whole or not at all. One that still is as we wrote it is replaced; any other
 * is shown and asked for, whatever it begins with, and `nixai undo` brings it back.
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
  const there = await textAt(path);
  const ours = there !== undefined && (await isOurs(host, path, there)) ? [there] : [];
  // First: wherever this is cut off, the next run knows what lies there for its own.
  await service.write(markOf(host, path), [text, ...ours].map(hashOf).join('\n'));
  if (there === undefined) await service.write(path, text);
  else if (ours.length > 0) await service.write(path, text, { expect: expectOf(there) });
  else {
    const plan = await service.plan([{ path, content: text }], `health --output ${path}`);
    await carryOut(plan);
  }
}
