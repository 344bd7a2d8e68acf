import type { Activities } from '../log/json.js';
import { cleanLines, type CleanLine } from '../log/line.js';

/** Up to so many lines are no log, but what somebody was told and asks about. */
const fewLines = 14;

const complains =
  /\b(?:fail(?:ed|s|ure|ing)?|fatal|errors?|cannot|can't|couldn't|could ?not|unable to|incorrect|invalid|denied|refused|timed out|not (?:found|supported|available|permitted|executable|recognized|allowed|valid|installed|registered|loaded)|killed|aborted|panic(?:ked)?|unbound|unrecognized|unsupported|refus(?:es|ing)|missing|does(?: not|n't) (?:exist|match|support|work)|no such|never registered|crash(?:ed|es|ing)?|seg(?:mentation )?fault|is in the way|nil value|giving up|must (?:be|have|not)|stack traceback|exiting|unreachable|mismatch)\b/i;
const isWell =
  /\b(?:0|no|without(?: any)?) (?:errors?|failed|failures?)\b|\bfail(?:ed|ures?)\s?[=:] ?0\b/i;

/** What is said of something that was left out on purpose, or went on without it. */
const isNoMatter =
  /\b(?:ignor(?:ed|ing)|skipp(?:ed|ing)|retr(?:y|ying|ied)|optional|not needed|will be moved|fall(?:ing)? ?back|deprecated)\b|\.\.\. ?(?:no|none)\b|^\s*\S{0,40}warning: /i;

/** How what came to a good end says so: complaints before it did not stop it. */
const cameThrough =
  /\bpassed\b|\bsucce(?:ss|eded)|\bsuccessful(?:ly)?\b|^(?:Started|Finished|Mounted|Reached target|Done)\b|\bDone[.!]?$|\bgenerated\b|^\s*ok\b|\bBUILD SUCCESS|\bis ready\b|\bwritten (?:on|to)\b|^(?:--- )?PASS\b/i;

/** A build tells how it ended; what its tools complain of on the way is no failure. */
const ofBuild =
  /Running phase: |^(?:unpacking|building|configuring|installing|fixing up)$|^[[ ]*\d+%\] /;

/** Its name is no word of the message. */
const storePath = /\/nix\/store\/\S{1,300}/g;

/** The lines of a short text that complain, and behind which nothing tells of a good end. */
export function complaintsOf(whole: string, activities: Activities): readonly CleanLine[] {
  const lines = whole
    .trimEnd()
    .split('\n')
    .flatMap((raw, at) => cleanLines(raw, at + 1, activities));
  if (lines.length > fewLines) return [];
  if (lines.some(({ text }) => ofBuild.test(text))) return [];
  const through = lines.findLastIndex(({ text }) => cameThrough.test(text) || isWell.test(text));
  return lines
    .slice(through + 1)
    .map((line) => ({ line, said: line.text.replaceAll(storePath, '') }))
    .filter(({ said }) => complains.test(said) && !isNoMatter.test(said))
    .map(({ line }) => line);
}
