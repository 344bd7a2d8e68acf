import { nix as nixService, schema, type Host, type Infer, type Task } from '@nixai/api';
import { say } from '../programs.js';

const { object, string, integer, list, described } = schema;

const rootSchema = object({
  link: described('What keeps it; {temp:…} and the like are of running programs', string),
  path: string,
  bytes: described('With all that it needs, unpacked', integer),
  kind: schema.oneOf('profile', 'running', 'result', 'restored', 'other'),
});
export type Root = Infer<typeof rootSchema>;

/** Roots of the garbage collector. */
export const rootsSchema = object({
  roots: list(rootSchema),
  liveBytes: described('Of all live paths, each once', integer),
  livePaths: integer,
});
export type Roots = Infer<typeof rootsSchema>;

/** What keeps paths from the garbage collector, by how much it keeps. What several keep counts for each. */
export async function listRoots(host: Host, { signal }: Pick<Task, 'signal'>): Promise<Roots> {
  const said = await say(host, 'nix-store', ['nix-store', '--gc', '--print-roots'], { signal });
  const found = linksIn(said);
  const paths = [...new Set(found.map(({ path }) => path))];
  const service = await host.service(nixService);
  const infos =
    paths.length === 0 ? [] : await service.pathInfo(paths, { signal, closureSize: true });
  const sizes = new Map(infos.map(({ path, closureSize }) => [path, closureSize ?? 0]));
  const live = paths.length === 0 ? [] : await service.pathInfo(paths, { signal, closure: true });
  const roots = found
    .filter(({ path }) => sizes.has(path))
    .map(({ link, path }) => ({ link, path, bytes: sizes.get(path) ?? 0, kind: kindOf(link) }))
    .sort((a, b) => b.bytes - a.bytes || (a.link < b.link ? -1 : 1));
  return {
    roots,
    livePaths: live.length,
    liveBytes: live.reduce((sum, { narSize }) => sum + narSize, 0),
  };
}

/** Lines of `nix-store --gc --print-roots`: `LINK -> PATH`. */
function linksIn(said: string): readonly { readonly link: string; readonly path: string }[] {
  return said.split('\n').flatMap((line) => {
    const [, link, path] = /^(.+) -> (\/.+)$/.exec(line) ?? [];
    return link === undefined || path === undefined ? [] : [{ link, path }];
  });
}

function kindOf(link: string): Root['kind'] {
  if (/^\{|^\/proc\//.test(link)) return 'running';
  if (/gcroots\/nixai-restored-/.test(link)) return 'restored';
  if (/\/profiles\//.test(link)) return 'profile';
  return /\/result(?:-[^/]*)?$/.test(link) ? 'result' : 'other';
}
