import type { OptionDoc } from '@nixai/api';
import { cleanText } from '../format/cleanText.js';
import { declarationOf } from '../format/declaration.js';

const headings = /^(Value|Default|Type|Example|Description|Declared by|Defined by):[ \t]*\n?/gm;

/**
 * What `nixos-option NAME` prints: headed paragraphs, with text as Nix strings in the C++ version
 * (until 24.05) and as it is in the later one. Undefined for a group, which it only lists.
 */
export function readNixosOption(output: string, name: string): OptionDoc | undefined {
  const parts = partsOf(output);
  const type = parts.get('Type');
  if (type === undefined) return undefined;
  const declared = (parts.get('Declared by') ?? '').split('\n').map((line) => plain(line.trim()));
  return {
    name,
    set: 'nixos',
    type: plain(type),
    default: parts.get('Default'),
    example: parts.get('Example'),
    description: cleanText(plain(parts.get('Description') ?? '')),
    readOnly: false,
    declarations: declared
      .filter((path) => path !== '')
      .map((path) => declarationOf(path, 'nixos', 'master')),
    citation: { source: 'command', title: `NixOS option ${name}`, section: 'nixos-option' },
  };
}

function partsOf(output: string): Map<string, string> {
  const found = [...output.matchAll(headings)];
  return new Map(
    found.map((heading, at) => {
      const start = heading.index + heading[0].length;
      const text = output.slice(start, found[at + 1]?.index ?? output.length);
      return [heading[1] ?? '', unindented(text)];
    }),
  );
}

function unindented(text: string): string {
  const lines = text.replace(/\s+$/, '').split('\n');
  const depth = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)),
  );
  return lines.map((line) => line.slice(Number.isFinite(depth) ? depth : 0)).join('\n');
}

/** A Nix string, of either kind, as the text it means. */
function plain(text: string): string {
  const indented = /^''\n?([\s\S]*?)\s*''$/.exec(text)?.[1];
  if (indented !== undefined) return unindented(indented);
  const quoted = /^"([\s\S]*)"$/.exec(text)?.[1];
  return (quoted ?? text).replace(/\\(["\\$n])/g, (_, sign: string) =>
    sign === 'n' ? '\n' : sign,
  );
}
