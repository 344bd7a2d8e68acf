import { NixaiError, flag } from '@nixai/api';

export const limitFlag = flag.integer('Show at most this many', { min: 1, max: 1000, default: 10 });

/** Searches ask no model; the flag may be given to every command of this plugin all the same. */
export const noAiFlag = flag.boolean('Ask no model (a search never does)');

export const setFlag = flag.oneOf(
  ['nixos', 'home-manager', 'nix-darwin'],
  'Search the options of this set',
  { default: 'nixos' },
);

/** The words of a search as one text. */
export function queryOf(argv: readonly string[], example: string): string {
  const query = argv.join(' ').trim();
  if (query !== '') return query;
  throw new NixaiError({
    code: 'usage',
    what: 'there is nothing to search for',
    hint: `nixai ${example}`,
    exitCode: 2,
  });
}
