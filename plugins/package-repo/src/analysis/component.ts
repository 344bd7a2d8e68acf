import { basename } from 'node:path';
import type { Candidate, Fact, Input, PackageAnalyzer, PackageFacts } from '../analyzer.js';
import { versionOfTag, type GitState } from '../repo/git.js';
import type { RepoView } from '../repo/view.js';
import { findInstalled, type Installed } from './installed.js';
import { findLicences, type Licences } from './licence.js';
import { describe, packageName } from './names.js';
import { describedIn } from './readme.js';
import { chooseVersion } from './version.js';
import { findVersionCheck } from './versionCheck.js';

/** One project of a repository, and all that its derivation is made from. */
export interface Component {
  readonly folder: string;
  readonly title: string;
  readonly facts: PackageFacts;
  readonly name: string;
  readonly version: Fact<string>;
  readonly description?: Fact<string>;
  readonly homepage?: Fact<string>;
  readonly licences?: Licences;
  readonly installed: Installed;
  /** With those that its files to be installed need; each once. */
  readonly inputs: readonly Input[];
  readonly changelog?: string;
  /** What says that the main program prints its version, so that a build can check it. */
  readonly versionCheck?: Fact<string>;
  readonly notes: readonly string[];
}

/** Reads one project, and completes it by what the whole repository says. */
export async function readComponent(
  repo: RepoView,
  git: GitState | undefined,
  repoName: string,
  analyzer: PackageAnalyzer,
  candidate: Candidate,
  name: string | undefined,
  adapt: (facts: PackageFacts) => PackageFacts,
): Promise<Component> {
  const project = repo.below(candidate.folder);
  const tagged = git?.tag === undefined ? undefined : versionOfTag(git.tag);
  const tagVersion = tagged === undefined ? undefined : { value: tagged, from: `tag ${git!.tag}` };
  const place = candidate.part ?? candidate.folder;
  const ownName = /^(?:|src|sources?)$/.test(place) ? repoName : basename(place);
  const read = await analyzer.analyze(project, candidate, { name: ownName, version: tagVersion });
  const facts = adapt(withSafeNames(read));
  const called = name ?? facts.name.value;
  const installed = findInstalled(project, facts);
  const inputs = unique([
    ...facts.inputs,
    ...installed.tools,
    ...installed.from.map(({ value, from }): Input => ({
      attribute: 'installShellFiles',
      kind: 'native',
      from,
      why: value,
    })),
  ]);
  const description = facts.description ?? (await describedIn(repo, repoName));
  const said =
    description === undefined
      ? undefined
      : describe(description.value, [facts.name.value, repoName, facts.mainProgram?.value ?? '']);
  const notes = [...facts.notes];
  const licences = await findLicences(repo, candidate.folder, facts.licence);
  if (licences === undefined)
    notes.push(
      'No licence was found that is understood: meta has none, and nobody may be told that it is free.',
    );
  const version = chooseVersion(git, tagVersion, facts.version);
  for (const { path, text, command } of facts.companions ?? [])
    notes.push(
      text === undefined
        ? `${path} has to stand beside it: ${command ?? 'it is for you to write'}`
        : `${path} has to stand beside it: --output writes it too.`,
    );
  return {
    folder: candidate.folder,
    title: analyzer.title,
    facts,
    name: packageName(called),
    version,
    description: said === undefined ? undefined : { value: said, from: description!.from },
    homepage:
      facts.homepage !== undefined && isAddress(facts.homepage.value)
        ? { ...facts.homepage, value: facts.homepage.value.replace(/^git\+|\.git$|#readme$/g, '') }
        : git?.origin === undefined
          ? undefined
          : { value: git.origin.page, from: 'the remote origin' },
    licences,
    installed,
    inputs,
    changelog: repo.files.find((file) =>
      /^(?:changelog|changes|news|release[-_ ]?notes)(?:\.(?:md|rst|txt|adoc))?$/i.test(file),
    ),
    versionCheck: await findVersionCheck(project, facts, version.value),
    notes,
  };
}

/**
 * Names come into shell lines of the derivation, and a foreign manifest may name anything: one that
 * is no plain word is as good as none.
 */
function withSafeNames(facts: PackageFacts): PackageFacts {
  const isPlain = (name: string | undefined): boolean =>
    name !== undefined && /^[A-Za-z0-9_][\w.+@-]*$/.test(name);
  return {
    ...facts,
    version: isPlain(facts.version?.value) ? facts.version : undefined,
    mainProgram: isPlain(facts.mainProgram?.value) ? facts.mainProgram : undefined,
    programs: facts.programs.filter(isPlain),
    completions: isPlain(facts.completions?.program) ? facts.completions : undefined,
    postInstall: isPlain(facts.mainProgram?.value) ? facts.postInstall : undefined,
  };
}

function isAddress(text: string): boolean {
  return /^(?:git\+)?https?:\/\/[\w.-]+\.[a-z]{2,}(?:[/:?#][^\s"'<>{}$\\]*)?$/i.test(text);
}

/** Each input once in each list, with the first evidence; what is needed wins over what is not. */
function unique(inputs: readonly Input[]): readonly Input[] {
  const found = new Map<string, Input>();
  for (const input of inputs) {
    const key = `${input.kind} ${input.attribute}`;
    const before = found.get(key);
    if (before === undefined || (before.optional === true && input.optional !== true))
      found.set(key, input);
  }
  return [...found.values()];
}
