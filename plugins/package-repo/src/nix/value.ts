/** A Nix value as a derivation writes it. */
export type NixValue =
  | { readonly kind: 'string'; readonly text: string }
  /** A string that has expressions of ours in it: its text is Nix already. */
  | { readonly kind: 'interpolated'; readonly text: string }
  /** Lines between two single quotes; they are shell with expressions of ours. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'expression'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'list'; readonly items: readonly NixValue[] }
  | { readonly kind: 'set'; readonly entries: readonly (readonly [string, NixValue])[] }
  | { readonly kind: 'call'; readonly callee: string; readonly argument: NixValue }
  | { readonly kind: 'with'; readonly scope: string; readonly body: NixValue }
  | { readonly kind: 'plus'; readonly left: NixValue; readonly right: NixValue };

export const text = (value: string): NixValue => ({ kind: 'string', text: value });
export const interpolated = (value: string): NixValue => ({ kind: 'interpolated', text: value });
export const lines = (value: readonly string[]): NixValue => ({ kind: 'lines', lines: value });
export const expression = (value: string): NixValue => ({ kind: 'expression', text: value });
export const boolean = (value: boolean): NixValue => ({ kind: 'boolean', value });
export const list = (items: readonly NixValue[]): NixValue => ({ kind: 'list', items });
export const set = (entries: readonly (readonly [string, NixValue])[]): NixValue => ({
  kind: 'set',
  entries,
});
export const call = (callee: string, argument: NixValue): NixValue => ({
  kind: 'call',
  callee,
  argument,
});
export const scoped = (scope: string, body: NixValue): NixValue => ({ kind: 'with', scope, body });
export const plus = (left: NixValue, right: NixValue): NixValue => ({ kind: 'plus', left, right });

/** A text as it stands between double quotes. */
export function escaped(value: string): string {
  return value
    .replace(/[\\"]|\$\{/g, (found) => `\\${found}`)
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/\p{Cc}/gu, '');
}

const plain = /^[A-Za-z_][A-Za-z0-9_'-]*$/;
const keywords = new Set([
  'assert',
  'else',
  'if',
  'in',
  'inherit',
  'let',
  'or',
  'rec',
  'then',
  'with',
]);

/** Whether a name can stand in Nix without quotes. */
export function isPlainName(name: string): boolean {
  return plain.test(name) && !keywords.has(name);
}
