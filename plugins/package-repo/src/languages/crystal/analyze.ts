import type {
  Attribute,
  Candidate,
  Dependency,
  Fact,
  Input,
  PackageFacts,
  RepoFacts,
  UnknownInput,
} from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { native } from '@nixai/packages';
import { expression, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { factsOf } from '../shared/facts.js';
import { keyAt, stringAt, tableAt } from '../shared/toml.js';
import { parseYaml } from '../shared/yaml.js';

/** What shards link. */
const behind: Readonly<Record<string, readonly string[]>> = {
  kemal: ['openssl'],
  lucky: ['openssl'],
  mysql: ['openssl'],
  pg: ['openssl'],
  sqlite3: ['sqlite'],
};

export async function analyzeCrystal(
  project: RepoView,
  { manifest }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const source = (await project.read(manifest)) ?? '';
  const shard = parseYaml(source) ?? {};
  const field = (key: string): Fact<string> | undefined => {
    const value = stringAt(shard, key);
    return value === undefined ? undefined : { value, from: keyAt(manifest, source, key) };
  };
  const name = field('name') ?? { value: repo.name, from: manifest };
  const programs = Object.keys(tableAt(shard, 'targets'));
  const main = programs.find((one) => one === name.value || one === repo.name) ?? programs[0];
  const needed = (key: string, scope: Dependency['scope']): Dependency[] =>
    Object.entries(tableAt(shard, key)).map(([one, value]) => ({
      name: one,
      version: stringAt(value, 'version'),
      scope,
      from: keyAt(manifest, source, one),
    }));
  const dependencies = [
    ...needed('dependencies', 'runtime'),
    ...needed('development_dependencies', 'development'),
  ];
  const inputs: Input[] = [];
  const unknownInputs: UnknownInput[] = [];
  for (const library of Object.keys(tableAt(shard, 'libraries'))) {
    const bare = library.replace(/^lib/, '');
    const attribute = native.library(bare) ?? native.pkgConfig(library) ?? native.pkgConfig(bare);
    const from = keyAt(manifest, source, library);
    if (attribute === undefined)
      unknownInputs.push({ name: library, kind: 'build', from, why: 'libraries' });
    else inputs.push({ attribute, kind: 'build', from, why: `libraries: ${library}` });
  }
  for (const { name: shard, from } of dependencies)
    for (const attribute of behind[shard] ?? [])
      inputs.push({ attribute, kind: 'build', from, why: `shard ${shard}` });
  const attributes: Attribute[] = [
    { name: 'format', value: text('shards'), from: manifest, why: 'its targets say what is built' },
  ];
  const hasShards = dependencies.some(({ scope }) => scope === 'runtime');
  if (hasShards)
    attributes.push({
      name: 'shardsFile',
      value: expression('./shards.nix'),
      from: project.has('shard.lock') ? 'shard.lock' : manifest,
      why: 'its dependencies',
    });
  return factsOf(
    {
      language: 'crystal',
      buildSystem: 'shards',
      builder: 'crystal.buildCrystalPackage',
      manifest,
      name: { value: packageName(name.value), from: name.from },
    },
    {
      form: 'rec',
      version: field('version'),
      description: field('description'),
      licence: field('license'),
      mainProgram:
        main === undefined ? undefined : { value: main, from: keyAt(manifest, source, 'targets') },
      programs,
      inputs,
      unknownInputs,
      attributes,
      dependencies,
      companions: hasShards ? [{ path: 'shards.nix', command: 'nix run nixpkgs#crystal2nix' }] : [],
      notes: main === undefined ? ['shard.yml has no targets: a library of Crystal.'] : [],
    },
  );
}
