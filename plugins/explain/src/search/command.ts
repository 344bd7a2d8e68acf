import { NixaiError, arg, flag, type Values } from '@nixai/api';
import { optionPaths } from '../explain/completeOption.js';

export const limitFlag = flag.integer('Show at most this many', { min: 1, max: 1000, default: 10 });

/** Searches ask no model; the flag may be given to every command of this plugin all the same. */
export const noAiFlag = flag.boolean('Ask no model (a search never does)');

export const setFlag = flag.oneOf(
  ['nixos', 'home-manager', 'nix-darwin'],
  'Search the options of this set',
  { default: 'nixos' },
);

/** Flags of `nixai search`. */
export const searchFlags = {
  kind: flag.oneOf(['option', 'package', 'service', 'home-option'], 'Only what is of this kind', {
    exclusive: ['options-only', 'packages-only'],
  }),
  'options-only': flag.boolean('Only options', { exclusive: ['packages-only'] }),
  'packages-only': flag.boolean('Only packages'),
  set: setFlag,
  limit: limitFlag,
  'no-ai': flag.boolean('Offer no explanation by a model (a search asks none by itself)'),
};
export type SearchFlags = Values<typeof searchFlags>;

/** Flags and arguments of `nixai list-options`. */
export const listOptionsFlags = {
  depth: flag.integer('So many segments below the path; deeper ones are counted', {
    min: 1,
    max: 10,
    default: 1,
  }),
  set: setFlag,
};
export const listOptionsArgs = {
  path: arg.string('The path: services.nginx', {
    required: true,
    complete: optionPaths('nixos'),
  }),
};

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
