import { docs, type Host } from '@nixai/api';

/**
 * Loads what a command needs next to its own code: the docs engine, its sources, and the code at
 * once, since most of the time to a first answer is spent waiting for files.
 */
export async function warmUp<T>(host: Host, code: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([code, host.service(docs), host.docSources.list()]);
  return loaded;
}
