import { withoutStorePath, type Frame, type LogLine } from '@nixai/api';

// `at /etc/nixos/x.nix:3:5:`, `at «string»:1:1`, `at «github:o/r/rev»/x.nix:1:2`, and Nix 2.3's
// `…, at /etc/nixos/x.nix:3:5`. A time of day (`at 22:32:33`) is no place.
const place =
  /(?:^|[\s,(])at:? ["']?(?<file>«[^»\s]*»[^:\s]*|(?!\d{1,2}:\d\d:\d\d\b)[^\s:«"']+)["']?:(?<line>\d{1,7}):(?<column>\d{1,6})/;
// Nix 2.4 to 2.6: `at: (3:5) in file: /etc/nixos/x.nix`.
const olderPlace =
  /at: \((?<line>\d{1,7}):(?<column>\d{1,6})\) (?:in file: (?<file>\S+)|from string)/;

const library =
  /^<nix\/|^\/{1,2}builtin\/|(?:^|\/)lib\/(?:asserts|attrsets|customisation|debug|default|deprecated[^/]*|derivations|fileset\/[^/]+|fixed-points|flake|generators|lists|meta|minver|modules|options|sources|strings|strings-with-deps|systems\/[^/]+|trivial|types|eval-config|eval-config-minimal|make-options-doc\/[^/]+)\.nix$|(?:^|\/)nixos\/(?:lib|modules)\/|(?:^|\/)pkgs\/(?:stdenv|build-support|top-level|by-name|applications|development|tools|servers|os-specific|misc|data|desktops|games|shells)\/|(?:^|\/)modules\/lib\/|^«(?:internal|none)|home-manager[^/]*\/(?:modules|nixos|lib)\/|(?:^|\/)share\/nix\/corepkgs\//;

// A terminal wraps a long path: the line ends within it, and the next one goes on.
const wrappedHead = /^\s*at:? (?:«|\/)[^\s:]*(?::\/{0,2}[^\s:]*)?$/;
const wrappedTail = /^\s{0,4}(?<rest>[^\s:«»]{1,200}:\d{1,7}:\d{1,6}):?$/;

/**
 * The place that a line names, if it names one.
 * @param next the line below, with which a wrapped path goes on.
 */
export function frameOf(line: LogLine, index: number, next?: LogLine): Frame | undefined {
  const rest = wrappedHead.test(line.text)
    ? wrappedTail.exec(next?.text ?? '')?.groups?.['rest']
    : undefined;
  const text = rest === undefined ? line.text : line.text.trimEnd() + rest;
  const groups = (place.exec(text) ?? olderPlace.exec(text))?.groups;
  if (groups === undefined) return undefined;
  const file = withoutStorePath(groups['file'] ?? '«string»');
  return {
    file,
    line: Number(groups['line']),
    column: Number(groups['column']),
    index,
    library: library.test(file) || library.test(groups['file'] ?? ''),
  };
}

/**
 * Where an error arose: the place that its message names, unless that is in a library; then the
 * nearest place on the way there that is the user's own.
 * @param at index of the message's line.
 */
export function userFrame(lines: readonly LogLine[], at: number): Frame | undefined {
  const own = firstFrame(lines, at, Math.min(lines.length, at + 4));
  if (own !== undefined && !own.library) return own;
  return nearestUserFrame(lines, at) ?? own ?? libraryFrame(lines, at);
}

function firstFrame(lines: readonly LogLine[], from: number, to: number): Frame | undefined {
  for (let index = from; index < to; index++) {
    const line = lines[index];
    const frame = line && frameOf(line, index, lines[index + 1]);
    if (frame !== undefined) return frame;
  }
  return undefined;
}

/** A library's place close above the message, where nothing else is named (Nix 2.4 to 2.6). */
function libraryFrame(lines: readonly LogLine[], at: number): Frame | undefined {
  for (let index = at - 1; index >= Math.max(0, at - 10); index--) {
    const line = lines[index];
    if (line !== undefined && olderPlace.test(line.text)) return frameOf(line, index);
  }
  return undefined;
}

/** Nix ≥ 2.20 prints the way before the message, outermost first; older ones after it, inwards out. */
function nearestUserFrame(lines: readonly LogLine[], at: number): Frame | undefined {
  for (let index = at - 1; index >= 0; index--) {
    const line = lines[index];
    if (line === undefined || /^\S*error:$/.test(line.text.trim())) break;
    const frame = frameOf(line, index, lines[index + 1]);
    if (frame !== undefined && !frame.library) return frame;
  }
  for (let index = at; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    if (index > at && /^error:/.test(line.text)) break;
    const frame = frameOf(line, index, lines[index + 1]);
    if (frame !== undefined && !frame.library) return frame;
  }
  return undefined;
}
