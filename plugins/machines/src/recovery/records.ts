import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import { markdownOf } from './markdown.js';
import type { Report } from './result.js';

const folderOf = (host: Host, plan: string): string =>
  join(host.paths.state, 'machines/recovery', plan);

/** Keeps a report, as JSON and as Markdown. @returns it with where it lies. */
export async function keepReport(host: Host, report: Report): Promise<Report> {
  const service = await host.service(files);
  const stem = join(folderOf(host, report.plan), report.id);
  const kept: Report = { ...report, saved: [`${stem}.json`, `${stem}.md`] };
  await service.write(`${stem}.json`, `${JSON.stringify(kept, null, 2)}\n`);
  await service.write(`${stem}.md`, markdownOf(kept));
  return kept;
}

/** The last report of a plan; one that cannot be read is none. */
export async function lastReport(host: Host, plan: string): Promise<Report | undefined> {
  const names = await readdir(folderOf(host, plan)).catch(() => []);
  const last = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .at(-1);
  if (last === undefined) return undefined;
  try {
    return JSON.parse(await readRegular(join(folderOf(host, plan), last), 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
