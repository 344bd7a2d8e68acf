import type {
  Attribute,
  Candidate,
  Dependency,
  Fact,
  Input,
  PackageFacts,
  RepoFacts,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { boolean, call, expression, list, set, text } from '../../nix/value.js';
import { at, type RepoView } from '../../repo/view.js';
import { isTable, keyAt, lookUp, parseToml, stringAt, stringsAt, tableAt } from '../shared/toml.js';
import { holds, parseRequirement, pythonAttribute } from './requirement.js';
import { readSetup } from './setup.js';

interface Wanted {
  readonly text: string;
  readonly from: string;
}

export async function analyzePython(
  project: RepoView,
  candidate: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = (await project.read('pyproject.toml')) ?? '';
  const toml = parseToml(source) ?? {};
  const setup = await readSetup(project);
  const poetry = tableAt(toml, 'tool', 'poetry');
  const field = (key: string): Fact<string> | undefined => {
    const value = stringAt(toml, 'project', key) ?? stringAt(poetry, key);
    return value === undefined ? undefined : { value, from: keyAt('pyproject.toml', source, key) };
  };
  const name = field('name') ?? setup.name ?? { value: repo.name, from: candidate.manifest };
  const programs = programsOf(toml, setup);
  const wanted = requirementsOf(toml, source, setup);
  if (
    wanted.length === 0 &&
    lookUp(toml, 'project', 'dependencies') === undefined &&
    project.has('requirements.txt')
  )
    wanted.push(...lines((await project.read('requirements.txt')) ?? '', 'requirements.txt'));
  const inputs: Input[] = [];
  const dependencies: Dependency[] = [];
  for (const { text: line, from } of wanted) {
    const requirement = parseRequirement(line);
    if (requirement === undefined) continue;
    dependencies.push({
      name: requirement.name,
      version: requirement.version === '' ? undefined : requirement.version,
      scope: 'runtime',
      from,
    });
    if (!holds(requirement.marker)) continue;
    const attribute = pythonAttribute(requirement.name);
    if (attribute !== undefined) inputs.push({ attribute, kind: 'dependency', from, why: line });
  }
  const backend = stringAt(toml, 'build-system', 'build-backend') ?? 'setuptools.build_meta';
  const buildSystem = backendName(backend);
  for (const line of buildRequirements(toml, buildSystem, setup.usesScm)) {
    const requirement = parseRequirement(line);
    if (requirement === undefined || !holds(requirement.marker) || requirement.name === 'wheel')
      continue;
    const attribute = pythonAttribute(requirement.name);
    if (attribute !== undefined)
      inputs.push({
        attribute,
        kind: 'buildSystem',
        from: keyAt('pyproject.toml', source, 'requires'),
        why: line,
      });
  }
  const attributes: Attribute[] = [
    {
      name: 'pyproject',
      value: boolean(true),
      from: source === '' ? 'setup.py' : 'pyproject.toml',
      why: 'built as PEP 517 says',
    },
  ];
  let dependencyHash: PackageFacts['dependencyHash'];
  if (buildSystem === 'maturin') {
    attributes.push({
      name: 'cargoDeps',
      value: call(
        'rustPlatform.fetchCargoVendor',
        set([['inherit', expression('(finalAttrs) pname version src')]]),
      ),
      from: 'Cargo.lock',
      why: 'its part in Rust',
    });
    inputs.push(
      {
        attribute: 'rustPlatform.cargoSetupHook',
        kind: 'native',
        from: 'Cargo.toml',
        why: 'its part in Rust',
      },
      {
        attribute: 'rustPlatform.maturinBuildHook',
        kind: 'native',
        from: 'pyproject.toml',
        why: 'maturin',
      },
    );
    dependencyHash = { attribute: 'cargoDeps.hash', kind: 'cargo', lock: 'Cargo.lock' };
  }
  const module = await importName(project, name.value, toml);
  if (module !== undefined)
    attributes.push({
      name: 'pythonImportsCheck',
      value: list([text(module.value)]),
      from: module.from,
      why: 'its top package',
    });
  inputs.push(...(await testInputs(project, source)));
  const main = chooseProgram(programs, name.value, repo.name);
  const isApplication = programs.length > 0;
  const licence = licenceOf(toml, source, poetry) ?? setup.licence;
  return {
    language: 'python',
    buildSystem,
    builder: isApplication
      ? 'python3Packages.buildPythonApplication'
      : 'python3Packages.buildPythonPackage',
    manifest: candidate.manifest,
    name: { value: packageName(name.value), from: name.from },
    version: usableVersion(field('version') ?? setup.version),
    description: field('description') ?? setup.description,
    homepage: homepageOf(toml, source) ?? field('homepage') ?? setup.homepage,
    licence,
    mainProgram: main,
    programs: programs.map(({ value }) => value),
    inputs,
    unknownInputs: [],
    attributes,
    dependencies,
    dependencyHash,
    notes: [],
  };
}

function usableVersion(version: Fact<string> | undefined): Fact<string> | undefined {
  return version !== undefined &&
    /^\d+(?:\.\d+)*[\w.+-]*$/.test(version.value) &&
    !/^0(?:\.0)*$/.test(version.value)
    ? version
    : undefined;
}

function programsOf(
  toml: object,
  setup: Awaited<ReturnType<typeof readSetup>>,
): readonly Fact<string>[] {
  const declared = [
    tableAt(toml, 'project', 'scripts'),
    tableAt(toml, 'project', 'gui-scripts'),
    tableAt(toml, 'tool', 'poetry', 'scripts'),
  ]
    .flatMap((table) => Object.keys(table))
    .map((value) => ({ value, from: 'pyproject.toml' }));
  const entries = Object.keys(tableAt(toml, 'project', 'entry-points', 'console_scripts')).map(
    (value) => ({ value, from: 'pyproject.toml' }),
  );
  return [
    ...declared,
    ...entries,
    ...setup.programs.map(({ name, from }) => ({ value: name, from })),
  ];
}

function chooseProgram(
  programs: readonly Fact<string>[],
  name: string,
  repoName: string,
): Fact<string> | undefined {
  const same = (wanted: string) =>
    programs.find(({ value }) => value.toLowerCase() === wanted.toLowerCase());
  return same(name) ?? same(repoName) ?? programs[0];
}

function requirementsOf(
  toml: object,
  source: string,
  setup: Awaited<ReturnType<typeof readSetup>>,
): Wanted[] {
  const declared = stringsAt(toml, 'project', 'dependencies').map((line) => ({
    text: line,
    from: placeOf(source, line),
  }));
  const poetry = Object.entries(tableAt(toml, 'tool', 'poetry', 'dependencies'))
    .filter(([name, value]) => name !== 'python' && !(isTable(value) && value['optional'] === true))
    .map(([name, value]) => {
      const marker = isTable(value)
        ? (stringAt(value, 'markers') ??
          (stringAt(value, 'platform') === undefined
            ? undefined
            : `sys_platform == "${stringAt(value, 'platform')}"`))
        : undefined;
      return {
        text: `${name}${marker === undefined ? '' : `; ${marker}`}`,
        from: keyAt('pyproject.toml', source, name),
      };
    });
  return [
    ...declared,
    ...poetry,
    ...setup.requires.map(({ text: line, from }) => ({ text: line, from })),
  ];
}

function lines(content: string, file: string): Wanted[] {
  return content
    .split('\n')
    .map((line, index) => ({ text: line.trim(), from: `${file}:${index + 1}` }))
    .filter(({ text: line }) => line !== '' && !/^(?:#|-)/.test(line));
}

function placeOf(source: string, line: string): string {
  const index = source.indexOf(line);
  return index === -1 ? 'pyproject.toml' : at('pyproject.toml', source, index);
}

/** `setuptools` of `setuptools.build_meta`. */
function backendName(backend: string): string {
  const names: readonly (readonly [RegExp, string])[] = [
    [/^setuptools/, 'setuptools'],
    [/^poetry/, 'poetry'],
    [/^pdm/, 'pdm'],
    [/^hatchling/, 'hatch'],
    [/^flit/, 'flit'],
    [/^uv_build/, 'uv'],
    [/^maturin/, 'maturin'],
    [/^mesonpy/, 'meson-python'],
    [/^scikit_build_core/, 'scikit-build-core'],
  ];
  return names.find(([pattern]) => pattern.test(backend))?.[1] ?? 'setuptools';
}

function buildRequirements(toml: object, buildSystem: string, usesScm: boolean): readonly string[] {
  const declared = stringsAt(toml, 'build-system', 'requires');
  const own = declared.length > 0 ? declared : ['setuptools'];
  return [
    ...(buildSystem === 'maturin' ? own.filter((one) => !one.startsWith('maturin')) : own),
    ...(usesScm && !own.some((one) => /setuptools[_-]scm/.test(one)) ? ['setuptools-scm'] : []),
  ];
}

function licenceOf(toml: object, source: string, poetry: object): Fact<string> | undefined {
  const value =
    stringAt(toml, 'project', 'license') ??
    stringAt(toml, 'project', 'license', 'text') ??
    stringAt(poetry, 'license');
  if (value !== undefined && value.length < 100)
    return { value, from: keyAt('pyproject.toml', source, 'license') };
  return undefined;
}

function homepageOf(toml: object, source: string): Fact<string> | undefined {
  const urls = tableAt(toml, 'project', 'urls');
  const key =
    Object.keys(urls).find((one) => /^home-?\s?page$/i.test(one)) ??
    Object.keys(urls).find((one) => /^(?:repository|source|github)/i.test(one));
  const value = key === undefined ? undefined : urls[key];
  return typeof value === 'string'
    ? { value, from: keyAt('pyproject.toml', source, key!) }
    : undefined;
}

async function importName(
  project: RepoView,
  name: string,
  toml: object,
): Promise<Fact<string> | undefined> {
  const wanted = name.toLowerCase().replace(/[-.]/g, '_');
  const tops = project.files
    .map((file) => /^(?:src\/|python\/|lib\/)?([A-Za-z_]\w*)\/__init__\.py$/.exec(file))
    .filter((found) => found !== null)
    .filter((found) => !/^(?:tests?|docs?|examples?|scripts?|benchmarks?|tools?)$/.test(found[1]!))
    .map((found) => ({ value: found[1]!, from: found[0] }));
  const said = stringAt(toml, 'tool', 'flit', 'module', 'name');
  const found =
    tops.find(({ value }) => value.toLowerCase() === (said ?? wanted)) ??
    tops.find(
      ({ value }) => value.toLowerCase().includes(wanted) || wanted.includes(value.toLowerCase()),
    ) ??
    (tops.length === 1 ? tops[0] : undefined);
  if (found !== undefined) return found;
  const file = [`${wanted}.py`, `src/${wanted}.py`].find((one) => project.has(one));
  return file === undefined ? undefined : { value: wanted, from: file };
}

async function testInputs(project: RepoView, pyproject: string): Promise<readonly Input[]> {
  const tests = project.files.find((file) =>
    /^(?:src\/\w+\/)?tests?\/(?:.*\/)?(?:test_\w+|\w+_test)\.py$/.test(file),
  );
  if (tests === undefined) return [];
  const places: [string, string][] = [['pyproject.toml', pyproject]];
  for (const file of [
    'tox.ini',
    'setup.cfg',
    'pytest.ini',
    'requirements-dev.txt',
    'dev-requirements.txt',
    'requirements-test.txt',
    'noxfile.py',
    'conftest.py',
    'tests/conftest.py',
    tests,
  ]) {
    const content = await project.read(file);
    if (content !== undefined) places.push([file, content]);
  }
  const found = places.find(([, content]) => /\bpytest\b/.test(content));
  if (found === undefined) return [];
  return [
    {
      attribute: 'pytestCheckHook',
      kind: 'check',
      from: at(found[0], found[1], found[1].search(/\bpytest\b/)),
      why: 'its tests are for pytest',
    },
  ];
}
