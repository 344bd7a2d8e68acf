import { ExitCode, NixaiError } from '@nixai/api';
import { leavesOf, onlyPaths, parse, pathText, placeInline, writtenOut } from '@nixai/nix';

/**
 * Some options of a module, as a module that stands alone: names that the file binds are written out.
 * @param paths with commas between them; what is below each belongs to it.
 * @throws NixaiError `snippet-unfit`.
 */
export function selected(text: string, paths: string): string {
  const [error] = parse(text, { pipeOperators: true }).errors;
  if (error !== undefined) throw unfit(paths, `line ${error.line}: ${error.message}`);
  const plain = writtenOut(text);
  const source = plain.ok ? plain.source : text;
  const { tree } = parse(source, { pipeOperators: true });
  const wanted = paths
    .split(',')
    .map((path) => path.trim())
    .filter(Boolean);
  const all = [...new Set(leavesOf(tree).map(({ names }) => pathText(names)))];
  const isOf = (path: string, one: string) => path === one || path.startsWith(`${one}.`);
  const idle = wanted.find((one) => !all.some((path) => isOf(path, one)));
  if (idle !== undefined) throw unfit(paths, `it says nothing of ${idle}`);
  const kept = all.filter((path) => wanted.some((one) => isOf(path, one)));
  const part = onlyPaths(source, new Set(kept));
  const placed = part.ok ? placeInline('{ ... }:\n{\n}\n', part.source) : part;
  if (!placed.ok) throw unfit(paths, placed.message);
  const there = new Set(leavesOf(parse(placed.source).tree).map(({ names }) => pathText(names)));
  const lost = kept.find((path) => !there.has(path));
  if (lost !== undefined) throw unfit(paths, `${lost} stands under a condition of its file`);
  return placed.source;
}

const unfit = (paths: string, why: string): NixaiError =>
  new NixaiError({
    code: 'snippet-unfit',
    what: `${paths} cannot be taken out of that file`,
    why,
    hint: 'without --select the file is kept as it is',
    exitCode: ExitCode.usage,
  });
