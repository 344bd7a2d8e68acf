import type { Evidence } from '@nixai/api';

/** What a builder said before it stopped. */
export interface LastWords {
  readonly phase?: string;
  /** The line that most likely says why; undefined where the log has none of its lines. */
  readonly said?: string;
}

/** What Nix says about the log, and what every builder says on its way. */
const passing =
  /^(?:last \d+ log lines|Last \d+ log lines|For full logs|nix log |Output paths:|Reason: |\/nix\/store\/\S+$|Running phase|@nix |error: (?:\d+ dependenc|builder for|Cannot build|Build failed)|\d+ dependenc|unpacking source|source root is|setting SOURCE_DATE|patching (?:sources|script)|updateAutotools|configure flags|build flags|install flags|no configure script|structuredAttrs|Sourcing |Executing |Finished |At the end of|shrinking |stripping |checking for references|moving |post-installation|Build with |buildPhase completed)/;

const passedOn =
  /^(?:make(?:\[\d+\])?: (?:\*\*\*|Leaving|Entering|Waiting)|ninja: build stopped|gmake|npm (?:error|ERR!) (?:A complete log|code |errno |path )|error Command failed with exit|info Visit|\[\s*\d+(?:\/\d+|%)\]|at (?:async )?[\w.<>[\] ]{1,80} \(?(?:node:|file:|\/)|note: run with|\^+$|\d+ \|)/;

/** From the surest sign to the least; the first line of the best kind is taken. */
const telling: readonly RegExp[] = [
  /^\s{0,12}(?:fatal|[Ff]atal error|CRITICAL|panic)\b.{0,3}\S/,
  /\b(?:error|Error|ERROR|ERR!)\b(?:\[\w+\])?:? \S|^\s*(?:\w+\.)*\w+(?:Error|Exception|Failure): \S|^E: /,
  /\b(?:cannot|can't|could not|couldn't|unable to|not found|no such|does not exist|doesn't exist|denied|refus\w+|conflict\w*|mismatch|unexpected|unrecognized|unknown option|undefined|unsupported|not supported|not implemented|invalid|missing|required|must be|expected)\b/i,
  /\b(?:fail(?:ed|ure)?|FAILED|abort\w*|killed|warning)\b/i,
];

/** The words of a builder that a line of Nix says to have failed: quoted below it, or above it. */
export function lastWords(evidence: Evidence, name: string): LastWords {
  const quoted = quotedBelow(evidence.below(60));
  const above = evidence.all(/^(?<line>.+)$/).map(({ groups }) => groups?.['line'] ?? '');
  const lines = quoted.length > 0 ? quoted : ownLines(above, evidence.line.text, name);
  const phase =
    lastOf(lines, /Running phase: (?<is>\w{3,40})/) ??
    evidence.before(/Running phase: (?<is>\w{3,40})/, 200)?.groups?.['is'];
  const words = lines.filter((line) => line.trim() !== '' && !passing.test(line.trim()));
  const candidates = words.filter((line) => !passedOn.test(line.trim()));
  const said =
    telling
      .map((pattern) => candidates.findIndex((line) => pattern.test(line)))
      .find((at) => at >= 0) ?? -1;
  // Above the line builders are mixed: only what speaks of a failure is taken for this one's.
  const last = quoted.length > 0 ? candidates.at(-1) : undefined;
  const chosen = said >= 0 ? joined(candidates, said) : last;
  return { phase, said: chosen?.trim().slice(0, 240) };
}

/** CMake and compilers say on the next line what the first one only announces. */
function joined(lines: readonly string[], at: number): string {
  const line = lines[at]?.trim() ?? '';
  const next = lines[at + 1]?.trim();
  return /(?:\(message\)|error|Error|:):?$/.test(line) && next !== undefined
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
