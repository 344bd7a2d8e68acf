import { expectOf, files, type Host, type Plan } from '@nixai/api';

/**
 * The plan to give a file another text.
 * @param before what was read of it, which it must still be; undefined where there must be no file.
 * @throws NixaiError `changed-meanwhile`.
 */
export async function planText(
  host: Host,
  path: string,
  { before, after }: { readonly before: string | undefined; readonly after: string },
  about: string,
): Promise<Plan> {
  const expect = expectOf(before);
  return (await host.service(files)).plan([{ path, content: after, expect }], about);
}
