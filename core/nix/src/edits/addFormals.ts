import { changed, readForEdit, refused, type EditResult, type TextChange } from './editResult.js';
import { namesBound } from './boundNames.js';
import type { SetPattern } from '../syntax/nodes.js';

/**
 * Lets a module use arguments of the module system (`pkgs`, `lib`): names that it does not have yet
 * are added to those that its function takes; a module that is a set alone becomes a function.
 */
export function addFormals(source: string, names: readonly string[]): EditResult {
  const read = readForEdit(source);
  if (!read.ok) return read;
  const { root } = read.tree;
  const bound = namesBound(root);
  const needed = names.filter((name) => !bound.has(name));
  if (needed.length === 0) return { ok: true, source };
  if (root.kind !== 'lambda') {
    const text = `{ ${needed.join(', ')}, ... }:\n`;
    return changed(source, [{ start: root.start, end: root.start, text }]);
  }
  const { parameter } = root;
  if (parameter.kind !== 'pattern')
    return refused('computed', 'the module takes its arguments in a way that cannot be added to');
  return changed(source, [intoPattern(source, parameter, needed)]);
}

function intoPattern(source: string, pattern: SetPattern, needed: readonly string[]): TextChange {
  const open = source.indexOf('{', pattern.start) + 1;
  const last = pattern.formals.at(-1);
  if (last === undefined) {
    const text = ` ${needed.join(', ')}${pattern.ellipsis ? ',' : ' '}`;
    return { start: open, end: open, text };
  }
  const gap = source.slice(open, pattern.formals[0]?.start ?? open);
  const separator = gap.includes('\n') ? `,${gap.replace(/#.*|\/\*[^]*?\*\//g, '')}` : ', ';
  return {
    start: last.end,
    end: last.end,
    text: needed.map((name) => separator.replace(/\n\s*\n/g, '\n') + name).join(''),
  };
}
