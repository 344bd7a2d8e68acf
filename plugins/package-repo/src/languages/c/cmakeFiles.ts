import type { RepoView } from '../../repo/view.js';
import { conditionIsOff, readGuards } from './cmakeGuards.js';

const maxFiles = 100;

/** What others wrote, what is for tests, and what is for other systems. */
const aside =
  /(?:^|\/)(?:tests?|examples?|third[-_]?party|3rdparty|vendor|extern\w*|deps|subprojects|benchmarks?|fuzz\w*|android)\//;

/** A file, without its comments. */
export interface CMakeFile {
  readonly file: string;
  readonly source: string;
}

/** The files that a build without words reads: from the first one by `add_subdirectory` and `include`. */
export async function cmakeFiles(project: RepoView): Promise<readonly CMakeFile[]> {
  const files = ['CMakeLists.txt'];
  const options = new Map<string, boolean>();
  const read: CMakeFile[] = [];
  for (let index = 0; index < files.length && index < maxFiles; index++) {
    const file = files[index]!;
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
    const source = withoutComments((await project.read(file)) ?? '');
    read.push({ file, source });
    for (const [name, on] of optionsOf(source)) options.set(name, on);
    const guards = readGuards(source);
    for (const one of source.matchAll(
      /\b(add_subdirectory|include)\s*\(\s*"?([\w./+${}-]+)"?[^)]*\)/gi,
    )) {
      if (
        guards.some(
          ({ from, to, condition }) =>
            one.index > from && one.index < to && conditionIsOff(condition, options),
        )
      )
        continue;
      for (const next of named(project, folder, one[1]!.toLowerCase(), one[2]!))
        if (!files.includes(next) && !aside.test(next) && (await isRead(project, next)))
          files.push(next);
    }
  }
  return read;
}

/** Of a folder of documents only what makes man pages is built by everyone. */
async function isRead(project: RepoView, file: string): Promise<boolean> {
  if (!/(?:^|\/)docs?\//.test(file)) return true;
  return /\bman[1-8p]?\b|manpage/i.test((await project.read(file)) ?? '');
}

function named(project: RepoView, folder: string, call: string, word: string): readonly string[] {
  const [path, isFromTop] = /^\$\{(?:CMAKE|PROJECT)_SOURCE_DIR\}\//.test(word)
    ? [word.slice(word.indexOf('/') + 1), true]
    : [word.replace(/^\$\{CMAKE_CURRENT_(?:SOURCE|LIST)_DIR\}\//, ''), false];
  const place = `${isFromTop ? '' : folder}${path.replace(/^\.\//, '').replace(/\/$/, '')}`;
  if (call === 'add_subdirectory') {
    // A name that a variable holds: all folders that it may be.
    const pattern = new RegExp(
      `^${place.replace(/[.+]/g, '\\$&').replace(/\$\{\w+\}/g, '[^/]+')}/CMakeLists\\.txt$`,
    );
    return place.includes('$') && !/^[\w./+-]*(?:\$\{\w+\}[\w./+-]*)+$/.test(place)
      ? []
      : project.files.filter((file) => pattern.test(file));
  }
  if (path.includes('$')) return [];
  if (path.endsWith('.cmake')) return project.has(place) ? [place] : [];
  return project.files.filter((file) => file.endsWith(`/${path}.cmake`)).slice(0, 1);
}

/** Without comments, at the same lines. */
function withoutComments(source: string): string {
  return source
    .replace(/#\[\[[\s\S]*?\]\]/g, (one) => one.replace(/[^\n]/g, ''))
    .replace(/#.*$/gm, '');
}

/** What can be turned on and off, and what it is where nobody does. */
export function optionsOf(source: string): readonly (readonly [name: string, on: boolean])[] {
  return [
    ...source.matchAll(
      /\b(?:option|cmake_dependent_option)\s*\(\s*(\w+)\s+(?:"[^"]*"\s*)?(ON|OFF|TRUE|FALSE)?/gi,
    ),
  ].map((one) => [one[1]!, /on|true/i.test(one[2] ?? 'OFF')]);
}
