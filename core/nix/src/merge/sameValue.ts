import { lex } from '../syntax/lexer.js';
import type { AttributePath, Expression } from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { stringValue } from '../syntax/stringValue.js';
import { isTrivia } from '../syntax/tokens.js';
import { walk } from '../syntax/walk.js';

/** An expression where it stands: in a text, perhaps inside of a `with`. */
export interface Placed {
  readonly expression: Expression;
  readonly source: string;
  /** What the innermost `with` around it opens, as written: `pkgs`. */
  readonly opened?: string;
}

/**
 * A text that is the same for two expressions that are written differently and mean the same:
 * comments, blanks, parentheses, the two forms of strings, the order of keys, `with pkgs; [ a ]` for
 * `[ pkgs.a ]`. Different texts do not say that the values differ.
 */
export function canonical({ expression, source, opened }: Placed): string {
  const inner = (part: Expression) => canonical({ expression: part, source, opened });
  switch (expression.kind) {
    case 'parenthesized':
      return inner(expression.inner);
    case 'with':
      return canonical({
        expression: expression.body,
        source,
        opened: meaningful(source.slice(expression.subject.start, expression.subject.end)),
      });
    case 'string': {
      const value = stringValue(expression);
      return value === undefined ? textOf(expression, source) : JSON.stringify(value);
    }
    case 'list':
      return `[ ${expression.items.map(inner).join(' ')} ]`;
    case 'identifier':
      return opened === undefined || constants.has(expression.name)
        ? expression.name
        : `${opened}.${JSON.stringify(expression.name)}`;
    case 'select':
      return expression.fallback === undefined
        ? `${inner(expression.subject)}.${pathKey(expression.path, source)}`
        : textOf(expression, source);
    case 'set':
      return `{ ${expression.bindings
        .map((binding) =>
          binding.kind === 'binding'
            ? `${pathKey(binding.path, source)} = ${inner(binding.value)};`
            : textOf(binding, source),
        )
        .sort()
        .join(' ')} }`;
    default:
      return textOf(expression, source);
  }
}

const constants = new Set(['true', 'false', 'null', 'pkgs', 'lib', 'config', 'builtins']);

const textOf = ({ start, end }: { start: number; end: number }, source: string): string =>
  meaningful(source.slice(start, end));

const pathKey = ({ attributes }: AttributePath, source: string): string =>
  attributes
    .map((attribute) => staticName(attribute) ?? textOf(attribute, source))
    .map((name) => JSON.stringify(name))
    .join('.');

/** A text without blanks and comments. */
export function meaningful(text: string): string {
  const tokens = lex(text);
  const parts: string[] = [];
  for (let index = 0; index < tokens.length; index++)
    if (!isTrivia(tokens.kind(index))) parts.push(tokens.text(index));
  return parts.join(' ').trim();
}

/** The items of a list, be it in a `with`; undefined where it is none that shows. */
export function itemsOf(placed: Placed): Placed[] | undefined {
  const { expression, source, opened } = placed;
  if (expression.kind === 'parenthesized')
    return itemsOf({ expression: expression.inner, source, opened });
  if (expression.kind === 'with') {
    const { subject, body } = expression;
    return itemsOf({
      expression: body,
      source,
      opened: meaningful(source.slice(subject.start, subject.end)),
    });
  }
  if (expression.kind !== 'list') return undefined;
  return expression.items.map((item) => ({ expression: item, source, opened }));
}

/** What the innermost `with` opens that stands between an expression and a part of it. */
export function openedAround(
  whole: Expression,
  part: Expression,
  source: string,
): string | undefined {
  let opened: string | undefined;
  walk(whole, (node) => {
    if (node.kind !== 'with' || node.body.start > part.start || node.body.end < part.end) return;
    opened = meaningful(source.slice(node.subject.start, node.subject.end));
  });
  return opened;
}
