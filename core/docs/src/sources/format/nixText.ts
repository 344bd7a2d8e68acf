import { attributeName, quoted } from '@nixai/nix/quoting';

/**
 * The Nix source of a default or an example, whichever way a release wrote it: a
 * `literalExpression` (or `literalExample`, before 22.05), prose (`literalMD`, `literalDocBook`),
 * or, before 21.11 and in home-made files, the bare value.
 */
export function nixText(value: unknown, clean: (text: string) => string): string | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value) || typeof value._type !== 'string') return toNix(value, '');
  if (typeof value.text !== 'string') return toNix(value, '');
  const text = value.text.replace(/\s+$/, '');
  return value._type === 'literalMD' || value._type === 'literalDocBook' || value._type === 'mdDoc'
    ? clean(text)
    : text;
}

/** A JSON value as Nix source, indented by two. */
function toNix(value: unknown, indent: string): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number')
    return String(value);
  if (typeof value === 'string') return quoted(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]';
    const items = value.map((item) => toNix(item, deeper));
    const line = `[ ${items.join(' ')} ]`;
    return line.length <= 80 && !line.includes('\n')
      ? line
      : `[\n${items.map((item) => deeper + item).join('\n')}\n${indent}]`;
  }
  if (!isRecord(value)) return 'null';
  const names = Object.keys(value);
  if (names.length === 0) return '{ }';
  const bindings = names.map(
    (name) => `${deeper}${attributeName(name)} = ${toNix(value[name], deeper)};`,
  );
  return `{\n${bindings.join('\n')}\n${indent}}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
