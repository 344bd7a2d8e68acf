import { escaped as escapedText } from '@nixai/nix/quoting';

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

/** A text as it stands between double quotes, without characters that no terminal should see. */
export function escaped(value: string): string {
  return escapedText(value.replace(/[^\P{Cc}\n\r\t]/gu, ''));
}
