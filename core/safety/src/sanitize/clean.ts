import { createCleaner } from './cleaner.js';
import type { SafeText } from './safeText.js';

/** A whole text made harmless for a terminal or a pipe. */
export function clean(text: string): SafeText {
  if (isHarmless.test(text)) return text as SafeText;
  const cleaner = createCleaner();
  return (cleaner.push(text) + cleaner.end()) as SafeText;
}

/** What most texts are: there is nothing in it to look for. */
const isHarmless = /^[\t\n -~]*$/;

/** A JSON value with every string in it cleaned, names of fields too. Other objects pass as they are. */
export function cleanDeep<T>(value: T): T {
  return cleanValue(value) as T;
}

function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [clean(key), cleanValue(inner)]),
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
