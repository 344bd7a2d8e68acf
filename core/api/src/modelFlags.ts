import { flag } from './flags.js';

const helpGroup = 'MODEL';

/** Flags of every command that may ask a model; hand their values to the `models` service. */
export const modelFlags = {
  provider: flag.string('Ask this provider (nixai models lists them)', {
    helpGroup,
    complete: async ({ host }) =>
      (await host.providers.list()).map(({ name }) => ({ value: name })),
  }),
  model: flag.string('Ask this model', { helpGroup }),
  temperature: flag.number('How freely the model may answer, 0 to 2', {
    min: 0,
    max: 2,
    helpGroup,
  }),
  timeout: flag.number('Give up on the model after this many seconds', { min: 1, helpGroup }),
  'no-ai': flag.boolean('Answer from rules and indexes, with no model', { helpGroup }),
  'show-prompt': flag.boolean('Print what would be sent to the model, and send nothing', {
    helpGroup,
  }),
};
