import type { CleanLine } from '../log/line.js';

/** A line that speaks of a failure, where no rule knows which. */
export interface Symptom {
  readonly line: number;
  readonly text: string;
  /** Higher is likelier to be the cause. */
  readonly weight: number;
}

/** Literal text that is looked for; what it is worth is decided by `weights`. */
export const symptomAnchors: readonly string[] = [
  'error:',
  'Error:',
  'ERROR',
  'fatal:',
  'FAILED',
  'panicked at',
  'Traceback (most recent',
  'undefined reference',
  'command not found',
  'No such file or directory',
  'Permission denied',
  'Segmentation fault',
  'core dumped',
  'Failed to start',
  'Failed with result',
  'process exited, code=',
  'Activation script',
  ' failed, ',
  'Killed',
  'CMake Error',
  'BUILD FAIL',
  'AssertionError',
  'Exception: ',
  'Could not ',
  'could not resolve',
  'failed: signal',
  'sudo: ',
  ' oh no!',
  'refusing to ',
  '  × ',
  'Bus error',
  'returned non-zero exit status',
  ' -- exiting',
  'Failed to build ',
  'Failed to install ',
  'Active: failed',
  ' dumped core',
  'Freezing execution',
  'Failed to mount ',
  'Dependency failed for ',
  ': FATAL: ',
  'panic: ',
  ': bad substitution',
  ': invalid option',
  'issing dependencies',
  '  0: ',
  ' while evaluating ',
  ' while calling ',
  'stack trace truncated',
  'Error detected while',
  ', failing.',
  ' failing.',
];

// Ordered: the first that fits counts.
const weights: readonly (readonly [RegExp, number])[] = [
  [
    /^(?:\[\s?\w{4,6}\s?\] )?(?:Failed to mount|Dependency failed for) \S|^[\w.-]{2,40}: FATAL: \S/,
    4,
  ],
  [
    /build of .* failed|dependenc(?:y|ies).* failed|1 dependencies|last \d+ log lines|For full logs/i,
    1,
  ],
  [
    /failed with exit code|builder failed|Failed with result|process exited, code=(?:exited, status=[1-9]|killed|dumped)|Activation script.{0,80}failed|^=+ [1-9]\d* failed|^Killed$|make(?:\[\d+\])?: \*\*\*|^\s*Active: failed|\bdumped core\b|Freezing execution/,
    3,
  ],
  [/\b0 (?:errors?|failed)|no errors?\b|-Werror|error(?:s)?[-_.]\w+\.|\berrors?\.[a-z]{1,4}\b/i, 0],
  // What followed it was cut off, or what stood before: Nix prints a trace only with an error.
  [/^error:$/, 3],
  // What Rust tools print of their own failure: `Error:`, and its causes by number.
  [/^Error:\s?$/, 3],
  [/^ {2,4}0: [A-Z]\w/, 4],
  [/^\s{0,16}\S{1,3} while (?:evaluating|calling) (?:the|a) |stack trace truncated/, 3],
  [/^\s{0,16}error: \S|fatal: \S|fatal error/, 8],
  [/\b(?:error|Error)(?:\[[A-Z]\d+\])?: \S/, 7],
  [
    /^CMake Error|^sudo: .{0,40}\b(?:required|must be|not allowed|not in the sudoers)|failed: signal|---- oh no!|\brefusing to (?:evaluate|build|overwrite|continue)/,
    7,
  ],
  [/^\s{0,8}(?:[\w.]{1,60}\.)?[A-Z]\w{2,40}(?:Error|Exception)(?::|$)/, 7],
  [
    /BUILD FAIL(?:ED|URE)|^\s{0,8}>? ?Could not (?:resolve|find|load|open|create|connect|determine)/,
    5,
  ],
  [/panicked at|Traceback|undefined reference|core dumped|Segmentation fault|\bBus error\b/, 6],
  // devenv and other tools in Rust print their error so.
  [/^ {1,4}× \S/, 8],
  [/^Error detected while|,? failing\.$/, 4],
  [/^panic: \S|: bad substitution$|: -\w: invalid option$/, 6],
  [/[Mm]issing dependencies/, 5],
  [/returned non-zero exit status [1-9]|\S -- exiting$/, 3],
  [/^Failed to build (?:NixOS|Home|the|configuration|nix-darwin)/, 5],
  [/^Failed to (?:build|install) /, 2],
  [/command not found|No such file or directory|Permission denied|Failed to start/, 5],
  [/ERROR|FAILED/, 4],
];

/** How much a line speaks of a failure; 0 for not at all. */
function symptomWeight(text: string): number {
  return weights.find(([pattern]) => pattern.test(text))?.[1] ?? 0;
}

/** The weight of a complaint that somebody asks about: enough to be a failure. */
const asked = 3;

const kept = 8;

/** The likeliest lines of a log: few, however many there are. Of equals the first are kept. */
export function createSymptoms() {
  const best: Symptom[] = [];
  return {
    add({ text, number }: CleanLine): void {
      keep(symptomWeight(text), text, number);
    },
    /** A line of a text that is too short for a log: what only complains in a log is what it is about. */
    addAsked: ({ text, number }: CleanLine): void => keep(asked, text, number),
    list: (): readonly Symptom[] => [...best].sort((a, b) => a.line - b.line),
  };

  function keep(weight: number, text: string, line: number): void {
    const least = best.at(-1);
    if (weight === 0 || (best.length === kept && weight <= (least?.weight ?? 0))) return;
    if (best.some((one) => one.text === text)) return;
    best.push({ line, text: text.slice(0, 400), weight });
    best.sort((a, b) => b.weight - a.weight || a.line - b.line);
    best.length = Math.min(best.length, kept);
  }
}
