import type { RepoView } from '../repo/view.js';
import { parseExpression } from './spdx.js';

/** The licence's name, and later versions soon after it: "or later" of other things says nothing. */
const later =
  /(?:general public licen[cs]e|\b[AL]?GPL)(?:(?!\bonly\b|\.\s+[A-Z])[^\n]){0,260}?(?:any later version|or \(at your option\) any later|or later|-or-later)|\b[AL]?GPL[- ]?v?\d(?:\.\d)?\+/i;

/** A sentence about the licence of the project: "weather is licensed under the GNU …". */
const licensed =
  /\b(?:licen[cs]ed|distributed|released|available)\s+under\s+(?:the\s+)?(?:terms\s+of\s+)?(?:the\s+)?(?:GNU|[AL]?GPL)/i;

/** Whether later versions count, which the licence's text never says and the sources do. */
export async function withLater(id: string, repo: RepoView): Promise<string> {
  if (!/^(?:A|L)?GPL-\d\.\d$/.test(id)) return id;
  const described = await describedLicence(repo);
  if (described?.startsWith(`${id}-`) === true) return described;
  const sources = repo.files
    .filter(
      (file) =>
        /\.(?:c|cc|cpp|h|hpp|rs|go|py|js|ts|hs|ml|java|sh|pl|vala|in|build|[1-8])$/.test(file) &&
        !/(?:^|\/)(?:vendor|third_party|deps|extern\w*|m4|build-aux|tests?|lib)\//.test(file),
    )
    .sort((one, other) => one.split('/').length - other.split('/').length)
    .slice(0, 60);
  let only = 0;
  let plus = 0;
  for (const file of [
    ...repo.inFolder('').filter((name) => /^(readme|copyright|notice)/i.test(name)),
    ...sources,
  ]) {
    const isReadme = /^readme/i.test(file);
    const head = (await repo.head(file, isReadme ? 100_000 : 3000))?.replace(/[\s*#/;]+/g, ' ');
    if (head === undefined || !/general public licen[cs]e|GPL/i.test(head)) continue;
    if (!later.test(head)) only += isReadme ? 0 : 1;
    // What it says of itself as a whole counts for more than what a file may leave out.
    else if (isReadme && licensed.test(head)) return `${id}-or-later`;
    else plus++;
  }
  return plus > only ? `${id}-or-later` : `${id}-only`;
}

/** What a description for software centres says: `<project_license>GPL-3.0-or-later</project_license>`. */
async function describedLicence(repo: RepoView): Promise<string | undefined> {
  const files = repo.files.filter((one) => /\.(?:metainfo|appdata)\.xml(?:\.in)*$/.test(one));
  for (const file of files.slice(0, 3)) {
    const said = /<project_license>\s*([^<]+?)\s*</.exec((await repo.read(file)) ?? '')?.[1];
    const ids = said === undefined ? undefined : parseExpression(said);
    if (ids?.length === 1) return ids[0];
  }
  return undefined;
}
