import { ExitCode, NixaiError, files, messageOf, type Host } from '@nixai/api';

/** Bytes; nobody writes more by hand. */
const largest = 16 * 2 ** 20;

/** @throws NixaiError `merge-unreadable`. */
export const readText = async (host: Host, file: string): Promise<string> =>
  (await readBytes(host, file)).toString('utf8');

/**
 * What a file or a pipe says, to its end; nobody is waited for who never writes.
 * @throws NixaiError `merge-unreadable`.
 */
export async function readBytes(host: Host, file: string): Promise<Buffer> {
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of (await host.service(files)).open(file) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > largest) throw new Error(`it is larger than ${largest / 2 ** 20} MiB`);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw unreadable(file, error);
  }
}

const unreadable = (file: string, error: unknown): NixaiError =>
  new NixaiError({
    code: 'merge-unreadable',
    what: `${file} cannot be read`,
    why: messageOf(error),
    hint: 'name a file that you may read',
    exitCode: ExitCode.refused,
  });
