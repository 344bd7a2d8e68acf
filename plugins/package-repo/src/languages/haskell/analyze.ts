import type {
  Attribute,
  Candidate,
  Dependency,
  Fact,
  PackageFacts,
  RepoFacts,
  UnknownInput,
} from '../../analyzer.js';
import { native } from '@nixai/packages';
import { boolean, expression, list, scoped } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { packagesOf, parseCabal, type CabalSection } from './cabal.js';

/** What the argument of a kind of section is called. */
const lists = {
  library: 'libraryHaskellDepends',
  executable: 'executableHaskellDepends',
  'test-suite': 'testHaskellDepends',
} as const;

/** As cabal2nix does it: each section's packages, by the names that Hackage and nixpkgs share. */
export async function analyzeHaskell(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const sections = parseCabal((await project.read(manifest)) ?? '');
  const [head] = sections;
  const field = (name: string): Fact<string> | undefined => {
    const [first] = head?.fields.get(name) ?? [];
    return first === undefined || first.value === ''
      ? undefined
      : { value: first.value, from: `${manifest}:${first.line}` };
  };
  const name = field('name') ?? { value: repo.name, from: manifest };
  const own = new Set([name.value, ...sections.map((one) => one.name)]);
  const dependencies: Dependency[] = [];
  const attributes: Attribute[] = [];
  for (const [kind, attribute] of Object.entries(lists)) {
    const names = new Map<string, string>();
    for (const section of withCommon(sections, kind))
      for (const { name: needed, line } of packagesOf(section, 'build-depends'))
        if (!own.has(needed) && !names.has(needed)) names.set(needed, `${manifest}:${line}`);
    for (const [needed, from] of names)
      dependencies.push({
        name: needed,
        scope: kind === 'test-suite' ? 'development' : 'runtime',
        from,
      });
    if (names.size > 0)
      attributes.push({
        name: attribute,
        value: scoped('haskellPackages', list([...names.keys()].sort().map(expression))),
        from: [...names.values()][0],
        why: `build-depends of ${kind}`,
      });
  }
  const programs = sections.filter(({ kind }) => kind === 'executable');
  const hasLibrary = sections.some(({ kind }) => kind === 'library');
  attributes.push(
    { name: 'isLibrary', value: boolean(hasLibrary), from: manifest, why: 'its sections' },
    {
      name: 'isExecutable',
      value: boolean(programs.length > 0),
      from: manifest,
      why: 'its sections',
    },
  );
  const { known, unknown } = systemLibraries(sections, manifest);
  if (known.length > 0)
    attributes.push({
      name: programs.length > 0 && !hasLibrary ? 'executableSystemDepends' : 'librarySystemDepends',
      value: list(known.map(({ attribute }) => expression(attribute))),
      from: known[0]!.from,
      why: 'libraries of C',
      uses: known.map(({ attribute }) => attribute.split('.')[0]!),
    });
  const main =
    programs.find((one) => one.name.toLowerCase() === repo.name.toLowerCase()) ?? programs[0];
  return factsOf(
    {
      language: 'haskell',
      buildSystem: 'cabal',
      builder: 'haskellPackages.mkDerivation',
      manifest,
      name,
    },
    {
      form: 'rec',
      metaAtTop: true,
      version: field('version'),
      description: field('synopsis'),
      homepage: field('homepage'),
      licence: field('license'),
      mainProgram: main === undefined ? undefined : { value: main.name, from: manifest },
      programs: programs.map((one) => one.name),
      unknownInputs: unknown,
      attributes,
      dependencies,
      installsItsFiles: true,
    },
  );
}

/** Sections of a kind, with what they import of `common` ones. */
function withCommon(sections: readonly CabalSection[], kind: string): readonly CabalSection[] {
  const found = sections.filter((one) => one.kind === kind);
  const imported = new Set(
    found.flatMap((one) => packagesOf(one, 'import').map(({ name }) => name)),
  );
  return [...found, ...sections.filter((one) => one.kind === 'common' && imported.has(one.name))];
}

function systemLibraries(
  sections: readonly CabalSection[],
  manifest: string,
): {
  readonly known: readonly { attribute: string; from: string }[];
  readonly unknown: readonly UnknownInput[];
} {
  const known = new Map<string, string>();
  const unknown: UnknownInput[] = [];
  for (const section of sections.filter(
    ({ kind }) => kind !== 'test-suite' && kind !== 'benchmark',
  ))
    for (const field of ['extra-libraries', 'pkgconfig-depends'])
      for (const { name, line } of packagesOf(section, field)) {
        if (native.isWithCompiler(name)) continue;
        const attribute =
          field === 'pkgconfig-depends' ? native.pkgConfig(name) : native.library(name);
        const from = `${manifest}:${line}`;
        if (attribute === undefined)
          unknown.push({ name, kind: 'build', from, why: `${field} ${name}` });
        else if (!known.has(attribute)) known.set(attribute, from);
      }
  return { known: [...known].map(([attribute, from]) => ({ attribute, from })), unknown };
}
