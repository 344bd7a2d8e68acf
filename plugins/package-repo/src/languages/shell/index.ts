import type { PackageAnalyzer } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';

/** Programs that are scripts of the shell: those in `bin`, or one at the top. */
export async function scriptsOf(repo: RepoView): Promise<readonly string[]> {
  const found: string[] = [];
  const places = repo.files.filter((file) => /^(?:bin\/)?[\w.+-]+$/.test(file) && !/^-/.test(file));
  for (const file of places.slice(0, 300)) {
    const name = file.split('/').at(-1)!;
    if (name.startsWith('.') || /^(?:install|configure|build|test|setup|autogen)/.test(name))
      continue;
    if (!file.startsWith('bin/') && /\.(?!sh$|bash$)\w+$/.test(name)) continue;
    const head = await repo.head(file, 100);
    if (head !== undefined && /^#!.*\b(?:ba|z|da|k)?sh\b/.test(head)) found.push(file);
  }
  return found;
}

export const shell: PackageAnalyzer = {
  language: 'shell',
  title: 'Shell',
  buildSystems: ['shell'],
  detect: async (repo) => {
    const [first] = await scriptsOf(repo);
    // Any project has scripts: they count where nothing else does.
    return first === undefined
      ? []
      : [{ folder: '', manifest: first, score: 45, buildSystem: 'shell' }];
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeShell(project, candidate, repo),
};
