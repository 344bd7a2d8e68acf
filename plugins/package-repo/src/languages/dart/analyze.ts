import type {
  Attribute,
  Candidate,
  Dependency,
  Fact,
  PackageFacts,
  RepoFacts,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { expression, set, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { keyAt, lookUp, stringAt, tableAt, type Table } from '../shared/toml.js';
import { parseYaml } from '../shared/yaml.js';

export async function analyzeDart(
  project: RepoView,
  { manifest, buildSystem }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = (await project.read(manifest)) ?? '';
  const spec = parseYaml(source) ?? {};
  const lock = parseYaml(await project.read('pubspec.lock'));
  const field = (key: string): Fact<string> | undefined => {
    const value = stringAt(spec, key);
    return value === undefined ? undefined : { value, from: keyAt(manifest, source, key) };
  };
  const name = field('name') ?? { value: repo.name, from: manifest };
  const isFlutter = buildSystem === 'flutter';
  const entries = Object.entries(tableAt(spec, 'executables')).map(([program, script]) => ({
    program,
    file: `bin/${typeof script === 'string' && script !== '' ? script : program}.dart`,
  }));
  const own = `bin/${name.value}.dart`;
  const found =
    entries.length > 0 || isFlutter || !project.has(own)
      ? entries
      : [{ program: name.value, file: own }];
  const main = isFlutter
    ? name.value
    : (found.find(({ program }) => program === name.value) ?? found[0])?.program;
  const fromGit = Object.entries(tableAt(lock, 'packages'))
    .filter(([, value]) => stringAt(value, 'source') === 'git')
    .map(([one]) => one);
  const attributes: Attribute[] = [
    {
      name: 'pubspecLock',
      value: expression('lib.importJSON ./pubspec.lock.json'),
      from: 'pubspec.lock',
      why: 'its lock has a checksum of each package',
    },
  ];
  if (fromGit.length > 0)
    attributes.push({
      name: 'gitHashes',
      value: set(fromGit.map((one) => [one, expression('lib.fakeHash')])),
      from: 'pubspec.lock',
      why: 'from git: their hashes come from a build',
    });
  if (found.length > 0 && !isFlutter)
    attributes.push({
      name: 'dartEntryPoints',
      value: set(found.map(({ program, file }) => [`bin/${program}`, text(file)])),
      from: keyAt(manifest, source, 'executables'),
      why: 'its programs',
    });
  const scoped = (key: string, scope: Dependency['scope']): Dependency[] =>
    Object.entries(tableAt(spec, key)).map(([one, version]) => ({
      name: one,
      version: typeof version === 'string' ? version : undefined,
      scope,
      from: keyAt(manifest, source, one),
    }));
  return factsOf(
    {
      language: 'dart',
      buildSystem,
      builder: isFlutter ? 'flutter.buildFlutterApplication' : 'buildDartApplication',
      manifest,
      name: { value: packageName(repo.name), from: name.from },
    },
    {
      form: 'rec',
      version: plainVersion(field('version')),
      description: field('description'),
      homepage: field('homepage') ?? field('repository'),
      mainProgram:
        main === undefined
          ? undefined
          : { value: main, from: keyAt(manifest, source, 'executables') },
      programs: isFlutter ? [name.value] : found.map(({ program }) => program),
      attributes,
      dependencies: [
        ...scoped('dependencies', 'runtime'),
        ...scoped('dev_dependencies', 'development'),
      ],
      installsItsFiles: true,
      companions: [
        lock === undefined
          ? {
              path: 'pubspec.lock.json',
              command: 'dart pub get && yq . pubspec.lock > pubspec.lock.json',
            }
          : {
              path: 'pubspec.lock.json',
              text: `${JSON.stringify(plainLock(lock), undefined, 2)}\n`,
            },
      ],
      notes:
        fromGit.length > 0
          ? [`From git, and so in gitHashes: ${fromGit.slice(0, 5).join(', ')}.`]
          : [],
    },
  );
}

/** `1.2.0+14` is version 1.2.0, and the fourteenth build for a shop of apps. */
function plainVersion(version: Fact<string> | undefined): Fact<string> | undefined {
  return version === undefined
    ? undefined
    : { ...version, value: version.value.replace(/\+.*$/, '') };
}

/** The lock as JSON; a time of YAML would be no text. */
function plainLock(lock: Table): unknown {
  return { packages: lookUp(lock, 'packages') ?? {}, sdks: lookUp(lock, 'sdks') ?? {} };
}
