import { schema, toolOf, type Arg, type Flags } from '@nixai/api';
import type { AskResult, PromptPreview } from '../ask/index.js';
import { blocksOf } from './blocks.js';

const { object, string } = schema;

/** An answer from the handbook and other sources, with no model. */
export const askTool = toolOf<
  AskResult | PromptPreview,
  Flags,
  { readonly question: Arg<readonly string[]> }
>()({
  name: 'nixos_ask',
  description:
    'How to do something on NixOS, from a handbook whose configuration is checked: steps, snippets, pitfalls, with sources. For questions, not for option names.',
  input: { question: { to: 'question', required: true, description: 'In plain words' } },
  always: { '--no-ai': true, '--no-history': true },
  item: object({ text: string }),
  answer(result) {
    // `--show-prompt` is given with no call.
    const { answer, citations } = result as AskResult;
    const sources = new Set(citations.map(({ source, title }) => `${title} (${source})`));
    return {
      about: sources.size === 0 ? '' : `From: ${[...sources].join('; ')}.`,
      items: blocksOf(answer).map((text) => ({ text })),
    };
  },
  text: ({ text }) => text,
});
