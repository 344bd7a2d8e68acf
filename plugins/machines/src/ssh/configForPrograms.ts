import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { files, type Host } from '@nixai/api';
import type { Fleet, KnownMachine } from '../registry/load.js';
import { opensshConfig } from './openssh.js';
import { ownSshHome } from './target.js';

/** Writes an ssh_config for programs that start OpenSSH, and removes it after the work. */
export async function withOpensshConfig<T>(
  host: Host,
  fleet: Fleet,
  machines: readonly KnownMachine[],
  work: (file: string) => Promise<T>,
): Promise<T> {
  const service = await host.service(files);
  const name = `${process.pid}-${randomBytes(4).toString('hex')}.conf`;
  const file = join(host.paths.state, 'machines', 'ssh', name);
  const around = { machines: fleet.machines, home: ownSshHome() };
  await service.write(file, await opensshConfig(machines, around), { mode: 0o600 });
  try {
    return await work(file);
  } finally {
    await service.remove(file);
  }
}
