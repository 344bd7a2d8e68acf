import type { PackageAnalyzer } from '../../analyzer.js';
import type { RepoView } from '../../repo/view.js';
import { folderOf } from '../shared/folders.js';
import { lookUp, parseToml, type Table } from '../shared/toml.js';

export const python: PackageAnalyzer = {
  language: 'python',
  title: 'Python',
  buildSystems: [
    'setuptools',
    'poetry',
    'pdm',
    'hatch',
    'flit',
    'uv',
    'maturin',
    'meson-python',
    'scikit-build-core',
  ],
  detect: async (repo) => {
    const found = new Map<string, { manifest: string; score: number; buildSystem: string }>();
    for (const file of repo.files
      .filter((one) => /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg)$/.test(one))
      .slice(0, 300)) {
      const folder = folderOf(file);
      const manifest = file.slice(folder === '' ? 0 : folder.length + 1);
      if (manifest === 'pyproject.toml') {
        const toml = parseToml(await repo.read(file));
        // Many have one for the settings of a linter alone.
        const isProject =
          lookUp(toml, 'project', 'name') !== undefined ||
          lookUp(toml, 'tool', 'poetry', 'name') !== undefined;
        const builds = lookUp(toml, 'build-system') !== undefined;
        // A program of Rust with bindings is a package of Python, which has the program in it; one
        // without is only handed out by PyPI too.
        const isOfRust = await isProgramOfRust(toml, repo.below(folder));
        const score = isOfRust ? 30 : isProject ? 92 : builds ? 85 : 0;
        if (score > (found.get(folder)?.score ?? 0))
          found.set(folder, { manifest, score, buildSystem: 'setuptools' });
      } else if (manifest === 'setup.py' || /^\[metadata\]/m.test((await repo.read(file)) ?? '')) {
        if (85 > (found.get(folder)?.score ?? 0))
          found.set(folder, { manifest, score: 85, buildSystem: 'setuptools' });
      }
    }
    return [...found].map(([folder, one]) => ({ folder, ...one }));
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzePython(project, candidate, repo),
  // Its part in Rust.
  hash: async (facts, context) => (await import('../../hashes/cargo.js')).cargoHash(facts, context),
};

async function isProgramOfRust(toml: Table | undefined, project: RepoView): Promise<boolean> {
  if (lookUp(toml, 'build-system', 'build-backend') !== 'maturin') return false;
  const bindings = lookUp(toml, 'tool', 'maturin', 'bindings');
  if (bindings !== undefined) return bindings === 'bin';
  const cargo = await project.read('Cargo.toml');
  return cargo !== undefined && !/\b(?:pyo3|cpython|cffi|uniffi)\b|cdylib/.test(cargo);
}
