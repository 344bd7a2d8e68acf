import type { Candidate, PackageAnalyzer } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';
import { folderOf } from '../shared/folders.js';
import { runsCargo } from './rustPart.js';

const manifests: readonly (readonly [RegExp, string, number])[] = [
  [/^meson\.build$/, 'meson', 74],
  [/^configure\.(?:ac|in)$/, 'autotools', 73],
  [/^CMakeLists\.txt$/, 'cmake', 72],
  [/^auto\.def$/, 'autosetup', 71],
  [/^[\w.+-]+\.pro$/, 'qmake', 70],
  [/^(?:GNUm|M|m)akefile$/, 'make', 50],
  [/^configure$/, 'configure', 49],
];

/** More than a manifest of Rust beside it: its crates are a part of the whole. */
const withRust = 96;

export const c: PackageAnalyzer = {
  language: 'c',
  title: 'C and C++',
  buildSystems: ['meson', 'autotools', 'cmake', 'autosetup', 'qmake', 'configure', 'make'],
  detect: async (repo) => {
    const found: Candidate[] = [];
    const tops = new Set<string>();
    // Parts of a build have files of the same name: only the uppermost is a project.
    const files = [...repo.files].sort(
      (one, other) => one.split('/').length - other.split('/').length,
    );
    for (const file of files) {
      const folder = folderOf(file);
      const name = folder === '' ? file : file.slice(folder.length + 1);
      for (const [pattern, buildSystem, score] of manifests) {
        if (!pattern.test(name)) continue;
        const isPart = [...tops].some(
          (top) => top !== folder && (top === '' || folder.startsWith(`${top}/`)),
        );
        if (isPart && !/^(?:build\/cmake|cmake|contrib\/cmake)$/.test(folder)) continue;
        if (isPart) {
          found.push({ folder: '', manifest: file, score: 60, buildSystem });
          continue;
        }
        tops.add(folder);
        const isDoubtful = buildSystem === 'make' || buildSystem === 'configure';
        found.push({
          folder,
          manifest: name,
          score:
            // `.pro` is the ending of other things too: of ProGuard, of Prolog.
            (buildSystem === 'qmake' && !(await isOfQt(repo, file))) ||
            (isDoubtful && !(await buildsC(repo, folder)))
              ? 15
              : (await runsCargo(repo.below(folder), buildSystem))
                ? withRust
                : score,
          buildSystem,
        });
      }
    }
    return preferred(sourceFolder(found, repo), repo);
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeC(project, candidate, repo),
};

/** Where the top has nothing that builds, the Makefile of `src` is the project's own. */
function sourceFolder(found: readonly Candidate[], repo: RepoView): readonly Candidate[] {
  const isAlone =
    !found.some(({ folder }) => folder === '') &&
    !repo
      .inFolder('')
      .some((name) =>
        /^(?:Cargo\.toml|go\.mod|package\.json|pyproject\.toml|setup\.py)$/.test(name),
      );
  return found.map((one) =>
    isAlone && /^(?:src|source|sources)$/.test(one.folder) && one.score === 50
      ? { ...one, score: 70 }
      : one,
  );
}

async function isOfQt(repo: RepoView, file: string): Promise<boolean> {
  return /^[ \t]*(?:TEMPLATE|QT|SUBDIRS|SOURCES|CONFIG)[ \t]*[+-]?=/m.test(
    (await repo.read(file)) ?? '',
  );
}

/** Whether there are sources of C below; many have a Makefile for shortcuts alone. */
async function buildsC(repo: RepoView, folder: string): Promise<boolean> {
  const start = folder === '' ? '' : `${folder}/`;
  return repo.files.some(
    (file) =>
      file.startsWith(start) &&
      /^(?:[^/]+\/){0,2}[^/]+\.(?:c|cc|cpp|cxx|C|m|vala)$/.test(file.slice(start.length)),
  );
}

/**
 * Which of several build systems of a folder is the one that people are told to use: by how often the
 * project's own words and its CI call each.
 */
async function preferred(
  found: readonly Candidate[],
  repo: RepoView,
): Promise<readonly Candidate[]> {
  const here = found.filter(({ folder }) => folder === '');
  if (here.length < 2) return found;
  const places = repo.files
    .filter(
      (file) =>
        /^(?:readme|install|hacking|building|contributing)[^/]*$/i.test(file) ||
        /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file) ||
        /^(?:\.gitlab-ci\.yml|\.travis\.yml|\.cirrus\.yml|\.builds\/[^/]+)$/.test(file),
    )
    .slice(0, 12);
  const text = (await Promise.all(places.map((file) => repo.head(file, 60_000)))).join('\n');
  const count = (pattern: RegExp): number => (text.match(pattern) ?? []).length;
  const calls: Readonly<Record<string, number>> = {
    meson: count(/\bmeson\s+(?:setup|compile|install|build|\w)|\bninja -C/g),
    autotools: count(/\.\/configure|\.\/autogen\.sh|autoreconf/g),
    cmake: count(/\bcmake\s+(?:-[\w-]|\.|--build|\w)/g),
    make: count(/^[ \t]*(?:[$>#]\s*)?(?:sudo\s+)?g?make\b/gm),
  };
  // What fetches sources while it builds cannot be built where there is no network.
  const downloads = /\bExternalProject_Add\s*\(|\bFetchContent_Declare\s*\(/.test(
    (await repo.head('CMakeLists.txt', 200_000)) ?? '',
  );
  const most = Math.max(1, ...['meson', 'autotools', 'cmake'].map((one) => calls[one]!));
  return found.map((one) => {
    if (one.folder !== '') return one;
    const fetches = one.buildSystem === 'cmake' && downloads ? 8 : 0;
    const bonus =
      one.buildSystem === 'make' ? 0 : Math.round((6 * (calls[one.buildSystem] ?? 0)) / most);
    const makeFirst =
      one.buildSystem === 'make' &&
      one.score === 50 &&
      calls['make']! > 2 * Math.max(calls['meson']!, calls['cmake']!, calls['autotools']!) + 2;
    return { ...one, score: makeFirst ? 79 : one.score + bonus - fetches };
  });
}
