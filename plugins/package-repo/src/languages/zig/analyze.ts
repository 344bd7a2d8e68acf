import type {
  Attribute,
  Candidate,
  Input,
  PackageFacts,
  RepoFacts,
  UnknownInput,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { native } from '@nixai/packages';
import { call, expression, set } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn, factsIn } from '../shared/match.js';

const zon = 'build.zig.zon';

/** Compilers that nixpkgs has or had, by the second part of their version. */
const minors: readonly number[] = [11, 12, 13, 14, 15, 16];

/** Reads `build.zig` and `build.zig.zon`: programs, libraries of the system, and the compiler's version. */
export async function analyzeZig(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const lock = (await project.read(zon)) ?? '';
  const build = ((await project.read(manifest)) ?? '').replace(/\/\/.*$/gm, '');
  const wanted = factIn(zon, lock, /\.minimum_zig_version\s*=\s*"0\.(\d+)/);
  const isThere = wanted !== undefined && minors.includes(Number(wanted.value));
  const compiler = isThere ? `zig_0_${wanted.value}` : 'zig';
  const name = factIn(zon, lock, /\.name\s*=\s*(?:\.@?"?|")([\w-]+)/);
  const dependencies = dependenciesOf(lock);
  const programs = factsIn(
    manifest,
    build,
    /\baddExecutable\s*\(\s*\.\{[^}]*?\.name\s*=\s*"([\w.+-]+)"/g,
  );
  const main =
    programs.find(({ value }) => value.toLowerCase() === repo.name.toLowerCase()) ?? programs[0];
  const inputs: Input[] = [
    {
      // The compiler of nixpkgs brings the phases itself.
      attribute: compiler,
      kind: 'native',
      from: wanted?.from ?? manifest,
      why: 'its build system',
    },
  ];
  const unknownInputs: UnknownInput[] = [];
  for (const { value, from } of factsIn(
    manifest,
    build,
    /\blinkSystemLibrary2?\s*\(\s*"([\w.+-]+)"/g,
  )) {
    if (native.isWithCompiler(value)) continue;
    const why = `linkSystemLibrary ${value}`;
    const attribute = native.pkgConfig(value) ?? native.library(value);
    if (attribute === undefined) unknownInputs.push({ name: value, kind: 'build', from, why });
    else inputs.push({ attribute, kind: 'build', from, why });
    inputs.push({ attribute: 'pkg-config', kind: 'native', from, why });
  }
  const attributes: Attribute[] =
    dependencies.length === 0
      ? []
      : [
          {
            name: 'zigDeps',
            value: call(
              `${compiler}.fetchDeps`,
              set([['inherit', expression('(finalAttrs) pname version src')]]),
            ),
            from: zon,
            why: 'its dependencies',
          },
        ];
  return factsOf(
    {
      language: 'zig',
      buildSystem: 'zig',
      builder: 'stdenv.mkDerivation',
      manifest,
      name: { value: packageName(name?.value ?? repo.name), from: name?.from ?? manifest },
    },
    {
      version: factIn(zon, lock, /\.version\s*=\s*"([^"]+)"/),
      mainProgram: main,
      programs: programs.map(({ value }) => value),
      inputs,
      unknownInputs,
      attributes,
      dependencies,
      installsItsFiles: true,
      dependencyHash:
        dependencies.length === 0
          ? undefined
          : { attribute: 'zigDeps.hash', kind: 'zig', lock: zon },
      notes: [
        ...(main === undefined ? ['build.zig makes no program: a library of Zig.'] : []),
        ...(wanted === undefined || isThere
          ? []
          : [`It asks for Zig 0.${wanted.value}: whether nixpkgs has it is to be looked up.`]),
      ],
    },
  );
}

/** `.dependencies = .{ .name = .{ .url = …` */
function dependenciesOf(lock: string): PackageFacts['dependencies'] {
  const start = lock.search(/\.dependencies\s*=\s*\.\{/);
  if (start === -1) return [];
  return factsIn(
    zon,
    lock,
    /\.@?"?([\w-]+)"?\s*=\s*\.\{\s*(?:\/\/[^\n]*\s*)*\.(?:url|hash)\b/g,
  ).map(({ value, from }) => ({ name: value, scope: 'runtime' as const, from }));
}
