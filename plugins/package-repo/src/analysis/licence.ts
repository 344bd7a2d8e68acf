import licences from './licences.json' with { type: 'json' };
import type { Fact } from '../analyzer.js';
import type { RepoView } from '../repo/view.js';

const attributes = licences as Readonly<Record<string, string>>;
const bySpdx = new Map(Object.entries(attributes).map(([id, name]) => [id.toLowerCase(), name]));

/** Names that people write where SPDX has another one. */
const spoken: Readonly<Record<string, string>> = {
  'apache 2.0': 'Apache-2.0',
  'apache-2': 'Apache-2.0',
  apache2: 'Apache-2.0',
  apache: 'Apache-2.0',
  'apache license 2.0': 'Apache-2.0',
  'apache license, version 2.0': 'Apache-2.0',
  'apache software license': 'Apache-2.0',
  'mit license': 'MIT',
  expat: 'MIT',
  'the mit license': 'MIT',
  bsd: 'BSD-3-Clause',
  'bsd license': 'BSD-3-Clause',
  'new bsd': 'BSD-3-Clause',
  'bsd 3-clause': 'BSD-3-Clause',
  'bsd-3': 'BSD-3-Clause',
  'bsd 2-clause': 'BSD-2-Clause',
  'bsd-2': 'BSD-2-Clause',
  gplv3: 'GPL-3.0-only',
  'gpl-3.0': 'GPL-3.0-only',
  gpl3: 'GPL-3.0-only',
  'gpl v3': 'GPL-3.0-only',
  'gplv3+': 'GPL-3.0-or-later',
  'gpl-3.0+': 'GPL-3.0-or-later',
  'gpl-3': 'GPL-3.0-only',
  'gpl3+': 'GPL-3.0-or-later',
  gplv2: 'GPL-2.0-only',
  'gpl-2.0': 'GPL-2.0-only',
  gpl2: 'GPL-2.0-only',
  'gpl-2': 'GPL-2.0-only',
  'gpl v2': 'GPL-2.0-only',
  'gplv2+': 'GPL-2.0-or-later',
  'gpl-2.0+': 'GPL-2.0-or-later',
  'gpl2+': 'GPL-2.0-or-later',
  lgplv3: 'LGPL-3.0-only',
  'lgpl-3.0': 'LGPL-3.0-only',
  'lgplv3+': 'LGPL-3.0-or-later',
  'lgpl-2.1': 'LGPL-2.1-only',
  'lgplv2.1': 'LGPL-2.1-only',
  'lgpl-2.1+': 'LGPL-2.1-or-later',
  'lgplv2+': 'LGPL-2.0-or-later',
  'lgpl2.1+': 'LGPL-2.1-or-later',
  'lgpl2.1': 'LGPL-2.1-only',
  'agpl-3.0': 'AGPL-3.0-only',
  agplv3: 'AGPL-3.0-only',
  'agplv3+': 'AGPL-3.0-or-later',
  'agpl-3.0+': 'AGPL-3.0-or-later',
  'mozilla public license 2.0': 'MPL-2.0',
  mpl2: 'MPL-2.0',
  'mpl 2.0': 'MPL-2.0',
  'the unlicense': 'Unlicense',
  cc0: 'CC0-1.0',
  zlib: 'Zlib',
  'psf-2.0': 'PSF-2.0',
  'public domain': 'publicDomain',
  wtfpl: 'WTFPL',
  isc: 'ISC',
  'isc license': 'ISC',
  artistic2: 'Artistic-2.0',
  ofl: 'OFL-1.1',
};

export interface Licences {
  /** Attributes of `lib.licenses`. */
  readonly attributes: readonly string[];
  /** SPDX ids, or what was found in the place of one. */
  readonly spdx: readonly string[];
  readonly from: string;
}

/** The attribute of a SPDX id; undefined where `lib.licenses` has none of it. */
export function licenceAttribute(id: string): string | undefined {
  if (id === 'publicDomain') return 'publicDomain';
  return bySpdx.get(id.toLowerCase());
}

