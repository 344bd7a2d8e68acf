import type { Attribute, Candidate, Dependency, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { expression, lines } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn, factsIn } from '../shared/match.js';

/** Reads `Package.swift`, which is a program: what it says plainly. */
export async function analyzeSwift(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = ((await project.read(manifest)) ?? '').replace(/^[ \t]*\/\/(?! swift).*$/gm, '');
  const name = factIn(manifest, source, /\bPackage\s*\(\s*name:\s*"([\w.-]+)"/);
  const products = factsIn(manifest, source, /\.executable\s*\(\s*name:\s*"([\w.-]+)"/g);
  const targets = factsIn(manifest, source, /\.executableTarget\s*\(\s*name:\s*"([\w.-]+)"/g);
  const programs = products.length > 0 ? products : targets;
  const main =
    programs.find(({ value }) => value.toLowerCase() === repo.name.toLowerCase()) ?? programs[0];
  const dependencies: Dependency[] = factsIn(
    manifest,
    source,
    /\.package\s*\([^)]*?url:\s*"([^"]+)"/g,
  ).map(({ value, from }) => ({ name: value, scope: 'runtime', from }));
  const attributes: Attribute[] =
    main === undefined
      ? []
      : [
          {
            name: 'installPhase',
            value: lines([
              'runHook preInstall',
              '',
              ...programs.map(
                ({ value }) => `install -Dm755 "$(swiftpmBinPath)/${value}" -t $out/bin`,
              ),
              '',
              'runHook postInstall',
            ]),
            from: main.from,
            why: 'SwiftPM installs nothing',
          },
        ];
  if (dependencies.length > 0)
    attributes.push({
      name: 'configurePhase',
      value: expression('(swiftpm2nix.helpers ./nix).configure'),
      from: dependencies[0]!.from,
      why: 'its dependencies, from ./nix',
      uses: ['swiftpm2nix'],
    });
  return factsOf(
    {
      language: 'swift',
      buildSystem: 'swiftpm',
      builder: 'stdenv.mkDerivation',
      manifest,
      name: { value: packageName(repo.name), from: name?.from ?? manifest },
    },
    {
      mainProgram: main,
      programs: programs.map(({ value }) => value),
      inputs: ['swift', 'swiftpm'].map((attribute) => ({
        attribute,
        kind: 'native',
        from: manifest,
        why: 'its build system',
      })),
      attributes,
      dependencies,
      companions:
        dependencies.length === 0
          ? []
          : [
              {
                path: 'nix/default.nix',
                command: 'swift package resolve && nix run nixpkgs#swiftpm2nix',
              },
            ],
      notes: main === undefined ? ['Package.swift makes no program: a library of Swift.'] : [],
    },
  );
}
