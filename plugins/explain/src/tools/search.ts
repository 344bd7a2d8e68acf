import { schema, toolOf, type Arg } from '@nixai/api';
import type { searchFlags } from '../search/command.js';
import type { SearchResults } from '../search/results.js';
import { leanLine } from './leanLine.js';

const { boolean, object, optional, string } = schema;

const item = object({
  name: string,
  kind: string,
  type: optional(string),
  default: optional(string),
  version: optional(string),
  unfree: optional(boolean),
  enable: optional(string),
  description: optional(string),
});

type Args = { readonly query: Arg<readonly string[]> };

/** Options, packages and services by name or by what they are for. */
export const searchTool = toolOf<SearchResults, typeof searchFlags, Args>()({
  name: 'nixos_search',
  description:
    'Search NixOS options, packages, services and Home Manager options of the user\'s own release, by a part of a name or by what you want to do ("block ads"). Call it when you do not know the exact name; then nixos_option.',
  input: {
    query: { to: 'query', required: true },
    kind: { to: '--kind', description: 'Options and packages if absent' },
    limit: { to: '--limit', maximum: 20, description: 'Results' },
  },
  item,
  answer: ({ results, query, optionSet, notes }) => ({
    about: [
      results.length === 0 ? `Nothing for "${query}" in ${optionSet}.` : optionSet,
      ...notes,
    ].join(' '),
    items: results.map(({ name, kind, type, version, unfree, enable, description, ...more }) => ({
      ...{ name, kind, version, enable },
      type: leanLine(type, 80),
      default: leanLine(more.default, 80),
      ...(unfree === true && { unfree }),
      description: leanLine(description, 160),
    })),
  }),
  text({ name, kind, type, version, unfree, enable, description, ...more }) {
    const facts = [
      kind === 'option' ? type : kind,
      more.default !== undefined && `default ${more.default}`,
      version,
      unfree === true && 'unfree',
      enable,
    ].filter((fact) => typeof fact === 'string');
    return `${name} (${facts.join('; ')})${description === undefined ? '' : `: ${description}`}`;
  },
});
