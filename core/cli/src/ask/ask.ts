import {
  ExitCode,
  isNixaiError,
  models,
  type Host,
  type ModelChoice,
  type NixaiError,
  type ResolvedModel,
} from '@nixai/api';
import { inEnglish, withMendedActions } from '@nixai/docs';
import { loadHandbook } from '@nixai/docs/topics';
import { answerText, composeSections } from './compose.js';
import { nextCommands } from './nextCommands.js';
import { gather, type Gathered, type GatherOptions } from './material.js';
import { verifyAnswer } from './verifyAnswer.js';
import { answerWithModel, promptOf } from './withModel.js';
import type { AskResult, Section } from './result.js';

export interface AskOptions extends GatherOptions {
  readonly choice: ModelChoice;
  /** Everything that is known, not only what fits on a screen. */
  readonly full?: boolean;
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
  const meant = withMendedActions(inEnglish(question));
  options.onProgress?.('Looking it up');
  const [gathered, model] = await Promise.all([
    gather(meant, options, host),
    resolveModel(options.choice, host),
  ]);
  options.onModel?.(model);
  const { outcome, answer, ...rest } =
    model.provider === 'offline'
      ? await answerOffline(meant, gathered, options, host)
      : await answerWithModel(question, gathered, model, options, host).catch((error: unknown) =>
          answerWithout(model, error, meant, gathered, options, host),
        );
  return {
    question,
    outcome,
    answer,
    ...common(gathered, model, host),
    ...rest,
    timings: { docs: gathered.took, ...rest.timings, total: performance.now() - started },
  };
}

/**
 * Answers from the handbook where the model could not be had. Who names a provider on the command
 * line wants that one, and is told of the error instead.
 */
async function answerWithout(
  { provider, chosenBy }: ResolvedModel,
  error: unknown,
  question: string,
  gathered: Gathered,
  options: AskOptions,
  host: Host,
): Promise<Answered> {
  if (!isNixaiError(error) || !modelFailures.has(error.exitCode) || chosenBy === 'flag')
    throw error;
  const answered = await answerOffline(question, gathered, options, host);
  return {
    ...answered,
    provider: 'offline',
    model: undefined,
    fallbacks: [{ provider, why: whyOf(error) }],
  };
}

/** That it goes without a model, the person is about to see. */
const whyOf = ({ message, hint }: NixaiError) =>
  hint === undefined || hint.includes('--no-ai') ? message : `${message} (${hint})`;

const modelFailures = new Set<ExitCode>([ExitCode.providerUnavailable, ExitCode.authOrQuota]);

/**
 * What would be sent to the model, after redaction. Sends nothing: no source beyond this machine is
 * asked, and a provider that cannot be reached is no obstacle.
 */
export async function previewPrompt(
  question: string,
  options: AskOptions,
  host: Host,
): Promise<PromptPreview> {
  const here = { ...options, local: true };
  const [gathered, model] = await Promise.all([
    gather(question, here, host),
    modelToPreview(options.choice, host),
  ]);
  const prompt = await promptOf(question, gathered, here, host);
  const service = await host.service(models);
  const text = await service.preview(model, prompt);
  return { provider: model.provider, model: model.model, prompt: text };
}

/** The model that would be asked; one that cannot be reached is taken to be far away. */
async function modelToPreview(choice: ModelChoice, host: Host): Promise<ResolvedModel> {
  const service = await host.service(models);
  return service.resolve(choice).catch(async (error: unknown) => {
    if (!isNixaiError(error) || !modelFailures.has(error.exitCode)) throw error;
    const provider = choice.provider ?? (await host.config.get('ai_provider')) ?? 'offline';
    return { provider, model: choice.model, locality: 'remote', chosenBy: 'flag' } as const;
  });
}

export interface PromptPreview {
  readonly provider: string;
  readonly model?: string;
  readonly prompt: string;
}

/** `--no-ai` does not even load what could ask a model. */
async function resolveModel(choice: ModelChoice, host: Host): Promise<ResolvedModel> {
  if (choice['no-ai'] === true) return offline;
  return (await host.service(models)).resolve(choice);
}

function common(gathered: Gathered, model: ResolvedModel, host: Host) {
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
    missed: gathered.missed,
    doubtful: gathered.doubt !== undefined || (gathered.byOption?.open.length ?? 0) > 0,
    findings: gathered.own?.findings,
    next: nextCommands(passages, host),
  };
}

/** What a way of answering adds to what was gathered. */
export type Answered = Pick<
  AskResult,
  'outcome' | 'answer' | 'sections' | 'complete' | 'fallbacks' | 'verification'
> &
  Partial<Pick<AskResult, 'below' | 'provider' | 'model' | 'options' | 'tokens' | 'redacted'>> & {
    readonly timings: Pick<AskResult['timings'], 'firstText' | 'model'>;
  };

/** These name wrong options and codes of placeholders on purpose, or only topics: no second check. */
const unchecked: readonly Section['kind'][] = ['findings', 'explained', 'doubt'];

async function answerOffline(
  question: string,
  gathered: Gathered,
  { signal, full = false }: AskOptions,
  host: Host,
): Promise<Answered> {
  const sections = composeSections({
    question,
    ...gathered,
    options: loadHandbook().options,
    hasCommand: host.hasCommand,
    full,
  });
  const isUnchecked = ({ kind }: Section) => unchecked.includes(kind);
  const found = sections.filter(isUnchecked);
  const rest = sections.filter((section) => !isUnchecked(section));
  const checked = await verifyAnswer(host, answerText(rest), full, signal);
  const isUnknown = [
    gathered.selection.main,
    gathered.own,
    gathered.explained,
    gathered.byOption,
  ].every((found) => found === undefined);
  return {
    outcome: isUnknown ? 'unknown' : 'answered',
    answer: [answerText(found), checked.markdown].filter((part) => part !== '').join('\n\n'),
    sections,
    complete: true,
    fallbacks: [],
    verification: checked.verification,
    timings: {},
  };
}
