import type { Attribute, Candidate, Fact, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { list, text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { keyAt, lookUp, parseToml, stringAt } from '../shared/toml.js';
import { findCompletions, withoutCompletions } from './completions.js';
import { rustInputs } from './inputs.js';
import { parseCargoLock } from './lock.js';
import { dependenciesOf } from './manifest.js';
import { chooseCrate, type ChosenCrate } from './workspace.js';

export async function analyzeRust(
  project: RepoView,
  { manifest, part }: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  const crate = await chooseCrate(project, repo.name, part);
  const root = parseToml(await project.read('Cargo.toml')) ?? {};
  const rootSource = (await project.read('Cargo.toml')) ?? '';
  const own = crate?.manifest ?? {};
  const source = crate?.source ?? rootSource;
  const file = crate?.file ?? manifest;
  const field = (key: string): Fact<string> | undefined => {
    const value = stringAt(own, 'package', key);
    if (value !== undefined) return { value, from: keyAt(file, source, key) };
    if (lookUp(own, 'package', key, 'workspace') !== true) return undefined;
    const inherited = stringAt(root, 'workspace', 'package', key);
    return inherited === undefined
      ? undefined
      : { value: inherited, from: keyAt('Cargo.toml', rootSource, key) };
  };
  const name = stringAt(own, 'package', 'name') ?? repo.name;
  const programs = crate?.programs ?? [];
  const mainProgram = chooseProgram(
    programs,
    stringAt(own, 'package', 'default-run'),
    name,
    repo.name,
  );
  const lock = parseCargoLock(await project.read('Cargo.lock'), 'Cargo.lock');
  const dependencies = dependenciesOf(own, root);
  const companions = crate?.companions ?? [];
  const needed = [
    rustInputs(own, dependencies, lock, name, file, mainProgram === undefined ? [] : [mainProgram]),
    ...companions.map((one) =>
      rustInputs(one.manifest, dependenciesOf(one.manifest, root), lock, nameOf(one), one.file),
    ),
  ];
  // A crate of the workspace below it may be the one that has the options.
  const isLocked = lock?.some((one) => one.name === 'clap_complete') === true;
  const uses = (scope: string): boolean =>
    dependencies.some(
      (one) => one.scope === scope && ['clap_complete', 'clap_generate'].includes(one.name),
    );
  const found =
    mainProgram === undefined
      ? withoutCompletions
      : await findCompletions(project, mainProgram, {
          runtime: uses('runtime') || isLocked,
          build: uses('build'),
        });
  const notes: string[] = [];
  if (lock === undefined)
    notes.push(
      'There is no Cargo.lock in the project: a derivation needs one (cargo generate-lockfile, beside package.nix).',
    );
  const fromGit = (lock ?? []).filter((one) => one.source?.startsWith('git+') === true);
  if (fromGit.length > 0)
    notes.push(
      `From git, and so in cargoHash: ${[...new Set(fromGit.map((one) => one.name))].slice(0, 5).join(', ')}.`,
    );
  if (crate !== undefined && crate.others.length > 0)
    notes.push(`The workspace makes other programs too: ${crate.others.slice(0, 6).join(', ')}.`);
  if (programs.length === 0)
    notes.push('It makes no program: a library of Rust is not packaged by itself.');
  const attributes: Attribute[] = [
    ...(crate !== undefined &&
    (crate.folder !== '' || crate.others.length > 0 || companions.length > 0)
      ? [
          {
            name: 'cargoBuildFlags',
            value: list([name, ...companions.map(nameOf)].map((one) => text(`--package=${one}`))),
            from: file,
            why:
              companions.length === 0
                ? 'one crate of the workspace'
                : 'the crates of the workspace that go together',
          },
        ]
      : []),
    ...withoutRepeats([...needed.flatMap((one) => one.attributes), ...(found.attributes ?? [])]),
  ];
  return {
    language: 'rust',
    buildSystem: 'cargo',
    builder: 'rustPlatform.buildRustPackage',
    manifest,
    name: {
      value: packageName(
        mainProgram !== undefined &&
          (mainProgram.toLowerCase() === repo.name.toLowerCase() || /-?cli$/.test(name))
          ? mainProgram
          : name,
      ),
      from: keyAt(file, source, 'name'),
    },
    version: field('version'),
    description: field('description'),
    homepage: field('homepage') ?? field('repository'),
    licence: field('license'),
    mainProgram:
      mainProgram === undefined
        ? undefined
        : {
            value: mainProgram,
            from: keyAt(file, source, mainProgram === name ? 'name' : '[[bin]]'),
          },
    programs: [...programs, ...companions.flatMap((one) => one.programs)],
    inputs: needed.flatMap((one) => one.inputs),
    unknownInputs: [],
    attributes,
    dependencies: dependencies.map((one) => ({
      name: one.name,
      version: one.version,
      scope: one.scope,
      from: keyAt(file, source, one.key),
    })),
    dependencyHash:
      lock === undefined
        ? undefined
        : { attribute: 'cargoHash', kind: 'cargo', lock: 'Cargo.lock' },
    completions: found.completions,
    postInstall: found.postInstall,
    notes,
  };
}

function nameOf({ manifest }: ChosenCrate): string {
  return stringAt(manifest, 'package', 'name') ?? '';
}

/** Each attribute once: crates of one build ask for the same. */
function withoutRepeats(attributes: readonly Attribute[]): readonly Attribute[] {
  return [...new Map(attributes.toReversed().map((one) => [one.name, one])).values()];
}

/** The program that people type: what the crate runs by default, or the one of its own name. */
function chooseProgram(
  programs: readonly string[],
  byDefault: string | undefined,
  name: string,
  repoName: string,
): string | undefined {
  if (byDefault !== undefined && programs.includes(byDefault)) return byDefault;
  const same = (one: string) =>
    programs.find((program) => program.toLowerCase() === one.toLowerCase());
  return same(repoName) ?? same(name) ?? programs[0];
}
