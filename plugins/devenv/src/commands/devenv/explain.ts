import { arg, defineCommand, schema, type Infer } from '@nixai/api';
import { completeOptions } from '../../templates/complete.js';

const { object, string, list, optional, described } = schema;
const output = object({
  option: string,
  type: optional(string),
  default: optional(described('As Nix.', string)),
  renamedTo: optional(string),
  input: optional(
    described('What devenv.yaml needs for it.', object({ name: string, url: string })),
  ),
  below: described(
    'Options below it, nearest first.',
    list(object({ name: string, type: string })),
  ),
  against: string,
});
export type Explained = Infer<typeof output>;

export default defineCommand({
  summary: 'Say what an option of devenv takes, and what it needs',
  examples: [
    '<%= config.bin %> devenv explain languages.rust.channel',
    '<%= config.bin %> devenv explain services.postgres',
  ],
  effects: [],
  output,
  args: { option: arg.string('Its path', { required: true, complete: completeOptions }) },
  async run({ host, args }): Promise<Explained> {
    return (await import('../../options/explain.js')).explainOption(host, args.option);
  },
  async render(explained, view) {
    return (await import('../../render/explained.js')).renderExplained(explained, view);
  },
});
