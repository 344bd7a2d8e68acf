import { ExitCode, NixaiError } from '@nixai/api';
import type { Candidate, PackageAnalyzer, PackageFacts } from '../analyzer.js';
import type { RepoView } from '../repo/view.js';

/** What a person says of which project they mean. */
export interface AnalyzeOptions {
  readonly name?: string;
  readonly buildSystem?: string;
  readonly language?: string;
  /** Every project below, and not only the one at the top. */
  readonly all?: boolean;
  /** Completes what was read of each project, before it is checked: a template. */
  readonly adapt?: (facts: PackageFacts) => PackageFacts;
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

export function isAsked(analyzer: PackageAnalyzer, language: string): boolean {
  const word = language.toLowerCase();
  return analyzer.language === word || analyzer.language === languageAliases[word];
}

export type Found = { readonly analyzer: PackageAnalyzer; readonly candidate: Candidate };

/** Those of a build system, where one was asked for. */
export function ofBuildSystem(
  found: readonly Found[],
  wanted: string | undefined,
): readonly Found[] {
  if (wanted === undefined) return found;
  return found.filter(
    ({ analyzer, candidate }) =>
      candidate.buildSystem === wanted ||
      (analyzer.buildSystems.includes(wanted) && analyzer.language !== 'c') ||
      aliases[wanted] === candidate.buildSystem,
  );
}

/** Where a score says that there is a project and not only a file. */
const enough = 40;
const aside =
  /(?:^|\/)(?:examples?|tests?|testdata|fixtures?|vendor|third[-_]?party|docs?|website|site|www|benchmarks?|tools?|scripts?|hack|contrib|samples?|e2e|integration|ci|packaging|templates?|playground|fuzz|internal)(?:\/|$)/i;

/** Which of what was found is packaged, and which is only told of. */
export function choose(
  found: readonly Found[],
  options: AnalyzeOptions,
): { chosen: readonly Found[]; others: readonly Candidate[] } {
  const best = new Map<string, Found>();
  for (const one of found) {
    const key = placeOf(one.candidate);
    const before = best.get(key);
    if (before === undefined || one.candidate.score > before.candidate.score) best.set(key, one);
  }
  const isAskedFor = options.buildSystem !== undefined || options.language !== undefined;
  const top = best.get('');
  const outermost = withoutParts([...best.values()].filter(isBelow)).sort((one, other) =>
    placeOf(one.candidate) < placeOf(other.candidate) ? -1 : 1,
  );
  const members = outermost.filter(({ candidate }) => candidate.part !== undefined);
  const topCounts = top !== undefined && (isAskedFor || top.candidate.score >= enough);
  const isWhole =
    topCounts &&
    (top.candidate.score >= 70 ||
      outermost.length === 0 ||
      (members.length === 0 && outermost.every(({ analyzer }) => analyzer === top.analyzer)));
  if (isWhole && options.all !== true)
    return { chosen: [top], others: outermost.map(({ candidate }) => candidate) };
  // A workspace is its members: a derivation of the whole would be one of nothing.
  const takesTop =
    topCounts &&
    (top.candidate.score >= 60 ||
      outermost.length === 0 ||
      (options.all === true && members.length === 0));
  const isTaken = ({ candidate }: Found): boolean =>
    options.all === true || candidate.part === undefined || candidate.score >= 70;
  const chosen = [...(takesTop ? [top] : []), ...outermost.filter(isTaken)];
  if (chosen.length === 0)
    return { chosen: isAskedFor ? [...best.values()].slice(0, 1) : [], others: [] };
  return {
    chosen,
    others: outermost.filter((one) => !isTaken(one)).map(({ candidate }) => candidate),
  };
}

/** Where a project is, by which two in one place are told apart. */
function placeOf({ folder, part }: Candidate): string {
  return part === undefined ? folder : [folder, part].filter((one) => one !== '').join('/');
}

/** Not at the top, and no example, test or tool. */
function isBelow({ analyzer, candidate }: Found): boolean {
  const place = placeOf(candidate);
  return (
    place !== '' &&
    candidate.score >= 60 &&
    (analyzer.language === 'docs' || !aside.test(place)) &&
    place.split('/').length <= 3
  );
}

/** Without those in a folder of another one of the same language. */
function withoutParts(found: readonly Found[]): Found[] {
  return found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.analyzer === one.analyzer &&
          placeOf(one.candidate).startsWith(`${placeOf(other.candidate)}/`),
      ),
  );
}

export function unknownProject(
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
