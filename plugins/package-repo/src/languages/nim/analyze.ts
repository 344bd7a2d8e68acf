import type {
  Attribute,
  Candidate,
  Dependency,
  Fact,
  PackageFacts,
  RepoFacts,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { expression, interpolated, list } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';

/** Reads a `.nimble` file, which is a program: what it says plainly. */
export async function analyzeNim(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = ((await project.read(manifest)) ?? '').replace(/^[ \t]*#.*$/gm, '');
  const field = (key: string): Fact<string> | undefined =>
    factIn(manifest, source, new RegExp(`^${key}\\s*=\\s*"([^"]+)"`, 'm'));
  const bins = /^bin\s*=\s*@\[([^\]]*)\]/m.exec(source);
  const programs = [...(bins?.[1] ?? '').matchAll(/"([\w./-]+)"/g)].map((one) =>
    one[1]!.split('/').at(-1)!,
  );
  const base = manifest.replace(/\.nimble$/, '');
  const main = programs.find((one) => one === base || one === repo.name) ?? programs[0];
  const dependencies: Dependency[] = [
    ...source.matchAll(/^requires\s*\(?([^\n]+(?:,\s*\n[^\n]+)*)/gm),
  ].flatMap((one) =>
    [...one[1]!.matchAll(/"([^"\s<>=#@]+)\s*([^"]*)"/g)]
      .filter((word) => word[1]!.toLowerCase() !== 'nim')
      .map((word) => ({
        name: word[1]!,
        version: word[2] === '' ? undefined : word[2]!,
        scope: 'runtime' as const,
        from: at(manifest, source, one.index),
      })),
  );
  const attributes: Attribute[] = [];
  if (dependencies.length > 0)
    attributes.push({
      name: 'lockFile',
      value: expression('./lock.json'),
      from: dependencies[0]!.from,
      why: 'its dependencies',
    });
  if (main !== undefined)
    attributes.push({
      name: 'nimFlags',
      value: list([interpolated('-d:NimblePkgVersion=${finalAttrs.version}')]),
      from: manifest,
      why: 'nimble would set it',
    });
  return factsOf(
    {
      language: 'nim',
      buildSystem: 'nimble',
      builder: 'buildNimPackage',
      manifest,
      name: { value: packageName(base), from: manifest },
    },
    {
      version: field('version'),
      description: field('description'),
      licence: field('license'),
      mainProgram:
        main === undefined ? undefined : { value: main, from: at(manifest, source, bins!.index) },
      programs,
      attributes,
      dependencies,
      companions:
        dependencies.length === 0
          ? []
          : [{ path: 'lock.json', command: 'nix run nixpkgs#nim_lk > lock.json' }],
      notes: main === undefined ? ['It makes no program: a library of Nim.'] : [],
    },
  );
}
