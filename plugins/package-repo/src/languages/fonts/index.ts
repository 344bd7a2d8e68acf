import type { PackageAnalyzer } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';

/** Fonts of a kind: their folder and its files. */
export function fontsOf(
  repo: RepoView,
): readonly { readonly folder: string; readonly kind: 'truetype' | 'opentype' }[] {
  const found = new Map<string, { folder: string; kind: 'truetype' | 'opentype' }>();
  for (const file of repo.files) {
    const extension = /\.(ttf|otf|ttc)$/i.exec(file)?.[1]?.toLowerCase();
    if (
      extension === undefined ||
      /(?:^|\/)(?:tests?|web|docs?|node_modules|vendor|examples?)\//i.test(file)
    )
      continue;
    const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
    if (!/^[\w./+-]*$/.test(folder)) continue;
    const kind = extension === 'otf' ? 'opentype' : 'truetype';
    found.set(`${kind} ${folder}`, { folder, kind });
  }
  return [...found.values()];
}

export const fonts: PackageAnalyzer = {
  language: 'fonts',
  title: 'Fonts',
  buildSystems: ['fonts'],
  detect: async (repo) => {
    const [first] = fontsOf(repo);
    // Many programs carry a font: it counts where nothing else does.
    return first === undefined
      ? []
      : [
          {
            folder: '',
            manifest: first.folder === '' ? '.' : first.folder,
            score: 42,
            buildSystem: 'fonts',
          },
        ];
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeFonts(project, candidate, repo),
};
