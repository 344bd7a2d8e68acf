import type { StoreDerivation } from '@nixai/api';
import { nameOf } from '../storeName.js';

const most = 6;

/** In what a derivation differs from the one that it was made from, in a few words. */
export function differs(own: StoreDerivation, plain: StoreDerivation): string {
  const outputs = new Set([...Object.keys(own.outputs), ...Object.keys(plain.outputs)]);
  const names = new Set([...Object.keys(own.env), ...Object.keys(plain.env)]);
  const attributes = [...names].filter(
    (name) => !outputs.has(name) && own.env[name] !== plain.env[name],
  );
  const inputs = apart(Object.keys(own.needs), Object.keys(plain.needs));
  const words = [
    ...listed('attributes', attributes),
    ...listed('inputs', [...new Set(inputs.map(nameOf))]),
    ...listed('sources', [...new Set(apart(own.sources, plain.sources).map(nameOf))]),
    ...(own.builder === plain.builder && String(own.args) === String(plain.args)
      ? []
      : ['the builder']),
  ];
  return words.length === 0 ? 'what its inputs are built from' : words.join('; ');
}

const apart = (one: readonly string[], other: readonly string[]): string[] => [
  ...one.filter((path) => !other.includes(path)),
  ...other.filter((path) => !one.includes(path)),
];

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return [`${what} ${names.slice(0, most).join(', ')}${more}`];
}
