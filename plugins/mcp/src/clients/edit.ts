import { isDeepStrictEqual } from 'node:util';
import { ExitCode, NixaiError } from '@nixai/api';
import type { ParseError } from 'jsonc-parser';
import { jsonc } from './jsonc.js';
import { withProperty, withoutProperty } from './property.js';

const options = { allowTrailingComma: true, disallowComments: false };

/** The value at a path of JSON with comments; undefined where there is none. @throws as `edited`. */
export function entryIn(text: string, path: readonly string[], file: string): unknown {
  let value = parsed(text, file);
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value;
}

/**
 * The text with one value set, or taken out where it is undefined; comments, order and layout of all
 * else stay.
 * @throws NixaiError `mcp-client-file` for a text that is no JSON: nothing is written over it.
 */
export function edited(
  text: string,
  path: readonly string[],
  value: object | undefined,
  file: string,
): string {
  const now = entryIn(text, path, file);
  if (isDeepStrictEqual(now, value)) return text;
  const base = text.trim() === '' ? '{}\n' : text;
  return value === undefined ? withoutProperty(base, path) : withProperty(base, path, value);
}

function parsed(text: string, file: string): unknown {
  if (text.trim() === '') return {};
  const errors: ParseError[] = [];
  const value: unknown = jsonc.parse(text, errors, options);
  const [error] = errors;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (error === undefined && isObject) return value;
  const line = text.slice(0, error?.offset ?? 0).split('\n').length;
  throw new NixaiError({
    code: 'mcp-client-file',
    what: `${file} is no JSON object`,
    why:
      error === undefined ? undefined : `line ${line}: ${jsonc.printParseErrorCode(error.error)}`,
    hint: 'mend it, or take the entry from: nixai mcp-server install CLIENT --print',
    exitCode: ExitCode.refused,
  });
}
