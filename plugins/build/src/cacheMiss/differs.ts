import type { StoreDerivation } from '@nixai/api';
import { differences } from '@nixai/nix-cli/derivations';
import { nameOf } from '../storeName.js';

const most = 6;

/** In what a derivation differs from the one that it was made from, in a few words. */
export function differs(own: StoreDerivation, plain: StoreDerivation): string {
  const { attributes, inputs, sources } = differences(plain, own);
  const words = [
    ...listed(
      'attributes',
      attributes.map(({ name }) => name),
    ),
    ...listed('inputs', inputs.flatMap(namesOf)),
    ...listed('sources', sources.flatMap(namesOf)),
  ];
  return words.length === 0 ? 'what its inputs are built from' : words.join('; ');
}

const namesOf = ({ before, after }: { before?: string; after?: string }): string[] => [
  ...new Set([before, after].flatMap((path) => (path === undefined ? [] : nameOf(path)))),
];

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return [`${what} ${names.slice(0, most).join(', ')}${more}`];
}
