import { homedir } from 'node:os';
import { posix } from 'node:path';
import type {
  Attribute,
  Binding,
  Expression,
  Inherit,
  Interpolation,
  Text,
} from '../syntax/nodes.js';
import { staticName } from '../syntax/staticName.js';
import { stringTexts } from '../syntax/stringValue.js';

/** A set as Nix keeps it: paths taken apart, what belongs together merged. */
interface NixSet {
  recursive: boolean;
  readonly named: Map<string, string | NixSet>;
  readonly dynamic: [name: string, value: string | NixSet][];
}

/** Prints an expression as `nix-instantiate --parse` (2.8) prints what it has read. */
export function nixForm(root: Expression, folder: string): string {
  return print(root);

  function print(node: Expression): string {
    switch (node.kind) {
      case 'identifier':
        return node.name;
      case 'integer':
        return String(BigInt(node.text));
      case 'float':
        return String(Number(Number(node.text).toPrecision(6)));
      case 'uri':
        return quoted(node.text);
      case 'searchPath':
      case 'call':
        return `(${(callParts(node) ?? []).join(' ')})`;
      case 'string':
        return stringForm(node);
      case 'path':
        return pathForm(node.parts);
      case 'parenthesized':
        return print(node.inner);
      case 'list':
        return `[ ${node.items.map((item) => `(${print(item)}) `).join('')}]`;
      case 'set':
        return node.form === 'let'
          ? `(rec ${setForm(setOf(node.bindings, true), false)}).body`
          : setForm(setOf(node.bindings, node.form === 'recursive'), true);
      case 'let':
        return `(let ${bindingsForm(setOf(node.bindings, false))}in ${print(node.body)})`;
      case 'with':
        return `(with ${print(node.subject)}; ${print(node.body)})`;
      case 'assert':
        return `assert ${print(node.condition)}; ${print(node.body)}`;
      case 'if':
        return `(if ${print(node.condition)} then ${print(node.consequence)} else ${print(node.alternative)})`;
      case 'lambda':
        return lambdaForm(node);
      case 'select':
        return `(${print(node.subject)}).${pathNames(node.path.attributes)}${
          node.fallback === undefined ? '' : ` or (${print(node.fallback)})`
        }`;
      case 'hasAttribute':
        return `((${print(node.subject)}) ? ${pathNames(node.path.attributes)})`;
      case 'binary':
        return binaryForm(node);
      case 'unary':
        return node.operator === '!'
          ? `(! ${print(node.operand)})`
          : `(${(callParts(node) ?? []).join(' ')})`;
      case 'missing':
        return '<missing>';
    }
  }

  /** A function with its arguments; parentheses around a call make it no other call. */
  function callParts(node: Expression): string[] | undefined {
    switch (node.kind) {
      case 'parenthesized':
        return callParts(node.inner);
      case 'searchPath':
        return ['__findFile', '__nixPath', quoted(node.name)];
      case 'unary':
        return node.operator === '-' ? ['__sub', '0', print(node.operand)] : undefined;
      case 'call':
        return [
          ...(callParts(node.function) ?? [print(node.function)]),
          ...node.arguments.map(print),
        ];
      case 'binary':
        return arithmetic(node);
      default:
        return undefined;
    }
  }

  function arithmetic({ operator, left, right }: Extract<Expression, { kind: 'binary' }>) {
    if (operator === '>') return ['__lessThan', print(right), print(left)];
    const name = { '-': '__sub', '*': '__mul', '/': '__div', '<': '__lessThan' }[operator as '-'];
    return name === undefined ? undefined : [name, print(left), print(right)];
  }

  function binaryForm(node: Extract<Expression, { kind: 'binary' }>): string {
    const { operator, left, right } = node;
    if (operator === '<=') return `(! (__lessThan ${print(right)} ${print(left)}))`;
    if (operator === '>=') return `(! (__lessThan ${print(left)} ${print(right)}))`;
    const parts = arithmetic(node);
    return `(${parts?.join(' ') ?? `${print(left)} ${operator} ${print(right)}`})`;
  }

  function lambdaForm({ parameter, body }: Extract<Expression, { kind: 'lambda' }>): string {
    if (parameter.kind === 'identifier') return `(${parameter.name}: ${print(body)})`;
    const formals = parameter.formals.map(({ name, fallback }) =>
      fallback === undefined ? name.name : `${name.name} ? ${print(fallback)}`,
    );
    const names = [...formals, ...(parameter.ellipsis ? ['...'] : [])].join(', ');
    const whole = parameter.whole === undefined ? '' : ` @ ${parameter.whole.name}`;
    return `({ ${names} }${whole}: ${print(body)})`;
  }

  function stringForm(node: Extract<Expression, { kind: 'string' }>): string {
    const texts = stringTexts(node);
    if (node.parts.every(({ kind }) => kind === 'text')) return quoted(texts.join(''));
    const parts = node.parts.map((part, at) =>
      part.kind === 'text' ? quoted(texts[at] ?? '') : print(part.expression),
    );
    return `(${parts.join(' + ')})`;
  }

  function pathForm([first, ...rest]: readonly (Text | Interpolation)[]): string {
    const text = first?.kind === 'text' ? first.text : '';
    if (rest.length === 0) return absolute(text, false);
    // Nix ends the first piece at a doubled slash.
    const end = text.indexOf('//') + 1 || text.length;
    const start = absolute(text.slice(0, end), true);
    const parts = rest.map((part) =>
      part.kind === 'text' ? quoted(part.text) : print(part.expression),
    );
    if (end < text.length) parts.unshift(quoted(text.slice(end)));
    return `(${[start, ...parts].join(' + ')})`;
  }

  function absolute(text: string, isStart: boolean): string {
    const whole = text.startsWith('~') ? homedir() + text.slice(1) : posix.resolve(folder, text);
    const path = posix.normalize(whole).replace(/(.)\/$/, '$1');
    return isStart && text.endsWith('/') && path !== '/' ? `${path}/` : path;
  }

  function setForm(set: NixSet, isOwn: boolean): string {
    return `${isOwn && set.recursive ? 'rec ' : ''}{ ${bindingsForm(set)}}`;
  }

  function bindingsForm({ named, dynamic }: NixSet): string {
    const form = (value: string | NixSet) =>
      typeof value === 'string' ? value : setForm(value, true);
    const sorted = [...named].sort(([one], [other]) => (one < other ? -1 : 1));
    const names = sorted.map(([name, value]) =>
      value === inherited ? `inherit ${nameForm(name)} ; ` : `${nameForm(name)} = ${form(value)}; `,
    );
    return [...names, ...dynamic.map(([name, value]) => `${name} = ${form(value)}; `)].join('');
  }

  function setOf(bindings: readonly (Binding | Inherit)[], recursive: boolean): NixSet {
    const set: NixSet = { recursive, named: new Map(), dynamic: [] };
    for (const binding of bindings)
      if (binding.kind === 'binding') bind(set, binding);
      else inherit(set, binding);
    return set;
  }

  function inherit(set: NixSet, { source, attributes }: Inherit): void {
    const from = source === undefined ? undefined : print(source);
    for (const attribute of attributes) {
      const name = staticName(attribute) ?? '';
      set.named.set(name, from === undefined ? inherited : `(${from}).${nameForm(name)}`);
    }
  }

  function bind(outermost: NixSet, { path, value }: Binding): void {
    let set = outermost;
    for (const attribute of path.attributes.slice(0, -1)) {
      const name = staticName(attribute);
      const known = name === undefined ? undefined : set.named.get(name);
      const inner = typeof known === 'object' ? known : setOf([], false);
      if (known === undefined) put(set, attribute, inner);
      set = inner;
    }
    const last = path.attributes.at(-1) as Attribute;
    const bare = withoutParentheses(value);
    const own =
      bare.kind === 'set' && bare.form !== 'let'
        ? setOf(bare.bindings, bare.form === 'recursive')
        : print(value);
    const known = set.named.get(staticName(last) ?? '\0');
    if (typeof known === 'object' && typeof own === 'object')
      for (const [name, inner] of own.named) known.named.set(name, inner);
    else put(set, last, own);
  }

  function put(set: NixSet, attribute: Attribute, value: string | NixSet): void {
    const name = staticName(attribute);
    if (name !== undefined) set.named.set(name, value);
    else set.dynamic.push([dynamicName(attribute), value]);
  }

  function pathNames(attributes: readonly Attribute[]): string {
    return attributes
      .map((attribute) => {
        const name = staticName(attribute);
        return name === undefined ? dynamicName(attribute) : nameForm(name);
      })
      .join('.');
  }

  function dynamicName(attribute: Attribute): string {
    const inner = attribute.kind === 'interpolation' ? attribute.expression : attribute;
    return `"\${${print(inner)}}"`;
  }
}

