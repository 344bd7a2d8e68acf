import {
  arg,
  defineCommand,
  ExitCode,
  flag,
  messageOf,
  modelFlags,
  NixaiError,
  type CommandContext,
} from '@nixai/api';
import type { History, HistoryEntry } from '../history/index.js';
import type { AskOptions, AskResult, Attachment, PromptPreview } from '../ask/index.js';
import { askResult } from '../results/ask.js';
import { askTool } from '../tools/index.js';

const flags = {
  ...modelFlags,
  'context-file': flag.strings('Answer with this file in view; may be repeated', {
    helpValue: 'FILE',
  }),
  'nixos-path': flag.string('Answer for the machine configured in this folder', {
    helpValue: 'FOLDER',
  }),
  continue: flag.boolean('Go on with the last conversation', { char: 'c' }),
  'no-history': flag.boolean('Keep nothing of this question and its answer'),
  full: flag.boolean('Everything that is known, not only what fits on a screen'),
  raw: flag.boolean('Print the Markdown as it is'),
};

const args = { question: arg.rest('The question, in your own words') };

type Context = CommandContext<typeof flags, typeof args>;

/** `written`: the answer is on stdout already. Never so in JSON. */
type Shown = (AskResult | PromptPreview) & { readonly written?: boolean };

export default defineCommand({
  summary: 'Ask a question about NixOS, Nix or Home Manager',
  description: `Answers from nixai's handbook and other sources, with a model where one is configured and
without one otherwise. What is piped in is taken as context; with no question, it is the question.`,
  examples: [
    'nixai "how do I enable SSH in NixOS?"',
    'nixai ask --no-ai how do I roll back',
    'cat configuration.nix | nixai "is this secure?"',
    'nixai ask --nixos-path /etc/nixos "how do I upgrade to the next release?"',
  ],
  effects: ['network'],
  output: askResult,
  flags,
  args,
  strict: false,
  paged: true,
  tools: [askTool],
  async run(context): Promise<Shown> {
    const { ask, previewPrompt, readAttachments, remarksOn } = await import('../ask/index.js');
    const { question, piped } = await questionOf(context);
    const history = (await import('../history/index.js')).createHistory(context.host);
    const earlier = context.flags.continue ? await history.lastConversation() : [];
    const progress = context.progress('Looking it up');
    const streams = context.terminal && !context.json && context.flags.raw !== true;
    const blocks = (await import('../terminal/index.js')).createMarkdownBlocks();
    let streamed = false;
    const draw = (whole: readonly string[]) => {
      if (whole.length > 0) progress.stop();
      whole.forEach((block) => context.draw(block));
    };
    const options: AskOptions = {
      choice: context.flags,
      attachments: [
        ...piped,
        ...(await readAttachments(context.flags['context-file'] ?? [], context.signal)),
      ],
      nixosPath: context.flags['nixos-path'],
      earlier,
      full: context.flags.full,
      signal: context.signal,
      onProgress: (label) => progress.update(label),
      onModel: ({ notice }) => notice !== undefined && context.notice(notice),
      onText: (text) => {
        if (!streams) return;
        streamed = true;
        draw(blocks.push(text));
      },
    };
    if (context.flags['show-prompt'] === true)
      return previewPrompt(question, options, context.host);
    const result = await ask(question, options, context.host);
    draw(blocks.end());
    progress.stop();
    if (!context.flags['no-history']) await remember(context, history, result, earlier);
    const mended = streamed && result.verification?.repaired === true;
    if (streamed && !mended && result.below !== undefined) context.draw(result.below);
    for (const remark of remarksOn(result, streamed && !mended)) context.notice(remark);
    if (context.flags.raw === true) context.write(`${result.answer}\n`);
    if (mended) context.notice('The check found faults in it; the model mended them:');
    const written = (streamed && !mended) || context.flags.raw === true;
    return written ? { ...result, written: !context.json } : result;
  },
  render(result, view) {
    if ('prompt' in result) return result.prompt;
    return result.written === true ? '' : view.markdown(result.answer);
  },
});

async function questionOf(context: Context): Promise<{ question: string; piped: Attachment[] }> {
  const words = context.argv.join(' ').trim();
  const text = await context.stdin();
  if (words !== '')
    return { question: words, piped: text === undefined ? [] : [{ name: 'stdin', text }] };
  if (text !== undefined && text.trim() !== '') return { question: text.trim(), piped: [] };
  throw new NixaiError({
    code: 'usage',
    what: 'There is no question',
    hint: 'nixai "how do I enable SSH in NixOS?"',
    exitCode: ExitCode.usage,
  });
}

/** A history that cannot be written is worth a line, and no reason to withhold an answer. */
async function remember(
  { host }: Context,
  history: History,
  { question, answer, provider, model, context, citations }: AskResult,
  earlier: readonly HistoryEntry[],
): Promise<void> {
  const fromHandbook =
    provider === 'offline' &&
    context.length === 0 &&
    citations.every(({ source }) => source === 'handbook');
  const entry = { question, answer, provider, model, fromHandbook };
  await history.append(entry, earlier[0]?.conversation).catch((error: unknown) => {
    host.log.warn(`this is not kept in the history: ${messageOf(error)}`);
  });
}
