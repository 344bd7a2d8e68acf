import { defineCommand, flag, providers } from '@nixai/api';
import { namesIn } from '../command/completers.js';
import { modelsResult } from '../results/models.js';

export default defineCommand({
  summary: 'List what each AI provider offers',
  description: 'A provider that does not answer is one line with its remedy.',
  examples: ['<%= config.bin %> models', '<%= config.bin %> models --provider ollama --json'],
  effects: ['network'],
  output: modelsResult,
  flags: {
    provider: flag.string('Only this provider; fails if it does not answer', {
      complete: namesIn(providers),
    }),
  },
  async run({ host, flags, signal, progress }) {
    const { listModels } = await import('@nixai/models');
    progress('Asking the providers');
    return { providers: await listModels(host, flags.provider, signal) };
  },
  async render({ providers }, view) {
    const { renderModels } = await import('@nixai/models');
    return renderModels(providers, view);
  },
});
