import type { LogBlock } from '@nixai/api';
import type { CleanLine } from '../log/line.js';

const drv = /(?<path>\/nix\/store\/[0-9a-z]{32}-(?<name>[^'\s]{1,211})\.drv)/;
const failedBuild =
  /(?:builder for|Cannot build|build of|while building|Build failed for|hash mismatch in fixed-output derivation) '?\/nix\/store\//;
const startedBuild = /building '?\/nix\/store\//;

/** A block, and where the line stands in it that it was made for. */
export interface PlacedBlock {
  readonly block: LogBlock;
  readonly index: number;
}

/** The lines that belong to the one at `index`: its builder's, its unit's, or its evaluation's. */
export function blockAround(lines: readonly CleanLine[], index: number): PlacedBlock {
  const line = lines[index];
  if (line === undefined) return { block: { lines: [] }, index: 0 };
  if (line.quoted === true) return quotedLog(lines, index);
  if (line.source !== undefined) return sourceLog(lines, index, line.source);
  return plainLog(lines, index);
}

/** `error: builder for '….drv' failed …; last 10 log lines:` and the lines that it quotes. */
function quotedLog(lines: readonly CleanLine[], index: number): PlacedBlock {
  let from = index;
  while (from > 0 && lines[from - 1]?.quoted === true) from--;
  let to = index + 1;
  while (lines[to]?.quoted === true) to++;
  let head = from;
  while (head > Math.max(0, from - 12) && !failedBuild.test(lines[head]?.text ?? '')) head--;
  const start = failedBuild.test(lines[head]?.text ?? '') ? head : from;
  const chosen = lines.slice(start, to + 1);
  // Below the quote Nix says how to read the whole log, by the derivation that it is of.
  const whole = lines.slice(to, to + 3).filter(({ text }) => /nix log \/nix\/store\//.test(text));
  const derivation = { ...derivationIn(chosen), ...derivationIn(whole) };
  return { block: { lines: chosen, ...derivation }, index: index - start };
}

/** One builder's or unit's lines among those of others. */
function sourceLog(lines: readonly CleanLine[], index: number, source: string): PlacedBlock {
  // What stands between a journal's lines without a prefix belongs to all of them.
  const journal = lines[index]?.journal === true;
  // systemd speaks of every unit, and the units say themselves why.
  const chosen = lines.filter(
    (line) =>
      line.source === source ||
      (journal && (line.source === undefined || line.source === 'systemd')) ||
      (source === 'systemd' && line.journal === true),
  );
  const at = chosen.indexOf(lines[index] as CleanLine);
  const named = lines.find(
    ({ text }) => failedBuild.test(text) && drv.exec(text)?.groups?.['name']?.includes(source),
  );
  const derivation =
    named !== undefined
      ? derivationIn([named])
      : journal
        ? {}
        : { derivation: builderName(source) };
  return { block: { lines: chosen, ...derivation }, index: at };
}

/** A unit or program of the journal is no derivation. */
function builderName(source: string): string | undefined {
  return /\.(?:service|socket|mount|timer|target|scope|slice)$|^(?:systemd|kernel|sshd|sudo)\b|[()/@]/.test(
    source,
  )
    ? undefined
    : source;
}

/** Lines that say no source: an evaluation, or a single builder's log. */
function plainLog(lines: readonly CleanLine[], index: number): PlacedBlock {
  // `systemctl status` prints a unit's state, and below it the end of its journal.
  const failing = failedAt(lines, index);
  const chosen = lines.filter(
    ({ source, journal }) =>
      source === undefined ||
      journal === true ||
      (failing !== undefined && failing.startsWith(source)),
  );
  const at = chosen.indexOf(lines[index] as CleanLine);
  return { block: { lines: chosen, ...derivationNear(chosen, at) }, index: at };
}

/** The build that a line of Nix says to have failed: with `-L` its own words stand above. */
function failedAt(lines: readonly CleanLine[], index: number): string | undefined {
  const text = lines[index]?.text ?? '';
  const head = /^\s*Reason: builder failed/.test(text) ? lines[index - 1]?.text : text;
  return head !== undefined && failedBuild.test(head)
    ? drv.exec(head)?.groups?.['name']
    : undefined;
}

/** The derivation whose log a line stands in: the next that fails, else the last that was begun. */
function derivationNear(lines: readonly CleanLine[], at: number): Partial<LogBlock> {
  const reach = /^> /.test(lines[at]?.text ?? '') ? 26 : 8;
  const head = lines
    .slice(Math.max(0, at - reach), at)
    .findLast(({ text }) => failedBuild.test(text));
  // Newer Nix indents the reason under the derivation; a quote may have lost its indentation.
  if (head !== undefined && /^(?:\s|> )/.test(lines[at]?.text ?? '')) return derivationIn([head]);
  const below = lines.slice(at);
  const end = below.findIndex(({ text }) => failedBuild.test(text));
  if (end >= 0) return begunAbove(below, end) ? derivationIn(below.slice(end, end + 1)) : {};
  const last = lines.slice(0, at).findLast(({ text }) => startedBuild.test(text));
  return last === undefined ? derivationOfFolder(lines, at) : derivationIn([last]);
}

/** Not a word of Nix before the build that fails later is begun. */
function begunAbove(below: readonly CleanLine[], end: number): boolean {
  const path = derivationIn(below.slice(end, end + 1)).derivationPath;
  return !below
    .slice(1, end)
    .some(({ text }) => startedBuild.test(text) && path !== undefined && text.includes(path));
}

/** The derivation that a builder's folder outside the sandbox is called after. */
function derivationOfFolder(lines: readonly CleanLine[], at: number): Partial<LogBlock> {
  const folder = /\/nix-build-(?<name>[\w+.?=-]{1,211})\.drv-\d+\//;
  for (const { text } of lines.slice(Math.max(0, at - 8), at + 8)) {
    const name = folder.exec(text)?.groups?.['name'];
    if (name !== undefined) return { derivation: name };
  }
  return {};
}

function derivationIn(lines: readonly CleanLine[]): Partial<LogBlock> {
  for (const { text } of lines) {
    const groups = drv.exec(text)?.groups;
    if (groups !== undefined) return { derivation: groups['name'], derivationPath: groups['path'] };
  }
  return {};
}
