import { basename, resolve } from 'node:path';
import { ExitCode, NixaiError, type ProcessRunner } from '@nixai/api';
import type { Candidate, Fact, Input, PackageAnalyzer, PackageFacts } from '../analyzer.js';
import { readGit, versionOfTag, type GitState } from '../repo/git.js';
import { openRepo, type RepoView } from '../repo/view.js';
import { findInstalled, type Installed } from './installed.js';
import { findLicences, type Licences } from './licence.js';
import { describe, packageName } from './names.js';

export interface AnalyzeOptions {
  readonly name?: string;
  readonly buildSystem?: string;
  readonly language?: string;
  /** Every project below, and not only the one at the top. */
  readonly all?: boolean;
}

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
  readonly notes: readonly string[];
}

export interface Analysis {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  readonly files: number;
  readonly truncated: boolean;
  readonly git?: GitState;
  readonly components: readonly Component[];
  /** Projects below that were left out; `--all` takes them. */
  readonly others: readonly Candidate[];
}

/**
 * Reads a folder and says how each project in it is packaged. Nothing of the project is run.
 * @throws NixaiError `package-unknown` (exit 2) where no build system is known, or `package-folder`.
 */
export async function analyzeRepo(
  folder: string,
  analyzers: readonly PackageAnalyzer[],
  run: ProcessRunner,
  options: AnalyzeOptions,
  signal: AbortSignal,
): Promise<Analysis> {
  const root = resolve(folder);
  const repo = await openRepo(root, signal).catch((error: unknown) => {
    throw new NixaiError({
      code: 'package-folder',
      what: `${folder} cannot be read as a folder`,
      why: error instanceof Error ? error.message : undefined,
      hint: 'give the folder of a project, or an address with --clone',
      exitCode: ExitCode.usage,
      cause: error,
    });
  });
  const git = await readGit(run, root, signal);
  const repoName = git?.origin !== undefined && git.below === '' ? git.origin.repo : basename(root);
  const found: { analyzer: PackageAnalyzer; candidate: Candidate }[] = [];
  for (const analyzer of analyzers) {
    if (options.language !== undefined && !isAsked(analyzer, options.language)) continue;
    for (const candidate of await analyzer.detect(repo)) found.push({ analyzer, candidate });
  }
  const asked =
    options.buildSystem === undefined
      ? found
      : found.filter(
          ({ analyzer, candidate }) =>
            candidate.buildSystem === options.buildSystem ||
            (analyzer.buildSystems.includes(options.buildSystem!) && analyzer.language !== 'c') ||
            aliases[options.buildSystem!] === candidate.buildSystem,
        );
  const { chosen, others } = choose(asked, options);
  if (chosen.length === 0) throw unknownProject(repo, folder, analyzers, options);
  const components: Component[] = [];
  for (const { analyzer, candidate } of chosen) {
    signal.throwIfAborted();
    components.push(
      await readComponent(
        repo,
        git,
        repoName,
        analyzer,
        candidate,
        chosen.length === 1 ? options.name : undefined,
      ),
    );
  }
  return {
    folder: root,
    name: repoName,
    files: repo.files.length,
    truncated: repo.truncated,
    git,
    components,
    others,
  };
}

const aliases: Readonly<Record<string, string>> = {
  makefile: 'make',
  automake: 'autotools',
  autoconf: 'autotools',
  cargo: 'cargo',
  pip: 'setuptools',
};
const languageAliases: Readonly<Record<string, string>> = {
  'c++': 'c',
  cpp: 'c',
  javascript: 'node',
  typescript: 'node',
  nodejs: 'node',
  golang: 'go',
};

function isAsked(analyzer: PackageAnalyzer, language: string): boolean {
  const word = language.toLowerCase();
  return analyzer.language === word || analyzer.language === languageAliases[word];
}

type Found = { readonly analyzer: PackageAnalyzer; readonly candidate: Candidate };

/** Where a score says that there is a project and not only a file. */
const enough = 40;
const aside =
  /(?:^|\/)(?:examples?|tests?|testdata|fixtures?|vendor|third[-_]?party|docs?|website|site|www|benchmarks?|tools?|scripts?|hack|contrib|samples?|e2e|integration|ci|packaging|templates?|playground|fuzz|internal)(?:\/|$)/i;

