/** What stands before a line's own text, and whose line it says it is. */
export interface Prefixed {
  readonly text: string;
  readonly source?: string;
  /** True for a line that Nix quotes from a failed builder's log (`       > …`). */
  readonly quoted?: boolean;
  /** True for a line of the journal: its source is a program or unit, and no builder. */
  readonly journal?: boolean;
}

// Timestamps of CI systems: GitHub's raw logs and `gh run view` (job, step, time), GitLab, Jenkins.
const ciTime =
  /^(?:[^\t]{1,80}\t[^\t]{1,80}\t)?\uFEFF?\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?(?: \d\d[OE]\+?)?(?: |$)/;
const ciMark =
  /^(?:##\[(?:error|warning|group|section|command|debug)\]|::(?:error|warning|group)[^:]{0,200}::)/;
const clock = /^\[?\d\d:\d\d:\d\d(?:[.,]\d{1,6})?\]? /;

// journalctl -o short, short-precise, short-iso, short-full, short-monotonic, with-unit; months in
// any language. After the time: host, identifier, pid.
const journalTime =
  /^(?:(?:[\p{L}]{2,9}\.?|\d{1,2}[月월]) {1,2}\d{1,2}[日일.]?|\d{1,2}\.? [\p{L}]{2,9}\.?|(?:[\p{L}]{2,4}\.? )?\d{4}-\d\d-\d\d)[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?: ?[+-]\d\d:?\d\d| [A-Z]{2,5})? /u;
const monotonic = /^\[ {0,8}\d{1,8}\.\d{3,6}\] /;
// Where a person cut the time away. A make that calls itself counts its depth in the same way.
const untimed = /^(?<named>systemd(?=\[1\])|[\w@.:\\()-]{2,128}(?=\[\d{3,8}\]))\[\d{1,8}\]: /;
const identifier =
  /^(?:[\w.-]{1,64} (?<named>(?:container )?[\w@.:\\/()-]{1,128}?)(?:\[\d{1,8}\])?|(?<numbered>(?:container )?[\w@.:\\/()-]{1,128}?)\[\d{1,8}\]): /;

const ofKernelDevice = /^(?:EXT[234]-fs|XFS|FAT-fs|F2FS-fs|BTRFS) \([\w.-]{2,60}\): /;

// A machine of a NixOS test: `machine # [    5.364] systemd[1]: …`.
const testMachine =
  /^(?:vm-test-run-[\w.-]{1,120}> )?[a-z]\w{0,60} # (?=\[ {0,8}\d{1,6}\.\d{3,6}\] )/;

// A whole log that was quoted in a thread: `> ┃ error: …`.
const box = /^(?:> )?\s*[│┃┏┗┣├└╭╰╔╚║┝━─]+[━─ ]{0,3}/;
const builder = /^(?<source>[\w+.?=][\w+.?=-]{0,210})> /;
const quoted = /^ {4,16}> ?/;
// colmena, docker compose: `host | text`. Nix's own carets have digits or nothing before the bar.
const host = /^\s{0,20}(?<source>[\w.-]{0,60}[a-z][\w.-]{0,60}) {0,20}\| /;

/** Takes off the timestamp, the journal's columns, box drawing and a builder's or host's name. */
export function withoutPrefix(raw: string): Prefixed {
  const logged = withoutJournal(raw.replace(testMachine, ''));
  if (logged !== undefined) return logged;
  let text = raw.replace(ciTime, '').replace(ciMark, '').replace(clock, '').replace(box, '');
  // A journal that a CI system or another tool prints.
  const inner = text === raw ? undefined : withoutJournal(text.trimStart());
  if (inner !== undefined) return inner;
  if (quoted.test(text)) return { text: text.replace(quoted, ''), quoted: true };
  const named = builder.exec(text) ?? host.exec(text);
  if (named === null) return { text };
  text = text.slice(named[0].length);
  return { text, source: named.groups?.['source'] };
}

function withoutIdentifier(raw: string): Prefixed | undefined {
  const named = untimed.exec(raw);
  if (named === null) return undefined;
  return { text: raw.slice(named[0].length), source: named.groups?.['named'], journal: true };
}

/** A line of the journal without its columns; undefined if it is none. */
export function withoutJournal(raw: string): Prefixed | undefined {
  const time = (journalTime.exec(raw) ?? monotonic.exec(raw))?.[0];
  if (time === undefined) return withoutIdentifier(raw);
  const rest = raw.slice(time.length);
  // The kernel's own `EXT4-fs (sda2): …` is no host with an identifier.
  const named = ofKernelDevice.test(rest) ? null : identifier.exec(rest);
  // dmesg has no identifier, and a CI's timestamp none either.
  if (named === null) return monotonic.test(raw) ? { text: rest } : undefined;
  return {
    text: rest.slice(named[0].length),
    source: named.groups?.['named'] ?? named.groups?.['numbered'],
    journal: true,
  };
}