/** The ids of an expression: `MIT OR Apache-2.0`, `MIT/Apache-2.0`, `(ISC AND MIT)`; undefined for what is none. */
export function parseExpression(expression: string): readonly string[] | undefined {
  const known = (name: string): string | undefined => {
    const said = spoken[name.trim().toLowerCase()];
    if (said !== undefined) return said;
    const plus = /^(.*?)\+$/.exec(name.trim())?.[1];
    if (plus !== undefined && bySpdx.has(`${plus}-or-later`.toLowerCase()))
      return `${plus}-or-later`;
    return bySpdx.has(name.trim().toLowerCase()) ? name.trim() : undefined;
  };
  const whole = known(expression);
  if (whole !== undefined) return [whole];
  const parts = expression
    .replace(/[()]/g, ' ')
    .split(/\s+(?:OR|AND)\s+|\s*\/\s*|\s*,\s*/i)
    .map((part) => part.replace(/\s+WITH\s+.*$/i, '').trim())
    .filter((part) => part !== '');
  const ids = parts.map(known);
  return ids.length > 0 && ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
}

/** Sentences of each licence that stand in no other, in the order in which they are tried. */
const marks: readonly (readonly [id: string, ...sentences: string[]])[] = [
  ['AGPL-3.0', 'gnu affero general public license', 'version 3'],
  ['LGPL-3.0', 'gnu lesser general public license', 'version 3'],
  ['LGPL-2.1', 'gnu lesser general public license', 'version 2.1'],
  ['LGPL-2.0', 'gnu library general public license', 'version 2'],
  ['GPL-3.0', 'gnu general public license', 'version 3'],
  ['GPL-2.0', 'gnu general public license', 'version 2'],
  ['MPL-2.0', 'mozilla public license', 'version 2.0'],
  ['EPL-2.0', 'eclipse public license', '2.0'],
  ['EUPL-1.2', 'european union public licence', '1.2'],
  ['Apache-2.0', 'apache license', 'version 2.0'],
  ['Artistic-2.0', 'artistic license 2.0'],
  ['BSL-1.0', 'boost software license'],
  ['CC0-1.0', 'cc0 1.0 universal'],
  ['CC-BY-SA-4.0', 'attribution-sharealike 4.0'],
  ['CC-BY-4.0', 'attribution 4.0 international'],
  ['Unlicense', 'this is free and unencumbered software'],
  ['WTFPL', 'do what the fuck you want to public license'],
  ['OFL-1.1', 'sil open font license'],
  ['Zlib', "this software is provided 'as-is'", 'altered source versions must be plainly marked'],
  [
    'BSD-4-Clause',
    'redistribution and use in source and binary forms',
    'all advertising materials',
  ],
  ['BSD-3-Clause', 'redistribution and use in source and binary forms', 'endorse or promote'],
  [
    'BSD-2-Clause',
    'redistribution and use in source and binary forms',
    'redistributions of source code',
  ],
  [
    'MIT-feh',
    'permission is hereby granted, free of charge',
    'acknowledgment shall be given in the documentation and software packages',
  ],
  [
    'MIT',
    'permission is hereby granted, free of charge',
    'the above copyright notice and this permission notice',
  ],
  ['MIT-0', 'permission is hereby granted, free of charge'],
  [
    'ISC',
    'permission to use, copy, modify, and',
    'above copyright notice and this permission notice appear',
  ],
  [
    '0BSD',
    'permission to use, copy, modify, and/or distribute this software for any purpose with or without fee',
  ],
];

