import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { files, redactor, type Host, type Paths } from '@nixai/api';
import type { Request } from '../request/request.js';
import type { Built } from '../results/built.js';

const mostKept = 50;

const folderOf = ({ state }: Paths): string => join(state, 'builds');

/** Keeps what was built and how it went, without secrets and for its owner alone. */
export async function record(host: Host, request: Request, result: Built): Promise<string> {
  const now = new Date();
  const time = now.toISOString().replace(/[-:]|\..*/g, '');
  const id = `${time}-${randomBytes(3).toString('hex')}`;
  const { redactDeep } = await host.service(redactor);
  const service = await host.service(files);
  const kept = redactDeep({ id, date: now.toISOString(), request, result });
  await service.write(join(folderOf(host.paths), `${id}.json`), `${JSON.stringify(kept)}\n`, {
    mode: 0o600,
  });
  for (const old of (await idsIn(host.paths)).slice(mostKept))
    await service.remove(join(folderOf(host.paths), `${old}.json`));
  return id;
}

/** The newest first. */
async function idsIn(paths: Paths): Promise<string[]> {
  const names = await readdir(folderOf(paths)).catch(() => []);
  return names
    .flatMap((name) => /^(\d{8}T\d{6}-[0-9a-f]{6})\.json$/.exec(name)?.[1] ?? [])
    .sort()
    .reverse();
}