function choose(
  found: readonly Found[],
  options: AnalyzeOptions,
): { chosen: readonly Found[]; others: readonly Candidate[] } {
  const best = new Map<string, Found>();
  for (const one of found) {
    const before = best.get(one.candidate.folder);
    if (before === undefined || one.candidate.score > before.candidate.score)
      best.set(one.candidate.folder, one);
  }
  const isAskedFor = options.buildSystem !== undefined || options.language !== undefined;
  const top = best.get('');
  const below = [...best.values()]
    .filter(
      ({ candidate }) =>
        candidate.folder !== '' &&
        candidate.score >= 60 &&
        !aside.test(candidate.folder) &&
        candidate.folder.split('/').length <= 3,
    )
    .sort((one, other) => (one.candidate.folder < other.candidate.folder ? -1 : 1));
  const outermost = below.filter(
    ({ candidate }) =>
      !below.some(
        (one) =>
          one.candidate !== candidate &&
          candidate.folder.startsWith(`${one.candidate.folder}/`) &&
          one.analyzer === found.find(({ candidate: own }) => own === candidate)?.analyzer,
      ),
  );
  const topCounts = top !== undefined && (isAskedFor || top.candidate.score >= enough);
  if (
    topCounts &&
    options.all !== true &&
    (top.candidate.score >= 70 ||
      outermost.length === 0 ||
      outermost.every(({ analyzer }) => analyzer === top.analyzer))
  )
    return { chosen: [top], others: outermost.map(({ candidate }) => candidate) };
  const chosen = [
    ...(topCounts && (top.candidate.score >= 60 || outermost.length === 0 || options.all === true)
      ? [top]
      : []),
    ...outermost,
  ];
  return {
    chosen: chosen.length > 0 ? chosen : isAskedFor ? [...best.values()].slice(0, 1) : [],
    others: [],
  };
}

async function readComponent(
  repo: RepoView,
  git: GitState | undefined,
  repoName: string,
  analyzer: PackageAnalyzer,
  candidate: Candidate,
  name: string | undefined,
): Promise<Component> {
  const project = repo.below(candidate.folder);
  const tagged = git?.tag === undefined ? undefined : versionOfTag(git.tag);
  const tagVersion = tagged === undefined ? undefined : { value: tagged, from: `tag ${git!.tag}` };
  const ownName = candidate.folder === '' ? repoName : basename(candidate.folder);
  const facts = withSafeNames(
    await analyzer.analyze(project, candidate, { name: ownName, version: tagVersion }),
  );
  const called = name ?? facts.name.value;
  const installed = findInstalled(project, facts);
  const inputs = unique([
    ...facts.inputs,
    ...installed.from.map(({ value, from }): Input => ({
      attribute: 'installShellFiles',
      kind: 'native',
      from,
      why: value,
    })),
  ]);
  const description = facts.description ?? (await describedIn(repo));
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

/** What is checked out by its tag, or by its date where no tag is there. */
function chooseVersion(
  git: GitState | undefined,
  tag: Fact<string> | undefined,
  manifest: Fact<string> | undefined,
): Fact<string> {
  if (tag !== undefined) return tag;
  if (git?.origin !== undefined && git.date !== undefined && !git.dirty) {
    const base = git.lastTag === undefined ? undefined : versionOfTag(git.lastTag);
    return {
      value: `${base ?? '0'}-unstable-${git.date}`,
      from: `commit ${git.revision!.slice(0, 7)}`,
    };
  }
  return (
    manifest ?? {
      value: git?.date === undefined ? '0.0.0' : `0-unstable-${git.date}`,
      from: 'no manifest names one',
    }
  );
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

/** The first sentence of the README, where the manifest says nothing. */
async function describedIn(repo: RepoView): Promise<Fact<string> | undefined> {
  const file = repo.files.find((one) => /^readme(?:\.(?:md|rst|txt|adoc|markdown))?$/i.test(one));
  const text = file === undefined ? undefined : await repo.head(file, 6000);
  if (text === undefined) return undefined;
  const lines = text.replace(/<!--[\s\S]*?-->/g, '').split('\n');
  for (const [index, raw] of lines.entries()) {
    const line = raw
      .replace(/<[^>]+>/g, '')
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[*_`]/g, '')
      .trim();
    if (
      /^(?:#|=|-{3}|\||>|\[|!|:|\.\.|```)/.test(line) ||
      line.length < 15 ||
      !/[a-z]{3}.*\s.*[a-z]{3}/i.test(line) ||
      /badge|build status|img\.shields|thanks|sponsor|welcome to|table of contents|:$/i.test(raw)
    )
      continue;
    const sentence =
      /^(.{10,140}?[.!])(?:\s|$)/.exec(line)?.[1] ?? (line.length <= 120 ? line : undefined);
    if (sentence !== undefined) return { value: sentence, from: `${file}:${index + 1}` };
  }
  return undefined;
}

function unknownProject(
  repo: RepoView,
  folder: string,
  analyzers: readonly PackageAnalyzer[],
  options: AnalyzeOptions,
): NixaiError {
  const wanted = options.buildSystem ?? options.language;
  const names = [...new Set(analyzers.flatMap(({ buildSystems }) => buildSystems))].join(', ');
  return new NixaiError({
    code: 'package-unknown',
    what:
      wanted === undefined
        ? `no build system that is known in ${folder}`
        : `nothing for ${wanted} in ${folder}`,
    why: `looked through ${repo.files.length} files for go.mod, Cargo.toml, package.json, pyproject.toml, CMakeLists.txt and the like`,
    hint:
      wanted === undefined
        ? 'name one: --build-system make --language c'
        : `these are known: ${names}`,
    exitCode: ExitCode.usage,
  });
}
