import { arg, defineCommand, schema, type Infer } from '@nixai/api';

const { object, string, list, optional, boolean, described, integer } = schema;
const output = object({
  file: string,
  description: optional(string),
  inputs: list(
    object({
      name: string,
      url: optional(string),
      isFlake: boolean,
      follows: list(object({ input: string, target: string })),
      locked: optional(
        object({
          reference: described('As it was asked for.', string),
          rev: optional(string),
          days: optional(described('How old the revision is.', integer)),
          release: optional(string),
          endOfLife: optional(described('The last day with updates; ISO 8601.', string)),
          isOver: optional(boolean),
        }),
      ),
    }),
  ),
  lock: optional(
    object({
      nodes: described('All inputs, with those of inputs.', integer),
      duplicates: list(object({ input: string, follows: string })),
    }),
  ),
  outputs: described(
    'Kinds of outputs that are in sight, with their names where those are.',
    list(object({ kind: string, names: list(string) })),
  ),
});
export type FlakeExplained = Infer<typeof output>;

export default defineCommand({
  summary: 'What a flake is made of: inputs, lock, outputs',
  description: 'As far as reading flake.nix and flake.lock tells; Nix is not asked.',
  examples: ['<%= config.bin %> flake explain', '<%= config.bin %> flake explain ~/site --json'],
  effects: [],
  output,
  args: { path: arg.string('A folder with a flake.nix; the current one if absent') },
  async run({ args }): Promise<FlakeExplained> {
    const { explainFlake } = await import('../../explain/explain.js');
    return explainFlake(args.path ?? '.', new Date());
  },
  async render(explained, view) {
    return (await import('../../render/explained.js')).renderExplained(explained, view);
  },
});
