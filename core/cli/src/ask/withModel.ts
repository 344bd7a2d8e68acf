import {
  askVerified,
  docs,
  type ChatMessage,
  type Host,
  type Passage,
  type ResolvedModel,
} from '@nixai/api';
import { loadHandbook } from '@nixai/docs/topics';
import { buildPrompt } from './prompt.js';
import { answerText, composeSections } from './compose.js';
import { findingLine } from './findingsSection.js';
import { textSection } from './lists.js';
import { nextSection } from './nextCommands.js';
import { linksOf } from './passageLines.js';
import { plausible } from './selection.js';
import { withFooter } from './verifyAnswer.js';
import type { Answered, AskOptions } from './ask.js';
import type { Attachment } from './attachment.js';
import type { Gathered } from './material.js';

/** Asks the model with the gathered material, and has its answer verified. */
export async function answerWithModel(
  question: string,
  gathered: Gathered,
  model: ResolvedModel,
  options: AskOptions,
  host: Host,
): Promise<Answered> {
  const prompt = await promptOf(question, gathered, options, host);
  const { choice, signal } = options;
  options.onProgress?.(`Asking ${model.model ?? model.provider}`);
  const answer = await askVerified(host, model, prompt, {
    choice,
    signal,
    onEvent: (event) => {
      if (event.type === 'text') options.onText?.(event.text);
    },
  });
  const below = closing(gathered, host);
  const text = below === '' ? answer.text : `${answer.text.trimEnd()}\n\n${below}`;
  return {
    outcome: 'answered',
    answer: withFooter(text, answer.verification),
    below,
    sections: [],
    options: gathered.options.filter(({ name }) => answer.text.includes(name)),
    complete: answer.complete,
    provider: answer.provider,
    model: answer.model,
    tokens: answer.usage,
    redacted: added(gathered.redacted, answer.redacted),
    fallbacks: answer.fallbacks,
    verification: answer.verification,
    timings: { firstText: answer.timings.firstText, model: answer.timings.total },
  };
}

const mostOptions = 6;

/** What a model is told: the rules, earlier turns, and the material between unguessable marks. */
export async function promptOf(
  question: string,
  gathered: Gathered,
  { earlier, signal, local }: AskOptions,
  host: Host,
): Promise<ChatMessage[]> {
  const { main, more, related, nearest } = gathered.selection;
  const isAnswered = main !== undefined || gathered.byOption !== undefined;
  const topics = main === undefined ? nearest : [main, ...more, ...related];
  return buildPrompt({
    question,
    ownAnswer: isAnswered ? ownAnswer(question, gathered, host) : undefined,
    passages: [...topics, ...(await optionPassages(question, { signal, local }, host))],
    renames: gathered.renames,
    machine: gathered.machine,
    attachments: [...gathered.attachments, ...relevantLines(gathered), ...foundByChecker(gathered)],
    earlier,
  });
}

/** What is answered without a model, in full; what the checker found goes beside it. */
function ownAnswer(question: string, gathered: Gathered, host: Host): string {
  const material = { question, ...gathered, own: undefined, options: loadHandbook().options };
  return answerText(composeSections({ ...material, hasCommand: host.hasCommand, full: true }));
}

/** Where a model's answer comes from and what to do next, as Markdown below it. */
function closing(gathered: Gathered, host: Host): string {
  const { main, more } = gathered.selection;
  const passages = main === undefined ? [] : [main, ...more];
  const sources = linksOf(passages).map(({ title, url }) => `- [${title}](${url})`);
  return answerText([
    ...textSection('links', 'Sources', sources.join('\n')),
    ...nextSection(passages, host),
  ]);
}

/** Options that the question may be about, from the complete sets where they are at hand. */
async function optionPassages(
  question: string,
  { signal, local }: Pick<AskOptions, 'signal' | 'local'>,
  host: Host,
): Promise<readonly Passage[]> {
  const engine = await host.service(docs);
  const query = { text: question, kinds: ['option'], limit: mostOptions, local } as const;
  const { passages } = await engine.search(query, signal);
  return passages.filter(({ score }) => score >= plausible);
}

/** The machine's own lines that bear on the question, as one attachment. */
function relevantLines({ context }: Gathered): Attachment[] {
  if (context.length === 0) return [];
  const text = context
    .map(({ file, line, text: source }) => `${file}:${line}: ${source.trim()}`)
    .join('\n');
  return [{ name: 'relevant lines of the configuration', text }];
}

/** What is certain of the configuration, so that the model explains it and need not guess. */
function foundByChecker({ own }: Gathered): Attachment[] {
  if (own === undefined || own.findings.length === 0) return [];
  return [{ name: 'what nixai check found in it', text: own.findings.map(findingLine).join('\n') }];
}

function added(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums: Record<string, number> = { ...a };
  for (const [kind, count] of Object.entries(b)) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}
