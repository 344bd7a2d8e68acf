import type {
  Candidate,
  Dependency,
  Fact,
  Input,
  PackageFacts,
  RepoFacts,
} from '../../analyzer.js';
import { native } from '@nixai/packages';
import { expression, list, scoped } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { factIn } from '../shared/match.js';

/** Packages of opam that stand for what the compiler brings. */
const ofCompiler = /^(?:base-[\w-]+|ocaml|dune|ocaml-(?:base-compiler|system|variants))$/;
/** Where nixpkgs has another name than opam. */
const attributes: Readonly<Record<string, string>> = {
  ocamlfind: 'findlib',
  'ocaml-lsp-server': 'ocaml-lsp',
};

interface Needed {
  readonly name: string;
  readonly filter: string;
  readonly from: string;
}

/** Reads the `.opam` file of the project's package, or `dune-project` where that one makes it. */
export async function analyzeOcaml(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const dune = ((await project.read(manifest)) ?? '').replace(/;.*$/gm, '');
  const opams = project.files.filter((file) => /^[\w.-]+\.opam$/.test(file));
  const named = (name: string): boolean => name.replace(/\.opam$/, '') === repo.name;
  const opam = opams.find(named) ?? [...opams].sort((one, other) => one.length - other.length)[0];
  const source = opam === undefined ? dune : ((await project.read(opam)) ?? '');
  const file = opam ?? manifest;
  const name: Fact<string> =
    opam === undefined
      ? (factIn(manifest, dune, /\(package\s*\(\s*name\s+([\w.-]+)/) ??
        factIn(manifest, dune, /\(name\s+([\w.-]+)\)/) ?? { value: repo.name, from: manifest })
      : { value: opam.replace(/\.opam$/, ''), from: opam };
  const needed = opam === undefined ? fromDune(manifest, dune) : fromOpam(file, source);
  const programs = await programsOf(project);
  const main =
    programs.find(({ value }) => value === name.value || value === repo.name) ?? programs[0];
  const isApplication = main !== undefined;
  const dependencies: Dependency[] = needed
    .filter(({ name: one }) => !ofCompiler.test(one))
    .map(({ name: one, filter, from }) => ({
      name: one,
      scope: /with-(?:test|doc|dev-setup)/.test(filter)
        ? 'development'
        : /\bbuild\b/.test(filter)
          ? 'build'
          : 'runtime',
      from,
    }));
  const plain = dependencies.filter((one) => !one.name.startsWith('conf-'));
  const system = needed.filter((one) => one.name.startsWith('conf-')).map(systemOf);
  const inSet = (scope: Dependency['scope'], kind: Input['kind'], why: string): Input[] =>
    plain
      .filter((one) => one.scope === scope)
      .map(({ name: one, from }) => ({
        attribute: `ocamlPackages.${attributes[one] ?? one}`,
        kind,
        from,
        why,
      }));
  const own = inSet('runtime', 'build', 'its libraries');
  const libraries = system.filter((one) => one.attribute !== undefined);
  return factsOf(
    {
      language: 'ocaml',
      buildSystem: 'dune',
      builder: 'ocamlPackages.buildDunePackage',
      manifest: file,
      name,
    },
    {
      description:
        factIn(file, source, /^synopsis:\s*"([^"]+)"/m) ??
        factIn(manifest, dune, /\(synopsis\s+"([^"]+)"/),
      homepage:
        factIn(file, source, /^homepage:\s*"([^"]+)"/m) ??
        factIn(manifest, dune, /\(homepage\s+"?([^\s")]+)/),
      licence:
        factIn(file, source, /^license:\s*"([^"]+)"/m) ??
        factIn(manifest, dune, /\(license\s+"?([^")]+)"?\)/),
      version:
        factIn(file, source, /^version:\s*"v?([^"]+)"/m) ??
        factIn(manifest, dune, /\(version\s+v?([\w.+-]+)\)/),
      mainProgram: main,
      programs: programs.map(({ value }) => value),
      inputs: [
        ...inSet('build', 'native', 'only while it is built'),
        ...(isApplication ? own : []),
        ...libraries.map(({ attribute, from, why }): Input => ({
          attribute: attribute!,
          kind: toolsOfBuilds.has(attribute!) ? 'native' : 'build',
          from,
          why,
        })),
        ...inSet('development', 'check', 'its tests'),
      ],
      unknownInputs: system
        .filter((one) => one.attribute === undefined)
        .map(({ name: one, from, why }) => ({ name: one, kind: 'build', from, why })),
      // Who builds with a library needs its libraries too.
      attributes:
        isApplication || own.length === 0
          ? []
          : [
              {
                name: 'propagatedBuildInputs',
                value: scoped(
                  'ocamlPackages',
                  list(own.map(({ attribute }) => expression(attribute.slice(14)))),
                ),
                from: own[0]!.from,
                why: 'its libraries',
              },
            ],
      dependencies,
      installsItsFiles: true,
    },
  );
}

