import type { Evidence } from '@nixai/api';

/** What a builder said before it stopped. */
export interface LastWords {
  readonly phase?: string;
  /** The line that most likely says why; undefined where the log has none of its lines. */
  readonly said?: string;
  /** Whether the line speaks of an error, and is not only the last one. */
  readonly telling: boolean;
}

/** What Nix says about the log, and what every builder says on its way. */
const passing =
  /^(?:last \d+ log lines|Last \d+ log lines|For full logs|nix log |Output paths:|Reason: |\/nix\/store\/\S+$|Running phase|@nix |builder for |error: (?:\d+ dependenc|builder for|Cannot build|Build failed)|\d+ dependenc|unpacking source|source root is|setting SOURCE_DATE|patching (?:sources|script)|updateAutotools|configure flags|build flags|install flags|no configure script|structuredAttrs|Sourcing |Executing |Finished |At the end of|shrinking |stripping |checking for references|moving |post-installation|Build with |buildPhase completed)/;

const passedOn =
  /^(?:\++ |.{0,160}\b(?:warning|note): |make(?:\[\d+\])?: (?:\*\*\* (?!No rule)|Leaving|Entering|Waiting)|ninja: build stopped|gmake|npm (?:error|ERR!) (?:A complete log|code |errno |path )|error Command failed with exit|info Visit|\[\s*\d+(?:\/\d+|%)\]|at (?:async )?[\w.<>[\] ]{1,80} \(?(?:node:|file:|\/)|note: run with|\d+ (?:errors?|warnings?)(?: and \d+ errors?)? generated\.|[|\s]*\^[~^]*(?: .{0,80})?$|\|?$|error: aborting due to|For more information about (?:this error|an error)|Some errors have detailed|\d+ \||.{0,80}\b(?:Failed|failed|error|Error)(?:\b.{0,20})?: exit(?:ed)? (?:status|code)[: ]{1,2}\d+\.?$|cannot build derivation )/;

/** From the surest sign to the least; the first line of the best kind is taken. */
const tellingWords: readonly RegExp[] = [
  /^\s{0,12}(?:fatal|[Ff]atal error|CRITICAL|panic)\b.{0,3}\S|No rule to make target/,
  /\b(?:error|Error|ERROR|ERR!)\b(?:\[\w+\])?:? \S|^\s*(?:\w+\.)*\w+(?:Error|Exception|Failure): \S|^E: |\S\.\w{1,8}:\d{1,6}:\d{1,5}:?$/,
  /\b(?:cannot|can't|could not|couldn't|unable to|not found|not installed|not executable|no such|does not exist|doesn't exist|denied|refus\w+|conflict\w*|mismatch|unexpected|unrecognized|unknown option|undefined|unsupported|not supported|not implemented|invalid|missing|required|must be|expected)\b/i,
  /\b(?:fail(?:ed|ure)?|FAILED|abort\w*|killed|warning)\b/i,
];

/** The words of a builder that a line of Nix says to have failed: quoted below it, or above it. */
export function lastWords(evidence: Evidence, name: string): LastWords {
  const cut = /^\s*(?:For full logs|nix log )/.test(evidence.line.text);
  const quoted = cut ? [] : quotedBelow(evidence.below(60));
  const above = evidence.all(/^(?<line>.+)$/).map(({ groups }) => groups?.['line'] ?? '');
  const own = ownLines(above, evidence.line.text, name);
  const phase =
    lastOf(quoted, /Running phase: (?<is>\w{3,40})/) ??
    lastOf(own, /Running phase: (?<is>\w{3,40})/);
  const telling = sayWhy(quoted) ?? sayWhy(own);
  // Above the line builders are mixed: only what speaks of a failure is taken for this one's.
  const said = telling ?? spoken(quoted).at(-1);
  return { phase, said: said?.trim().slice(0, 240), telling: telling !== undefined };
}

/** What a builder said itself, without what only passes a failure on. */
const spoken = (lines: readonly string[]): readonly string[] =>
  lines
    .map((line) => line.replace(/^[\s#]{0,8}> /, ''))
    .filter((line) => {
      const text = line.trim();
      return text !== '' && !passing.test(text) && !passedOn.test(text);
    });

function sayWhy(lines: readonly string[]): string | undefined {
  const candidates = spoken(lines);
  for (const pattern of tellingWords) {
    const at = candidates.findIndex((line) => pattern.test(line));
    if (at >= 0) return joined(candidates, at);
  }
  return undefined;
}

/** CMake and compilers say on the next line what the first one only announces. */
function joined(lines: readonly string[], at: number): string {
  const line = lines[at]?.trim() ?? '';
  const next = lines
    .slice(at + 1, at + 6)
    .map((text) => text.trim())
    .find((text) => /\w/.test(text) && !/^\d* ?\|/.test(text));
  return /(?:\(message\)|error|Error|:|:\d+|detected):?$/.test(line) && next !== undefined
    ? `${line} ${next}`
    : line;
}

const lastOf = (lines: readonly string[], pattern: RegExp): string | undefined =>
  lines.findLast((line) => pattern.test(line))?.match(pattern)?.groups?.['is'];

/** `last 10 log lines:` and what Nix quotes below it; the quote ends where Nix speaks again. */
function quotedBelow(below: readonly string[]): readonly string[] {
  const head = below.findIndex((line) => /^\s*[Ll]ast \d+ log lines:/.test(line));
  if (head > 4) return [];
  const end = below.findIndex(
    (line, at) => at > head && /^\s*For full logs|^(?:error: |Command ')|^building '/.test(line),
  );
  return below.slice(head + 1, end < 0 ? undefined : end);
}

/** Lines above that Nix did not print itself: a log of one builder, or with `-L`. */
function ownLines(all: readonly string[], line: string, name: string): readonly string[] {
  const at = all.indexOf(line);
  const above = all.slice(Math.max(0, at - 40), at < 0 ? undefined : at);
  const begun = above.findLastIndex((text) => text.startsWith('building ') && text.includes(name));
  return above
    .slice(begun + 1)
    .filter(
      (text) =>
        !/^(?:building|copying|fetching|querying|downloading|these \d+|warning: |error: |evaluating|unpacking ')/.test(
          text,
        ) && !/^\s+\/nix\/store\//.test(text),
    );
}
