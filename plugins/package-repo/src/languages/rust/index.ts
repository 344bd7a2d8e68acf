import type { PackageAnalyzer } from '../../analyzer.js';
import { folderOf } from '../shared/folders.js';
import { lookUp, parseToml } from '../shared/toml.js';

export const rust: PackageAnalyzer = {
  language: 'rust',
  title: 'Rust',
  buildSystems: ['cargo'],
  detect: async (repo) => {
    const folders = repo.files.filter((file) => /(?:^|\/)Cargo\.toml$/.test(file)).map(folderOf);
    const workspaces: string[] = [];
    for (const folder of folders) {
      const file = folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`;
      if (lookUp(parseToml(await repo.read(file)), 'workspace') !== undefined)
        workspaces.push(folder);
    }
    // A member is built from the folder of its workspace, where the lock is.
    const isMember = (folder: string): boolean =>
      workspaces.some((one) => one !== folder && (one === '' || folder.startsWith(`${one}/`)));
    const whole = folders
      .filter((folder) => !isMember(folder))
      .map((folder) => ({ folder, manifest: 'Cargo.toml', score: 88, buildSystem: 'cargo' }));
    const parts = workspaces.includes('')
      ? await (await import('./workspace.js')).partsOf(repo)
      : [];
    // The one that people want stands for its workspace; the others are there for who asks for all.
    return [
      ...whole,
      ...parts.map((part) => ({
        folder: '',
        part,
        manifest: 'Cargo.toml',
        score: 65,
        buildSystem: 'cargo',
      })),
    ];
  },
  analyze: async (project, candidate, repo) =>
    (await import('./analyze.js')).analyzeRust(project, candidate, repo),
  hash: async (facts, context) => (await import('../../hashes/cargo.js')).cargoHash(facts, context),
};
