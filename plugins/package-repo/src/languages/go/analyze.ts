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
import { expression, interpolated, list, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { readRelease } from './goreleaser.js';
import { findLinkerFlags } from './linkerFlags.js';
import { moduleName, parseGoModule, type GoModule } from './module.js';
import { spokenOf } from '../shared/spoken.js';
import { readGoSources, type GoProgram, type GoSources } from './sources.js';

/** Programs for those who write the project, not for those who use it. */
const aside =
  /(?:^|\/)(?:examples?|_examples?|tests?|testing|testutils?|integration|e2e|tools?|scripts?|hack|docs?|internal|build|benchmarks?|bench|fixtures?|ci|contrib|misc|generate\w*|gen|codegen|mocks?|fuzz|sandbox|demos?|dev|magefiles|extras?|website)(?:\/|$)/i;

export async function analyzeGo(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const module = parseGoModule((await project.read('go.mod')) ?? '', 'go.mod') ?? {
    path: repo.name,
    line: 1,
    requires: [],
    local: [],
  };
  const usesCobra = module.requires.some(
    ({ name, indirect }) => name === 'github.com/spf13/cobra' && !indirect,
  );
  const release = await readRelease(project);
  const tags = new Set(release?.builds[0]?.tags ?? []);
  const sources = await readGoSources(project, usesCobra, tags);
  const name = moduleName(module.path);
  const built = chooseProgram(
    module,
    sources.programs,
    release?.builds ?? (await madeByMake(project, sources.programs, repo.name)),
    repo.name,
    await spokenOf(project),
  );
  const flags = await findLinkerFlags(project, release, sources, module.path);
  const { inputs, unknown } = nativeInputs(module, sources);
  const notes: string[] = [];
  const attributes: Attribute[] = [
    ...subPackages(sources.programs, built.folders),
    ...(flags.length === 0 && built.program === undefined
      ? []
      : [
          {
            name: 'ldflags',
            value: list([
              text('-s'),
              text('-w'),
              ...flags.map(({ value }) => interpolated(`${value}\${finalAttrs.version}`)),
            ]),
            from: flags[0]?.from ?? manifest,
            why:
              flags.length === 0
                ? 'no symbols for a debugger'
                : 'sets the version that the program prints',
          },
        ]),
    ...((release?.builds[0]?.tags.length ?? 0) > 0
      ? [
          {
            name: 'tags',
            value: list(release!.builds[0]!.tags.map(text)),
            from: release!.file,
            why: 'as the releases are built',
          },
        ]
      : []),
  ];
  const vendored = project.has('vendor/modules.txt');
  const hasDependencies = module.requires.length > module.local.length;
  if (vendored || !hasDependencies)
    attributes.push({
      name: 'vendorHash',
      value: expression('null'),
      from: vendored ? 'vendor/modules.txt' : 'go.mod',
      why: vendored ? 'its dependencies are in vendor/' : 'it has no dependencies',
    });
  else if (!project.has('go.sum'))
    notes.push('There is no go.sum: go mod tidy writes it, and without it nothing is fetched.');
  const program = built.program;
  const postInstall: string[] = [];
  if (built.renamed !== undefined)
    postInstall.push(`mv $out/bin/${built.renamed} $out/bin/${program}`);
  if (program === undefined)
    notes.push(
      'It has no package main: it is a library, which nixpkgs does not package by itself.',
    );
  return {
    language: 'go',
    buildSystem: 'go',
    builder: 'buildGoModule',
    manifest,
    name: { value: packageName(program ?? name), from: `go.mod:${module.line}` },
    mainProgram: program === undefined ? undefined : { value: program, from: built.from },
    programs: built.programs,
    inputs,
    unknownInputs: unknown,
    attributes,
    dependencies: module.requires.map(({ name: path, version, scope, from }) => ({
      name: path,
      version,
      scope,
      from,
    })),
    dependencyHash:
      vendored || !hasDependencies
        ? undefined
        : { attribute: 'vendorHash', kind: 'go', lock: 'go.sum' },
    postInstall,
    completions:
      sources.completion === undefined || program === undefined
        ? undefined
        : {
            program,
            words: `${sources.completion.command} @SHELL@`,
            shells: ['bash', 'fish', 'zsh'],
            from: sources.completion.from,
          },
    notes,
  };
}

/** What the only program is called by the Makefile, where go would call it by a folder: `go build -o opensnitchd`. */
async function madeByMake(
  project: RepoView,
  programs: readonly GoProgram[],
  repoName: string,
): Promise<readonly { readonly main: string; readonly binary: string }[]> {
  const [only, ...others] = programs;
  if (only === undefined || others.length > 0 || !project.has('main.go')) return [];
  const source = (await project.read('Makefile')) ?? '';
  const binary = /^\t.*\bgo build\b[^\n]*?\s-o[ =](?:\.\/)?(?:s?bin\/)?([\w.+-]+)(?=\s|$)/m.exec(
    source,
  )?.[1];
  return binary === undefined || binary === repoName ? [] : [{ main: only.folder, binary }];
}

interface Chosen {
  readonly program?: string;
  readonly programs: readonly string[];
  readonly folders: readonly string[];
  readonly from: string;
  /** What go itself calls the program, where the project calls it otherwise. */
  readonly renamed?: string;
}

/** Which packages are what people want, and what the program is called. */
function chooseProgram(
  module: GoModule,
  programs: readonly GoProgram[],
  builds: readonly { readonly main?: string; readonly binary?: string }[],
  repoName: string,
  mentions: (name: string) => number,
): Chosen {
  const binary = (folder: string): string =>
    folder === '' ? moduleName(module.path) : folder.split('/').at(-1)!;
  const released = builds
    .map(({ main = '', binary: called }) => ({
      program: programs.find(({ folder }) => folder === main),
      called,
    }))
    .filter(({ program }) => program !== undefined);
  const offered = programs.filter(
    ({ folder }) => folder === '' || !aside.test(folder) || /^(?:cmd)\/[^/]+$/.test(folder),
  );
  const wanted =
    released.length > 0
      ? released.map(({ program }) => program!)
      : offered.length > 0
        ? offered
        : programs.slice(0, 1);
  const nice = wanted.filter(
    ({ folder }) =>
      !/(?:^|\/)(?:gen|generate|docgen|man|release|lint|ci|test)[\w-]*$/i.test(folder) ||
      wanted.length === 1,
  );
  const kept = nice.length > 0 ? nice : wanted;
  const rank = ({ folder }: GoProgram): number =>
    Number(binary(folder).toLowerCase() === repoName.toLowerCase()) * 4 +
    Number(binary(folder) === moduleName(module.path)) * 4 +
    Number(folder === '') * 3 +
    Number(folder.startsWith('cmd/')) * 2 -
    folder.split('/').length;
  const spoken = ({ folder }: GoProgram): number => mentions(binary(folder));
  const [main] = [...kept].sort(
    (one, other) => rank(other) - rank(one) || spoken(other) - spoken(one),
  );
  if (main === undefined) return { programs: [], folders: [], from: 'go.mod' };
  const called = released.find(({ program }) => program === main)?.called;
  const own = binary(main.folder);
  return {
    program: called ?? own,
    programs: kept.map(({ folder }) => (folder === main.folder ? (called ?? own) : binary(folder))),
    folders: kept.map(({ folder }) => folder),
    from: main.from,
    ...(called !== undefined && called !== own && { renamed: own }),
  };
}

function subPackages(all: readonly GoProgram[], chosen: readonly string[]): readonly Attribute[] {
  if (chosen.length === 0 || all.length <= chosen.length) return [];
  const left = all.filter(({ folder }) => !chosen.includes(folder)).map(({ folder }) => folder);
  return [
    {
      name: 'subPackages',
      value: list(chosen.map((folder) => text(folder === '' ? '.' : folder))),
      from: all[0]!.from,
      why: `not for users: ${left.slice(0, 4).join(', ')}${left.length > 4 ? ', …' : ''}`,
    },
  ];
}

function nativeInputs(
  module: GoModule,
  sources: GoSources,
): { inputs: readonly Input[]; unknown: readonly UnknownInput[] } {
  const inputs: Input[] = [];
  const unknown: UnknownInput[] = [];
  // Of what it asks for itself its files say whether it is for Linux; of the rest nothing does.
  const others = module.requires.filter(({ indirect }) => indirect);
  for (const { name, from } of [...sources.imports, ...others])
    for (const [attribute = '', kind] of native.goModule(name) ?? [])
      inputs.push({ attribute, kind: kind === 'native' ? 'native' : 'build', from, why: name });
  for (const { kind, name, from } of sources.cgo) {
    if (kind === 'library' && native.isWithCompiler(name)) continue;
    const attribute = kind === 'module' ? native.pkgConfig(name) : native.library(name);
    const why = `#cgo ${kind === 'module' ? `pkg-config: ${name}` : `LDFLAGS: -l${name}`}`;
    if (attribute === undefined) unknown.push({ name, kind: 'build', from, why });
    else inputs.push({ attribute, kind: 'build', from, why });
    if (kind === 'module') inputs.push({ attribute: 'pkg-config', kind: 'native', from, why });
  }
  return { inputs, unknown };
}
