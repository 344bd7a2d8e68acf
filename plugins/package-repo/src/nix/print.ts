import { isIdentifier } from '@nixai/nix/quoting';
import { escaped, type NixValue } from './value.js';

const width = 100;

/** Prints a value as nixfmt would, its first line where it is put and the others below `indent`. */
export function printValue(value: NixValue, indent = 0): string {
  const pad = ' '.repeat(indent);
  switch (value.kind) {
    case 'string':
      return `"${escaped(value.text)}"`;
    case 'interpolated':
      return `"${value.text}"`;
    case 'boolean':
      return String(value.value);
    case 'expression':
      return value.text;
    case 'lines':
      return `''\n${value.lines.map((line) => (line === '' ? '' : `${pad}  ${line}`)).join('\n')}\n${pad}''`;
    case 'list':
      return printList(value.items, indent);
    case 'set':
      return printSet(value.entries, indent);
    case 'call':
      return `${value.callee} ${printValue(value.argument, indent)}`;
    case 'with':
      return `with ${value.scope}; ${printValue(value.body, indent)}`;
    case 'plus':
      return `${printValue(value.left, indent)}\n${pad}+ ${printValue(value.right, indent)}`;
  }
}

function printList(items: readonly NixValue[], indent: number): string {
  if (items.length === 0) return '[ ]';
  const pad = ' '.repeat(indent);
  if (items.length === 1) {
    const one = printItem(items[0]!, indent);
    if (!one.includes('\n') && indent + one.length < width - 30) return `[ ${one} ]`;
  }
  return `[\n${items.map((item) => `${pad}  ${printItem(item, indent + 2)}`).join('\n')}\n${pad}]`;
}

function printItem(item: NixValue, indent: number): string {
  const text = printValue(item, indent);
  const isSimple = item.kind === 'expression' && !/\s/.test(item.text);
  const needsNone = ['string', 'interpolated', 'lines', 'list', 'set', 'boolean'].includes(
    item.kind,
  );
  return isSimple || needsNone ? text : `(${text})`;
}

function printSet(entries: readonly (readonly [string, NixValue])[], indent: number): string {
  if (entries.length === 0) return '{ }';
  const pad = ' '.repeat(indent);
  const body = entries.map(([name, value]) => `${pad}  ${printBinding(name, value, indent + 2)}`);
  return `{\n${body.join('\n')}\n${pad}}`;
}

/** `name = value;`, or `inherit (from) names;` where the name is `inherit`. */
export function printBinding(name: string, value: NixValue, indent: number): string {
  if (name === 'inherit') return `inherit ${printValue(value, indent)};`;
  const path = name
    .split('.')
    .map((part) => (isIdentifier(part) ? part : `"${escaped(part)}"`))
    .join('.');
  if (value.kind === 'plus')
    return `${path} =\n${' '.repeat(indent + 2)}${printValue(value, indent + 2)};`;
  return `${path} = ${printValue(value, indent)};`;
}