const inherited = 'inherit';

function withoutParentheses(node: Expression): Expression {
  let inner = node;
  while (inner.kind === 'parenthesized') inner = inner.inner;
  return inner;
}

const keywords = new Set(['if', 'then', 'else', 'assert', 'with', 'let', 'in', 'rec', 'inherit']);

const nameForm = (name: string): string =>
  /^[a-zA-Z_][\w'-]*$/.test(name) && !keywords.has(name) ? name : quoted(name);

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const quoted = (text: string): string =>
  `"${text.replace(/["\\$\n\r\t]/g, (sign) => escapes[sign] ?? `\\${sign}`)}"`;

/**
 * The tokens of a printed form. Nix cuts a string at its escapes, leaves empty pieces, and puts
 * parentheses around what it has cut: the pieces are put together.
 */
export function tokensOf(form: string): string[] {
  const tokens: string[] = [];
  for (const [token] of form.matchAll(/"(?:[^"\\]|\\.)*"|[()[\]{};]|[^\s()[\]{};"]+/g)) {
    tokens.push(token);
    joinTexts(tokens);
  }
  return inOrder(tokens);
}

/** Nix prints the names of a `let` and of arguments as they lie in its memory: they are put in order. */
function inOrder(tokens: readonly string[]): string[] {
  const open: string[][] = [[]];
  for (const token of tokens) {
    if (token === '(') open.push([]);
    (open.at(-1) as string[]).push(token);
    if (token !== ')') continue;
    const group = open.pop() as string[];
    (open.at(-1) as string[]).push(inNamesOrder(group).join(' '));
  }
  return open.flat();
}

