import type { PackageAnalyzer } from '../../analyzer.js';
import { candidatesOf } from '../shared/manifest.js';

export const dotnet: PackageAnalyzer = {
  language: 'dotnet',
  title: '.NET',
  buildSystems: ['dotnet'],
  detect: async (repo) => {
    // A solution may be one of C++ alone.
    if (!repo.files.some((file) => /\.(?:cs|fs|vb)proj$/.test(file))) return [];
    const found = [
      ...candidatesOf(repo, /\.slnx?$/, 'dotnet', 85),
      ...candidatesOf(repo, /\.(?:cs|fs|vb)proj$/, 'dotnet', 84),
    ];
    // Projects below a solution are its parts; with none, several projects are one too.
    const solutions = found.filter(({ score }) => score === 85);
    const isPart = ({ folder }: (typeof found)[number]): boolean =>
      solutions.some((one) => one.folder === '' || folder.startsWith(`${one.folder}/`));
    const rest = found.filter((one) => one.score === 85 || !isPart(one));
    const uppermost = rest.filter(
      (one) =>
        !rest.some(
          (other) =>
            other !== one &&
            other.folder !== one.folder &&
            (other.folder === '' || one.folder.startsWith(`${other.folder}/`)),
        ),
    );
    return uppermost;
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeDotnet(project, candidate, repo),
};
