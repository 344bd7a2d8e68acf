import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Policy } from './policy.js';

const known = ['names', 'scopes', 'registries', 'keys', 'signedOnly'];

/** Reads and checks a policy; throws what is wrong with it. */
export function readPolicy(file: string): Policy {
  const raw: unknown = parse(readFileSync(file, 'utf8'));
  const allow = (raw as { allow?: unknown } | null)?.allow;
  if (typeof allow !== 'object' || allow === null) throw new Error('expected a map "allow"');
  const unknown = Object.keys(allow).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`unknown key "allow.${unknown}"`);
  const { names, scopes, registries, keys = {}, signedOnly = false } = allow as Partial<Policy>;
  if (typeof signedOnly !== 'boolean') throw new Error('expected yes or no: allow.signedOnly');
  const isMap = typeof keys === 'object' && keys !== null && !Array.isArray(keys);
  if (!isMap || !isWords(Object.values(keys)))
    throw new Error('expected names and keys: allow.keys');
  return {
    file,
    names: words('names', names),
    scopes: words('scopes', scopes),
    registries: words('registries', registries),
    keys,
    signedOnly,
  };
}

function words(key: string, value: readonly string[] = []): readonly string[] {
  if (isWords(value)) return value;
  throw new Error(`expected a list of words: allow.${key}`);
}

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
