import { readdir, readFile, readlink } from 'node:fs/promises';

/** Who listens at a TCP port of this machine, by /proc; undefined where that is not to be seen. */
export async function portHolder(port: number): Promise<string | undefined> {
  const sockets = new Set(
    (await Promise.all(['tcp', 'tcp6'].map((name) => listening(name, port)))).flat(),
  );
  if (sockets.size === 0) return undefined;
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid)) continue;
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '');
      if (!sockets.has(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? '')) continue;
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return `${name.trim() || 'a process'} (${pid}) has it`;
    }
  }
  return 'a process of another user has it';
}

/** Inodes of sockets that listen at a port (proc_net_tcp(5): 0A is LISTEN). */
async function listening(table: string, port: number): Promise<string[]> {
  const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '');
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
    return state === '0A' && local.endsWith(`:${hex}`) ? [inode] : [];
  });
}
