import type { Attribute, Candidate, Fact, Input, PackageFacts, RepoFacts } from '../../analyzer.js';
import { packageName } from '../../analysis/names.js';
import { text } from '../../nix/value.js';
import type { RepoView } from '../../repo/view.js';
import { withoutAlternatives } from './alternatives.js';
import { readAutosetup } from './autosetup.js';
import { readAutotools } from './autotools.js';
import { readCMake } from './cmake.js';
import type { BuildFacts } from './collect.js';
import { docbookInputs } from './docbook.js';
import { includedLibraries } from './includes.js';
import { readMake } from './make.js';
import { readMeson } from './meson.js';
import { readQmake } from './qmake.js';
import { readRustPart, runsCargo } from './rustPart.js';

const readers: Readonly<Record<string, (project: RepoView) => Promise<BuildFacts>>> = {
  meson: readMeson,
  cmake: readCMake,
  autotools: readAutotools,
  make: readMake,
  qmake: readQmake,
  autosetup: readAutosetup,
  // A configure that is no file of autoconf.
  configure: readMake,
};

export async function analyzeC(
  project: RepoView,
  candidate: Candidate,
  repo: RepoFacts,
): Promise<PackageFacts> {
  // A build system may be at another place than the project: `build/cmake`.
  const inner = candidate.manifest.includes('/')
    ? candidate.manifest.slice(0, candidate.manifest.lastIndexOf('/'))
    : '';
  const facts = await (readers[candidate.buildSystem] ?? readMake)(project.below(inner));
  const attributes: Attribute[] = [...facts.attributes];
  if (inner !== '' && candidate.buildSystem === 'cmake')
    attributes.push({
      name: 'cmakeDir',
      value: text(`../${inner}`),
      from: candidate.manifest,
      why: 'its CMakeLists.txt is there',
    });
  const main = chooseProgram(facts, repo.name);
  const rust = (await runsCargo(project, candidate.buildSystem))
    ? await readRustPart(project)
    : undefined;
  if (rust !== undefined) attributes.push(...rust.attributes);
  const name =
    facts.name !== undefined && same(facts.name.value, repo.name)
      ? facts.name
      : { value: repo.name, from: facts.name?.from ?? candidate.manifest };
  const chosen = withoutAlternatives(
    withoutOwn(
      [
        ...(await docbookInputs(project, facts.inputs)),
        ...(rust?.inputs ?? []),
        ...(await includedLibraries(project)).filter(
          ({ attribute }) => facts.off?.includes(attribute) !== true,
        ),
      ],
      packageName(name.value),
    ),
  );
  return {
    language: 'c',
    buildSystem: candidate.buildSystem,
    builder: 'stdenv.mkDerivation',
    manifest: candidate.manifest,
    name: { value: packageName(name.value), from: name.from },
    version: facts.version,
    licence: undefined,
    mainProgram: main,
    programs: [...new Set(facts.programs.map(({ value }) => value))],
    inputs: chosen.inputs,
    unknownInputs: facts.unknownInputs,
    attributes,
    dependencies: facts.dependencies,
    dependencyHash: rust?.dependencyHash,
    installsItsFiles: true,
    notes: [
      ...facts.notes,
      ...(chosen.left.length > 0
        ? [`It can be built with ${chosen.left.join(', ')} too, in the place of what was taken.`]
        : []),
      ...(facts.programs.length === 0 && candidate.buildSystem !== 'make'
        ? ['It installs no program: a library.']
        : []),
    ],
  };
}

function same(one: string, other: string): boolean {
  return (
    one.toLowerCase().replace(/[^a-z0-9]/g, '') === other.toLowerCase().replace(/[^a-z0-9]/g, '')
  );
}

/** The program that has the project's name, or its first one. */
function chooseProgram(facts: BuildFacts, repoName: string): Fact<string> | undefined {
  const called = (wanted: string | undefined) =>
    facts.programs.find(({ value }) => wanted !== undefined && same(value, wanted));
  return called(repoName) ?? called(facts.name?.value) ?? facts.programs[0];
}

/** `autoconf` and `automake` come with the hook, and what the project makes itself it does not need. */
function withoutOwn(inputs: readonly Input[], name: string): readonly Input[] {
  return inputs.filter(({ attribute }) => !['autoconf', 'automake', name].includes(attribute));
}
