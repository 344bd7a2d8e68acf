import { kindOfSetting } from './findAssignments.js';

export interface Replacements {
  /** A text without the secrets in it. */
  text(text: string): string;
  /** What stands for a value that is a secret as a whole. */
  value(text: string, kind: string): string;
}

/** A JSON value without the secrets in its strings; a field's name says what its value may be. */
export function redactDeep<T>(value: T, replace: Replacements): T {
  return redacted(value, '', replace) as T;
}

function redacted(value: unknown, name: string, replace: Replacements): unknown {
  if (typeof value === 'string') return redactedText(value, name, replace);
  if (Array.isArray(value)) return value.map((one) => redacted(one, name, replace));
  if (typeof value !== 'object' || value === null) return value;
  // As JSON.stringify sees it: what has a form of its own is left to it.
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return value;
  const fields = Object.entries(value).map(
    ([key, inner]) => [replace.text(key), redacted(inner, key, replace)] as const,
  );
  return Object.fromEntries(fields);
}

function redactedText(text: string, name: string, replace: Replacements): string {
  const kind = kindOfSetting(name, text);
  return kind === undefined ? replace.text(text) : replace.value(text, kind);
}
