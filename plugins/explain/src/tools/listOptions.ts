import { schema, toolOf } from '@nixai/api';
import type { listOptionsArgs, listOptionsFlags } from '../search/command.js';
import type { ListedOptions } from '../search/listOptions.js';
import { leanLine } from './leanLine.js';

const { integer, object, optional, string } = schema;

/** What lies below a path. */
export const listOptionsTool = toolOf<
  ListedOptions,
  typeof listOptionsFlags,
  typeof listOptionsArgs
>()({
  name: 'nixos_options_under',
  description: 'The options below a path with their types: what a module can be told.',
  input: {
    prefix: { to: 'path', required: true, description: 'services.nginx' },
    depth: { to: '--depth', description: 'Levels; deeper ones are counted' },
    set: { to: '--set', description: 'Whose options' },
  },
  item: object({ name: string, type: optional(string), below: optional(integer) }),
  answer: ({ path, options, nearest, optionSet }) => ({
    about:
      options.length > 0
        ? `${options.length} below ${path} in ${optionSet}.`
        : `Nothing lies below ${path} in ${optionSet}. Near it: ${nearest.join(', ') || 'nothing'}.`,
    items: options.map(({ name, type, below }) => ({ name, type: leanLine(type, 100), below })),
  }),
  text: ({ name, type, below }) =>
    [`${name}${type === undefined ? '' : `: ${type}`}`, below && `(${below} below it)`]
      .filter(Boolean)
      .join(' '),
});