/** The licence of a text, as a SPDX id without `-only` or `-or-later`; undefined where it is none that is known. */
export function recognise(text: string): string | undefined {
  const flat = text
    .toLowerCase()
    .replace(/[“”"]/g, '')
    .replace(/[\s*#/;]+/g, ' ');
  const named = /spdx-license-identifier: ([a-z0-9.+-]+)/.exec(flat)?.[1];
  if (named !== undefined && bySpdx.has(named)) return canonical(named);
  // Of several in one file the first is the project's own; those after it are of parts of it.
  let best: { id: string; index: number } | undefined;
  for (const [id, first = '', ...rest] of marks) {
    const index = flat.indexOf(first);
    if (index === -1 || (best !== undefined && index >= best.index)) continue;
    // The name of a GNU licence is in its title; that of another one may be all over its text.
    const where = /^A?L?GPL/.test(id) ? flat.slice(index, index + 400) : flat.slice(index);
    if (/^A?L?GPL/.test(id) && index > 600) continue;
    if (rest.every((one) => where.includes(one))) best = { id, index };
  }
  return best?.id;
}

/** The licence of a text, or those that a few lines name where it only says which there are. */
function recognised(text: string): readonly string[] {
  const whole = recognise(text);
  if (whole !== undefined) return [whole];
  const words = text.slice(0, 2000).replace(/BSD (\d)-Clause/g, 'BSD-$1-Clause');
  const ids = words.match(
    /\b(?:[AL]?GPL-\d\.\d-(?:only|or-later)|BSD-\d-Clause|Apache-2\.0|MPL-2\.0|MIT|ISC)\b/g,
  );
  return [...new Set(ids ?? [])];
}

function canonical(id: string): string {
  return Object.keys(attributes).find((one) => one.toLowerCase() === id) ?? id;
}

const licenceFile = /^(?:licen[cs]e|copying|unlicense|copyright)(?:[-._][\w.+-]*)?$/i;

/** What a project is under: what its manifest says, or its licence files; nothing where neither is understood. */
export async function findLicences(
  repo: RepoView,
  folder: string,
  manifest: Fact<string> | undefined,
): Promise<Licences | undefined> {
  const said = manifest === undefined ? undefined : parseExpression(manifest.value);
  const files = [
    ...(folder === '' ? [] : inFolder(repo, folder)),
    ...inFolder(repo, ''),
    ...inFolder(repo, 'LICENSES'),
    ...inFolder(repo, 'licenses'),
  ];
  // `npm init` writes ISC unless somebody changes it: a licence file that has another one is chosen.
  const isDefault = manifest?.value === 'ISC' && manifest.from.startsWith('package.json');
  const other = isDefault ? await inFiles(repo, files) : undefined;
  if (other !== undefined) return other;
  if (said !== undefined) {
    const ids = await Promise.all(
      said.map(async (id) => sharpen(id, repo, folder, manifest!.value)),
    );
    return withAttributes(ids, manifest!.from);
  }
  return inFiles(repo, files);
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
      !/(?:^|\/)(?:licen[cs]e|copying)[-._](?!txt$|md$|rst$|mit|apache|asl|al2|bsd|[al]*gpl|mpl|isc|zlib|boost|bsl|cc|unlicen|eupl|lesser|epl|artistic|wtfpl|0bsd|ofl|v?\d)/i.test(
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
async function sharpen(id: string, repo: RepoView, folder: string, said: string): Promise<string> {
  const bare = /^((?:A|L)?GPL-\d\.\d)(?:-only)?$/.exec(id)?.[1];
  if (bare === undefined || /-only/i.test(said)) return id;
  return withLater(bare, folder === '' ? repo : repo);
}

/** The licence's name, and later versions soon after it: "or later" of other things says nothing. */
const later =
  /(?:general public licen[cs]e|\b[AL]?GPL)(?:(?!\bonly\b|\.\s+[A-Z])[^\n]){0,260}?(?:any later version|or \(at your option\) any later|or later|-or-later)|\b[AL]?GPL[- ]?v?\d(?:\.\d)?\+/i;

/** Whether later versions count, which the licence's text never says and the sources do. */
async function withLater(id: string, repo: RepoView): Promise<string> {
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
    if (later.test(head)) plus++;
    else if (!isReadme) only++;
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

function withAttributes(ids: readonly string[], from: string): Licences | undefined {
  const names = [...new Set(ids)].map((id) => licenceAttribute(id));
  const known = names.filter((name) => name !== undefined);
  return known.length === 0 ? undefined : { attributes: known, spdx: ids, from };
}
