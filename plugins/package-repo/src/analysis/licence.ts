import type { Fact } from '../analyzer.js';
import type { RepoView } from '../repo/view.js';
import { withLater } from './laterVersions.js';
import { recognised } from './licenceText.js';
import { licenceAttribute, parseExpression } from './spdx.js';

export interface Licences {
  /** Attributes of `lib.licenses`. */
  readonly attributes: readonly string[];
  /** SPDX ids, or what was found in the place of one. */
  readonly spdx: readonly string[];
  readonly from: string;
}

const licenceFile = /^(?:licen[cs]e|copying|unlicense|copyright)(?:[-._][\w.+-]*)?$/i;

/** What a project is under: what its manifest says, or its licence files; nothing where neither is understood. */
export async function findLicences(
  repo: RepoView,
  folder: string,
  manifest: Fact<string> | undefined,
): Promise<Licences | undefined> {
  const said = manifest === undefined ? undefined : parseExpression(manifest.value);
  const files = [...(folder === '' ? [] : inFolder(repo, folder)), ...inFolder(repo, '')];
  // `npm init` writes ISC unless somebody changes it: a licence file that has another one is chosen.
  const isDefault = manifest?.value === 'ISC' && manifest.from.startsWith('package.json');
  const other = isDefault ? await inFiles(repo, files) : undefined;
  if (other !== undefined) return other;
  if (said !== undefined) {
    const ids = await Promise.all(said.map(async (id) => sharpen(id, repo, manifest!.value)));
    return withAttributes(ids, manifest!.from);
  }
  // The texts that REUSE keeps are of all that a repository has, its icons and its CI too.
  return (
    (await inFiles(repo, files)) ??
    (await inFiles(repo, [...inFolder(repo, 'LICENSES'), ...inFolder(repo, 'licenses')]))
  );
}

/** What the licence files say. */
async function inFiles(repo: RepoView, files: readonly string[]): Promise<Licences | undefined> {
  const found = new Map<string, string>();
  for (const file of withoutOthers(files)) {
    const text = await repo.head(file, 65_536);
    for (const id of text === undefined ? [] : recognised(text))
      if (!found.has(id)) found.set(id, file);
  }
  if (found.size === 0) return undefined;
  // The Lesser licence is an addition to the General one, whose text it comes with.
  if (found.has('LGPL-3.0')) found.delete('GPL-3.0');
  const ids = await Promise.all([...found.keys()].map((id) => withLater(id, repo)));
  return withAttributes(ids, [...found.values()][0]!);
}

/** `LICENSE.OpenSSL` beside `COPYING` is of something that the project goes with. */
function withoutOthers(files: readonly string[]): readonly string[] {
  const isPlain = (file: string): boolean =>
    /(?:^|\/)(?:licen[cs]e|copying|unlicense)(?:\.(?:txt|md|rst))?$/i.test(file);
  if (!files.some(isPlain)) return files;
  return files.filter(
    (file) =>
      isPlain(file) ||
      !/(?:^|\/)(?:licen[cs]e|copying)[-._](?!txt$|md$|rst$|mit|apache|asl|al2|bsd|[al]*gpl|mpl|isc|zlib|boost|bsl|cc|unlicen|eupl|lesser|epl|artistic|wtfpl|0bsd|ofl|v?\d(?!\w*part))/i.test(
        file,
      ),
  );
}

function inFolder(repo: RepoView, folder: string): readonly string[] {
  const names = repo
    .inFolder(folder)
    .filter((name) =>
      folder.toLowerCase() === 'licenses'
        ? /\.(txt|md)$/.test(name)
        : licenceFile.test(name) && !/\.(go|rs|py|js|ts|c|h|json|toml)$/.test(name),
    );
  return names.map((name) => (folder === '' ? name : `${folder}/${name}`));
}

/** `GPL-3.0` of old says nothing of later versions; sources do. */
async function sharpen(id: string, repo: RepoView, said: string): Promise<string> {
  const bare = /^((?:A|L)?GPL-\d\.\d)(?:-only)?$/.exec(id)?.[1];
  if (bare === undefined || /-only/i.test(said)) return id;
  return withLater(bare, repo);
}

function withAttributes(ids: readonly string[], from: string): Licences | undefined {
  const names = [...new Set(ids)].map((id) => licenceAttribute(id));
  const known = names.filter((name) => name !== undefined);
  return known.length === 0 ? undefined : { attributes: known, spdx: ids, from };
}
