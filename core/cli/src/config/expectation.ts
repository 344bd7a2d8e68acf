import type { KeySpec } from './schema.js';

/** What is wrong with a value: "expected an integer from 1 to 65535, not "abc"". Keeps secrets. */
export function expectation(spec: KeySpec, value: unknown): string {
  const wrong = spec.secret === true ? '' : `, not ${excerpt(value)}`;
  return `expected ${spec.type.name}${wrong}`;
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
