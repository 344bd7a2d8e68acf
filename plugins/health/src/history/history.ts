import { randomBytes } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import type { HealthReport } from '../results/report.js';

const largest = 4 * 1024 * 1024;

const folderOf = ({ paths }: Host): string => join(paths.state, 'health');

/** Keeps a report, and no more than so many of them. */
export async function record(host: Host, report: HealthReport, keep: number): Promise<string> {
  const service = await host.service(files);
  const stamp = report.date.replaceAll(/[-:.]/g, '');
  const path = join(folderOf(host), `${stamp}-${randomBytes(3).toString('hex')}.json`);
  await service.write(path, `${JSON.stringify(report)}\n`, { mode: 0o600 });
  const names = await reportNames(host);
  for (const name of names.slice(0, Math.max(0, names.length - keep)))
    await service.remove(join(folderOf(host), name));
  return path;
}

/** The reports that were kept, oldest first; a file that is none is left out. */
export async function kept(host: Host, most: number): Promise<readonly HealthReport[]> {
  const names = (await reportNames(host)).slice(-most);
  const reports = await Promise.all(
    names.map(async (name) => readReport(join(folderOf(host), name)).catch(() => undefined)),
  );
  return reports.filter((one) => one !== undefined);
}

async function reportNames(host: Host): Promise<readonly string[]> {
  const names = await readdir(folderOf(host)).catch(() => []);
  return names.filter((name) => /^\d{8}T\d{9}Z-[0-9a-f]{6}\.json$/.test(name)).sort();
}

/** A report that nixai wrote; undefined where it is none. @throws what reading it throws. */
export async function readReport(path: string): Promise<HealthReport | undefined> {
  const info = await stat(path);
  if (!info.isFile() || info.size > largest) return undefined;
  const report = parse(await readFile(path, 'utf8'));
  return typeof report?.date === 'string' &&
    Array.isArray(report.results) &&
    report.results.every((one: unknown) => typeof one === 'object' && one !== null)
    ? (report as HealthReport)
    : undefined;
}

function parse(text: string): Partial<HealthReport> | undefined {
  try {
    return JSON.parse(text) as Partial<HealthReport>;
  } catch {
    return undefined;
  }
}
