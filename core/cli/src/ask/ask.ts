import {
  models,
  type ChatMessage,
  type Host,
  type ModelAnswer,
  type ModelChoice,
  type ResolvedModel,
} from '@nixai/api';
import { loadHandbook } from '../handbook/index.js';
import { answerText, composeSections, nextCommands } from './compose.js';
import { gather, type Gathered, type GatherOptions } from './material.js';
import { buildPrompt } from './prompt.js';
import { verifyAnswer } from './verifyAnswer.js';
import type { AskResult } from './result.js';

export interface AskOptions extends GatherOptions {
  readonly choice: ModelChoice;
  /** Told what is going on, in a few words. */
  readonly onProgress?: (label: string) => void;
  /** Told who will answer, once it is known. */
  readonly onModel?: (model: ResolvedModel) => void;
  /** Given a model's answer as it comes. */
  readonly onText?: (text: string) => void;
}

const offline: ResolvedModel = { provider: 'offline', locality: 'loopback', chosenBy: 'offline' };

/** Answers a question: sources, then a model or the offline composer, then the verifier. */
export async function ask(question: string, options: AskOptions, host: Host): Promise<AskResult> {
  const started = performance.now();
  options.onProgress?.('Looking it up');
  const [gathered, model] = await Promise.all([
    gather(question, options, host),
    resolveModel(options.choice, host),
  ]);
  options.onModel?.(model);
  const answered =
    model.provider === 'offline'
      ? await answerOffline(question, gathered, options, host)
      : await answerWithModel(question, gathered, model, options, host);
  return {
    question,
    ...common(gathered, model),
    ...answered,
    timings: { docs: gathered.took, ...answered.timings, total: performance.now() - started },
  };
}

/** What would be sent to the model, after redaction. Sends nothing. */
export async function previewPrompt(
  question: string,
  options: AskOptions,
  host: Host,
): Promise<PromptPreview> {
  const [gathered, model] = await Promise.all([
    gather(question, options, host),
    resolveModel(options.choice, host),
  ]);
  const prompt = promptOf(question, gathered, options);
  const service = await host.service(models);
  const text = await service.preview(model, prompt);
  return { provider: model.provider, model: model.model, prompt: text };
}

export interface PromptPreview {
  readonly provider: string;
  readonly model?: string;
  readonly prompt: string;
}

/** `--no-ai` does not even load what could ask a model. */
async function resolveModel(choice: ModelChoice, host: Host): Promise<ResolvedModel> {
  if (choice['no-ai'] === true && choice['show-prompt'] !== true) return offline;
  return (await host.service(models)).resolve(choice);
}

function common(gathered: Gathered, model: ResolvedModel) {
  const { main, more } = gathered.selection;
  const passages = main === undefined ? [] : [main, ...more];
  return {
    citations: passages.map(({ citation }) => citation),
    options: gathered.options,
    packages: [...new Set(passages.flatMap(({ packages }) => packages ?? []))],
    provider: model.provider,
    model: model.model,
    chosenBy: model.chosenBy,
    redacted: gathered.redacted,
    sources: gathered.reports,
    machine: gathered.machine,
    context: gathered.context,
    next: nextCommands(passages),
  };
}

type Answered = Pick<
  AskResult,
  'outcome' | 'answer' | 'sections' | 'complete' | 'fallbacks' | 'verification'
> &
  Partial<Pick<AskResult, 'provider' | 'model' | 'tokens' | 'redacted'>> & {
    readonly timings: Pick<AskResult['timings'], 'firstText' | 'model'>;
  };

async function answerOffline(
  question: string,
  gathered: Gathered,
  { signal }: AskOptions,
  host: Host,
): Promise<Answered> {
  const sections = composeSections({ question, ...gathered, options: loadHandbook().options });
  const checked = await verifyAnswer(host, answerText(sections), signal);
  return {
    outcome: gathered.selection.main === undefined ? 'unknown' : 'answered',
    answer: checked?.markdown ?? answerText(sections),
    sections,
    complete: true,
    fallbacks: [],
    verification: checked?.verification,
    timings: {},
  };
}

async function answerWithModel(
  question: string,
  gathered: Gathered,
  model: ResolvedModel,
  options: AskOptions,
  host: Host,
): Promise<Answered> {
  const prompt = promptOf(question, gathered, options);
  const ask = await modelCaller(model, options, host);
  options.onProgress?.(`Asking ${model.model ?? model.provider}`);
  const answer = await ask(prompt, options.onText);
  const repair = async (complaints: string): Promise<string> =>
    (
      await ask([
        ...prompt,
        { role: 'assistant', content: answer.text },
        { role: 'user', content: complaints },
      ])
    ).text;
  const checked = await verifyAnswer(
    host,
    answer.text,
    options.signal,
    answer.complete ? repair : undefined,
  );
  return {
    outcome: 'answered',
    answer: checked?.markdown ?? answer.text,
    sections: [],
    complete: answer.complete,
    provider: answer.provider,
    model: answer.model,
    tokens: answer.usage,
    redacted: added(gathered.redacted, answer.redacted),
    fallbacks: answer.fallbacks,
    verification: checked?.verification,
    timings: { firstText: answer.timings.firstText, model: answer.timings.total },
  };
}

/** Asks this model with these options, any number of times. */
async function modelCaller(resolved: ResolvedModel, { choice, signal }: AskOptions, host: Host) {
  const service = await host.service(models);
  return (
    messages: readonly ChatMessage[],
    onText?: (text: string) => void,
  ): Promise<ModelAnswer> =>
    service.ask(resolved, messages, {
      choice,
      signal,
      onEvent: (event) => {
        if (event.type === 'text') onText?.(event.text);
      },
    });
}

function promptOf(question: string, gathered: Gathered, { earlier }: AskOptions): ChatMessage[] {
  const { main, more, nearest } = gathered.selection;
  return buildPrompt({
    question,
    passages: main === undefined ? nearest : [main, ...more],
    renames: gathered.renames,
    machine: gathered.machine,
    attachments: [...gathered.attachments, ...relevantLines(gathered)],
    earlier,
  });
}

/** The machine's own lines that bear on the question, as one attachment. */
function relevantLines({ context }: Gathered) {
  if (context.length === 0) return [];
  const text = context
    .map(({ file, line, text: source }) => `${file}:${line}: ${source.trim()}`)
    .join('\n');
  return [{ name: 'relevant lines of the configuration', text }];
}

function added(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums: Record<string, number> = { ...a };
  for (const [kind, count] of Object.entries(b)) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}