const toolsOfBuilds = new Set(['pkg-config', 'perl', 'which', 'm4', 'autoconf', 'cmake']);

/** `conf-gmp` stands for a library of the system. */
function systemOf({ name, from }: Needed): {
  name: string;
  attribute?: string;
  from: string;
  why: string;
} {
  const bare = name.slice('conf-'.length).replace(/^lib(?=[a-z])/, '');
  const attribute =
    native.program(bare) ??
    native.library(bare) ??
    native.pkgConfig(bare) ??
    native.pkgConfig(`lib${bare}`);
  return { name: bare, attribute, from, why: name };
}

function fromOpam(file: string, source: string): readonly Needed[] {
  const start = /^depends:\s*\[/m.exec(source);
  if (start === null) return [];
  const body = source.slice(start.index, closing(source, start.index + start[0].length));
  // Versions are strings too, and stand between braces.
  return [...body.matchAll(/"([\w-]+)"\s*(\{[^}]*\})?|\{[^}]*\}/g)]
    .filter((one) => one[1] !== undefined)
    .map((one) => ({
      name: one[1]!,
      filter: one[2] ?? '',
      from: at(file, source, start.index + one.index),
    }));
}

/** Where the list that is open at an index ends; brackets inside of strings do not count. */
function closing(source: string, from: number): number {
  let isText = false;
  for (let index = from; index < source.length; index++) {
    if (source[index] === '"') isText = !isText;
    else if (source[index] === ']' && !isText) return index;
  }
  return source.length;
}

function fromDune(file: string, source: string): readonly Needed[] {
  const start = source.search(/\(depends\b/);
  if (start === -1) return [];
  let depth = 0;
  let end = start;
  for (; end < source.length; end++) {
    if (source[end] === '(') depth++;
    else if (source[end] === ')' && --depth === 0) break;
  }
  const body = source.slice(start + '(depends'.length, end);
  const found: Needed[] = [];
  let level = 0;
  for (const one of body.matchAll(/\(|\)|[\w.:<>=-]+/g)) {
    if (one[0] === '(') level++;
    else if (one[0] === ')') level--;
    else if (/^[a-z][\w-]*$/i.test(one[0])) {
      const from = at(file, source, start + '(depends'.length + one.index);
      const opened = body.slice(0, one.index).trimEnd().endsWith('(');
      if (level === 0 || (level === 1 && opened))
        found.push({ name: one[0], filter: level === 0 ? '' : group(body, one.index), from });
    }
  }
  return found;
}

function group(body: string, index: number): string {
  let depth = 1;
  for (let end = index; end < body.length; end++) {
    if (body[end] === '(') depth++;
    else if (body[end] === ')' && --depth === 0) return body.slice(index, end);
  }
  return body.slice(index);
}

/** `(public_name x)` of executables. */
async function programsOf(project: RepoView): Promise<readonly Fact<string>[]> {
  const found: Fact<string>[] = [];
  for (const file of project.files
    .filter((one) => /(?:^|\/)dune$/.test(one) && !/test|example/.test(one))
    .slice(0, 100)) {
    const source = ((await project.read(file)) ?? '').replace(/;.*$/gm, '');
    for (const one of source.matchAll(/\(executables?\b([\s\S]*?)(?=\n\(|$)/g)) {
      const names = /\(public_names?\s+([\w.\s-]+)\)/.exec(one[1]!)?.[1] ?? '';
      for (const value of names
        .split(/\s+/)
        .filter((word) => /^[\w.-]+$/.test(word) && word !== '-'))
        found.push({ value, from: at(file, source, one.index) });
    }
  }
  return found;
}
