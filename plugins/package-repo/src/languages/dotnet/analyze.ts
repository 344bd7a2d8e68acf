import type {
  Attribute,
  Candidate,
  Dependency,
  Fact,
  PackageFacts,
  RepoFacts,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { expression, list, text } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';

interface DotnetProject {
  readonly file: string;
  readonly source: string;
  readonly program?: string;
}

/** Reads the projects of a solution; the one that makes a program, and has the repository's name, is it. */
export async function analyzeDotnet(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const all: DotnetProject[] = [];
  for (const file of project.files
    .filter(
      (one) =>
        /\.(?:cs|fs|vb)proj$/.test(one) &&
        !/(?:^|[/.])(?:tests?|benchmarks?|samples?|examples?)(?:[/.]|\w*\.)/i.test(one),
    )
    .slice(0, 100)) {
    const source = ((await project.read(file)) ?? '').replace(/<!--[\s\S]*?-->/g, (one) =>
      one.replace(/[^\n]/g, ' '),
    );
    all.push({ file, source, program: programOf(file, source) });
  }
  const common = (await project.read('Directory.Build.props')) ?? '';
  const makers = all.filter(({ program }) => program !== undefined);
  const same = ({ program = '', file }: DotnetProject): number =>
    Number(plain(program) === plain(repo.name)) * 4 +
    Number(/cli|console/i.test(program)) * 2 +
    Number(plain(file).includes(plain(repo.name)));
  const chosen = [...makers].sort((one, other) => same(other) - same(one))[0] ?? all[0];
  const said = (tag: string): Fact<string> | undefined => {
    const pattern = new RegExp(`<${tag}>\\s*([^<$]+?)\\s*</${tag}>`);
    return (
      (chosen === undefined ? undefined : factIn(chosen.file, chosen.source, pattern)) ??
      factIn('Directory.Build.props', common, pattern)
    );
  };
  const target = said('TargetFramework') ?? said('TargetFrameworks');
  const numbers = [...(target?.value ?? '').matchAll(/\bnet(\d+)\.(\d+)/g)].map(
    (one) => `${one[1]}_${one[2]}`,
  );
  const newest = numbers.sort(
    (one, other) => Number.parseInt(other, 10) - Number.parseInt(one, 10),
  )[0];
  const packages = all.flatMap(({ file, source }) => references(file, source));
  const attributes: Attribute[] = [];
  if (chosen !== undefined)
    attributes.push({
      name: 'projectFile',
      value: text(chosen.file),
      from: chosen.file,
      why: 'the project that makes the program',
    });
  attributes.push({
    name: 'nugetDeps',
    value: expression('./deps.json'),
    from: chosen?.file ?? manifest,
    why: 'its packages',
  });
  if (newest !== undefined)
    attributes.push(
      {
        name: 'dotnet-sdk',
        value: expression(`dotnetCorePackages.sdk_${newest}`),
        from: target!.from,
        why: `builds for ${target!.value}`,
      },
      {
        name: 'dotnet-runtime',
        value: expression(
          `dotnetCorePackages.${/Microsoft\.NET\.Sdk\.Web|AspNetCore/.test(chosen?.source ?? '') ? 'aspnetcore' : 'runtime'}_${newest}`,
        ),
        from: target!.from,
        why: `runs on ${target!.value}`,
      },
    );
  const program = chosen?.program;
  if (program !== undefined)
    attributes.push({
      name: 'executables',
      value: list([text(program)]),
      from: chosen!.file,
      why: 'its program',
    });
  return factsOf(
    {
      language: 'dotnet',
      buildSystem: 'dotnet',
      builder: 'buildDotnetModule',
      manifest,
      name: { value: packageName(repo.name), from: manifest },
    },
    {
      version: said('Version') ?? said('VersionPrefix'),
      description: said('Description'),
      homepage: said('PackageProjectUrl') ?? said('RepositoryUrl'),
      licence: said('PackageLicenseExpression'),
      mainProgram: program === undefined ? undefined : { value: program, from: chosen!.file },
      programs: program === undefined ? [] : [program],
      attributes,
      dependencies: packages,
      installsItsFiles: true,
      companions: [
        packages.length === 0
          ? { path: 'deps.json', text: '[]\n' }
          : {
              path: 'deps.json',
              command: `$(nix-build -E 'with import <nixpkgs> { }; (callPackage ./${packageName(repo.name)}.nix { }).fetch-deps') deps.json`,
            },
      ],
      notes: [
        ...(newest === undefined
          ? ['No project names a TargetFramework of .NET 5 or newer: the SDK is for you to choose.']
          : []),
        ...(makers.length > 1
          ? [
              `Other projects make programs too: ${makers
                .filter((one) => one !== chosen)
                .map((one) => one.program)
                .slice(0, 5)
                .join(', ')}.`,
            ]
          : []),
      ],
    },
  );
}

/** What a project's program is called; undefined where it is a library, or for Windows alone. */
function programOf(file: string, source: string): string | undefined {
  const isProgram =
    /<OutputType>\s*(?:Exe|WinExe)\s*</i.test(source) ||
    /Microsoft\.NET\.Sdk\.(?:Web|Worker)/.test(source);
  const frameworks = /<TargetFrameworks?>\s*([^<]+)</.exec(source)?.[1] ?? '';
  const onWindows = /-windows/.test(frameworks) && !/\bnet\d+\.\d+(?:;|$)/.test(frameworks);
  if (!isProgram || onWindows) return undefined;
  const named = /<AssemblyName>\s*([\w.-]+)\s*</.exec(source)?.[1];
  return (
    named ??
    file
      .split('/')
      .at(-1)!
      .replace(/\.\w+$/, '')
  );
}

function references(file: string, source: string): readonly Dependency[] {
  return [
    ...source.matchAll(
      /<PackageReference\s+(?:Include|Update)="([\w.-]+)"(?:[^>]*?Version="([^"$]+)")?/g,
    ),
  ].map((one) => ({
    name: one[1]!,
    version: one[2],
    scope: 'runtime' as const,
    from: at(file, source, one.index),
  }));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
