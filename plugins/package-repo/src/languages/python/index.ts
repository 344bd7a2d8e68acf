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
      const score = await scoreOf(manifest, repo.below(folder));
      if (score > (found.get(folder)?.score ?? 0))
        found.set(folder, { manifest, score, buildSystem: 'setuptools' });
    }
    return [...found].map(([folder, one]) => ({ folder, ...one }));
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzePython(project, candidate, repo),
  // Its part in Rust.
  hash: async (facts, context) => (await import('../../hashes/cargo.js')).cargoHash(facts, context),
};

/** How much a manifest says that the folder is a project of Python. */
async function scoreOf(manifest: string, project: RepoView): Promise<number> {
  const source = (await project.read(manifest)) ?? '';
  const setup = (await project.read('setup.py')) ?? '';
  // A module of C and nothing of Python is an addition to what the C is for.
  if (/\bext_modules\b/.test(setup) && !hasModules(project)) return 45;
  if (manifest === 'setup.py') return 85;
  if (manifest === 'setup.cfg') return /^\[metadata\]/m.test(source) ? 85 : 0;
  const toml = parseToml(source);
  // Many have one for the settings of a linter alone, or for what their manual is made with.
  const builds = lookUp(toml, 'build-system') !== undefined;
  if (!builds && !hasModules(project)) return 0;
  // A program of Rust with bindings is a package of Python, which has the program in it; one without
  // is only handed out by PyPI too.
  if (await isProgramOfRust(toml, project)) return 30;
  const isProject =
    lookUp(toml, 'project', 'name') !== undefined ||
    lookUp(toml, 'tool', 'poetry', 'name') !== undefined;
  return isProject ? 92 : builds ? 85 : 0;
}

async function isProgramOfRust(toml: Table | undefined, project: RepoView): Promise<boolean> {
  if (lookUp(toml, 'build-system', 'build-backend') !== 'maturin') return false;
  const bindings = lookUp(toml, 'tool', 'maturin', 'bindings');
  if (bindings !== undefined) return bindings === 'bin';
  const cargo = await project.read('Cargo.toml');
  return cargo !== undefined && !/\b(?:pyo3|cpython|cffi|uniffi)\b|cdylib/.test(cargo);
}

/** Whether there is something to install: a package, or a module beside the manifest. */
function hasModules(project: RepoView): boolean {
  return project.files.some(
    (file) =>
      /^(?:src\/|lib\/|python\/)?[\w-]+\/__init__\.py$/.test(file) ||
      /^(?:src\/)?(?!setup\.py$|conftest\.py$|noxfile\.py$|tasks\.py$)[\w-]+\.py$/.test(file),
  );
}
