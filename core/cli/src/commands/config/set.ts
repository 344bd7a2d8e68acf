import { arg, defineCommand, type Host } from '@nixai/api';
import { configKeys } from '../../command/completers.js';
import { configSetResult } from '../../results/configSet.js';

export default defineCommand({
  summary: "Change one setting in the user's file",
  description: 'Checked before it is written; comments and layout of the file stay as they are.',
  examples: [
    '<%= config.bin %> config set ai_provider ollama',
    '<%= config.bin %> config set ai_fallback gemini openai',
  ],
  effects: ['write'],
  output: configSetResult,
  args: {
    key: arg.string('Dotted path: history.keep_days', { required: true, complete: configKeys }),
    value: arg.rest('The value; several words for a list', { required: true }),
  },
  strict: false,
  async run({ host, args, argv, notice }) {
    const words = argv.slice(1);
    const change = await host.config.set(args.key, words);
    if (args.key === 'ai_provider' || args.key === 'ai_fallback')
      for (const remark of await strangers(words, host)) notice(remark);
    return change;
  },
  async render(change, view) {
    const { renderChange } = await import('../../config/full.js');
    return renderChange(change, view);
  },
});

/** A provider may come with a plugin that is installed later: its name is a doubt, not a fault. */
async function strangers(names: readonly string[], host: Host): Promise<string[]> {
  const known = [...(await host.providers.list()).map(({ name }) => name), 'offline'];
  return names
    .filter((name) => !known.includes(name))
    .map((name) => `no provider is called "${name}" now; there are: ${known.join(', ')}`);
}