/** `( let b = 2 ; a = 1 ; in … )`, `( { b, a } : … )`; each inner pair of parentheses is one token. */
function inNamesOrder(group: readonly string[]): readonly string[] {
  const [, first] = group;
  const end = first === 'let' ? group.indexOf('in') : closingBrace(group);
  if ((first !== 'let' && first !== '{') || end < 3) return group;
  const [last, between] = first === 'let' ? [end - 1, ' ; '] : [end, ', '];
  const names = group.slice(2, last).join(' ').split(between);
  const sorted = names.map((name) => name.trim()).sort();
  return ['(', first, ...sorted, ...group.slice(last)];
}

function closingBrace(group: readonly string[]): number {
  let depth = 0;
  return group.findIndex((token) => {
    if (token === '{') depth++;
    return token === '}' && --depth === 0;
  });
}

function joinTexts(tokens: string[]): void {
  const [a = '', b = '', c = ''] = tokens.slice(-3);
  if (isText(a) && b === '+' && isText(c)) tokens.splice(-3, 3, `${a.slice(0, -1)}${c.slice(1)}`);
  else if (a === '(' && isText(b) && c === ')') tokens.splice(-3, 3, b);
  else if (b === '""' && c === '+') tokens.splice(-2, 2);
}

const isText = (token: string): boolean => token.startsWith('"');
