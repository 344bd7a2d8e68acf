import type { Expression, List } from '../syntax/nodes.js';
import { startsArgument } from '../parser/argumentStart.js';
import { lex } from '../syntax/lexer.js';
import { changed, refused, type EditResult } from './editResult.js';
import { insertion } from './insertion.js';
import { reindented } from './layout.js';
import type { Path } from './path.js';
import { pathText } from '../syntax/quoting.js';
import { added, readValue } from './setAttribute.js';
import { blocked, findTarget } from './target.js';

/**
 * Appends an item, written as Nix, to the list at a path; the list is made where there is none. An
 * item that is there already, letter by letter, is not added again.
 */
export function appendToList(source: string, path: Path, item: string): EditResult {
  const target = findTarget(source, path);
  if (!target.ok) return target;
  const text = itemText(item);
  if (text === undefined) return refused('bad-value', 'the item is not valid Nix');
  const match = target.exact.at(-1);
  if (match === undefined) return blocked(target) ?? added(target, `[ ${text} ]`);
  const list = listIn(match.binding.value);
  if (list === undefined)
    return refused('computed', `the value of \`${pathText(target.names)}\` is no list in sight`);
  if (list.items.some(({ start, end }) => source.slice(start, end) === text))
    return { ok: true, source };
  const change = insertion(target.tree, list, 'last', (indent) => reindented(text, '', indent));
  return changed(source, [change]);
}

/** An item as it stands in a list: what is more than a value gets parentheses. */
export function itemText(item: string): string | undefined {
  const value = readValue(item);
  if (value === undefined) return undefined;
  const { kind } = value.root;
  const isItem =
    kind !== 'call' &&
    kind !== 'binary' &&
    kind !== 'hasAttribute' &&
    kind !== 'lambda' &&
    kind !== 'let' &&
    startsArgument(lex(value.text).kind(0));
  return isItem ? value.text : `(${value.text})`;
}

/** The list that a value ends in: `with pkgs; [ … ]`, `a ++ [ … ]`, `lib.mkForce [ … ]`. */
function listIn(value: Expression): List | undefined {
  let inner: Expression | undefined = value;
  while (inner !== undefined) {
    switch (inner.kind) {
      case 'list':
        return inner;
      case 'parenthesized':
        inner = inner.inner;
        break;
      case 'with':
      case 'let':
      case 'assert':
        inner = inner.body;
        break;
      case 'binary':
        if (inner.operator !== '++') return undefined;
        inner = listIn(inner.right) ?? inner.left;
        break;
      case 'call': {
        const name = calledName(inner.function);
        inner = name !== undefined && wrappers.has(name) ? inner.arguments.at(-1) : undefined;
        break;
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

/** Functions of `lib` whose last argument is the value of the option. */
const wrappers = new Set(['mkForce', 'mkDefault', 'mkBefore', 'mkAfter', 'mkOverride', 'mkOrder']);

function calledName(called: Expression): string | undefined {
  const last = called.kind === 'select' ? called.path.attributes.at(-1) : called;
  return last?.kind === 'identifier' ? last.name : undefined;
}
