import { randomBytes } from 'node:crypto';
import { files, redactor, type Host } from '@nixai/api';
import type { Request } from '../request/request.js';
import type { Built } from '../results/built.js';
import { fileOf, idsIn } from './place.js';

const mostKept = 50;

/** Keeps what was built and how it went, without secrets and for its owner alone. */
export async function record(host: Host, request: Request, result: Built): Promise<string> {
  const now = new Date();
  const time = now.toISOString().replace(/[-:]|\..*/g, '');
  const id = `${time}-${randomBytes(3).toString('hex')}`;
  const { redactDeep } = await host.service(redactor);
  const service = await host.service(files);
  const kept = redactDeep({ id, date: now.toISOString(), request, result });
  await service.write(fileOf(host.paths, id), `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  for (const old of (await idsIn(host.paths)).slice(mostKept))
    await service.remove(fileOf(host.paths, old));
  return id;
}
