import { parse } from '../parser/parse.js';
import { bindingFaults } from '../semantics/bindingFaults.js';
import { changed, refused, type EditResult } from './editResult.js';
import type { Match } from './locate.js';
import { namesOf, type Path } from './path.js';
import { pathText } from '../syntax/quoting.js';
import { removeAttribute } from './removeAttribute.js';
import { setAttribute } from './setAttribute.js';
import { blocked, findTarget, notFound } from './target.js';

/**
 * Gives a path, and all that is below it, another name. Where the new path belongs to another set,
 * the definition moves there. References to it elsewhere in the file stay as they are.
 */
export function renameAttribute(source: string, from: Path, to: Path): EditResult {
  const target = findTarget(source, from);
  if (!target.ok) return target;
  const names = namesOf(to);
  if (names === undefined)
    return refused('bad-value', `${JSON.stringify(to)} is no attribute path`);
  const found = [...target.exact, ...target.below];
  if (found.length === 0)
    return target.over.length > 0 ? (blocked(target) as EditResult) : notFound(target);
  const occupied = findTarget(source, to);
  if (!occupied.ok) return occupied;
  // Read a second time: the same binding is another object, at the same place.
  const itself = ({ start }: { start: number }) =>
    found.some(({ binding }) => binding.start === start);
  if ([...occupied.exact, ...occupied.below].some(({ binding }) => !itself(binding)))
    return refused('exists', `\`${pathText(names)}\` is defined already`);
  if (!occupied.over.every(itself)) return blocked(occupied) as EditResult;
  const staysIn = ({ depth }: Match) =>
    depth < names.length && target.names.slice(0, depth).every((name, at) => name === names[at]);
  if (!found.every(staysIn)) return moved(source, found, from, names);
  const inPlace = changed(
    source,
    found.map((match) => renamed(match, target.names, names)),
  );
  // `a.b.c` beside `a = { b = { }; }`: a Nix before 2.26 merges one level of sets only, so it has to go inside.
  if (inPlace.ok && duplicates(inPlace.source) > duplicates(source))
    return moved(source, found, from, names);
  return inPlace;
}

function duplicates(source: string): number {
  const faults = bindingFaults(parse(source, { pipeOperators: true }).tree);
  return faults.filter(({ code }) => code === 'duplicate-attribute' || code === 'late-merge')
    .length;
}

function renamed({ binding, depth }: Match, from: readonly string[], to: readonly string[]) {
  const { attributes } = binding.path;
  const last = attributes[from.length - depth - 1];
  const end = last?.end ?? binding.path.end;
  return { start: binding.path.start, end, text: pathText(to.slice(depth)) };
}

function moved(source: string, found: Match[], from: Path, to: readonly string[]): EditResult {
  const [match, another] = found;
  if (match === undefined || another !== undefined)
    return refused('computed', 'it is defined in several places, and would have to move');
  if (match.set.form === 'recursive')
    return refused('computed', 'it stands in a recursive set, whose names its value may use');
  const { start, end } = match.binding.value;
  const removed = removeAttribute(source, from);
  return removed.ok ? setAttribute(removed.source, to, source.slice(start, end)) : removed;
}
