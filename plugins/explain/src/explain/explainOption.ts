import {
  docs,
  explainWithModel,
  type Host,
  type ModelChoice,
  type OptionDoc,
  type OptionSet,
} from '@nixai/api';
import { examplesOf } from './examples.js';
import type { Explanation } from './explanation.js';
import { guidesFor, type UseContext } from './guides.js';
import { neighboursOf } from './neighbours.js';
import { resolveOption } from './resolveOption.js';

export interface ExplainRequest {
  readonly query: string;
  /** Any set if absent, NixOS first. */
  readonly set?: OptionSet;
  readonly context?: UseContext;
  /** Read the machine's own value. */
  readonly value?: boolean;
  /** Show where the template of this name sets it. */
  readonly template?: string;
  /** Absent where no model is to be asked. */
  readonly choice?: ModelChoice;
  readonly signal: AbortSignal;
  readonly onNotice?: (text: string) => void;
}

const neighbours = 8;
const maxPitfalls = 5;

/** Explains the option that a name or a sentence means, from the sources at hand and a model if there is one. */
export async function explainOption(host: Host, request: ExplainRequest): Promise<Explanation> {
  const engine = await host.service(docs);
  const { option, ...found } = await resolveOption(engine, request.query, request.set);
  const [{ related, children }, guides, searched] = await Promise.all([
    neighboursOf(engine, option, neighbours),
    guidesFor(engine, option, request.context),
    engine.optionSetDescription(option.set),
  ]);
  if (request.context !== undefined && !guides.some(({ fits }) => fits))
    request.onNotice?.(`No advice on ${option.name} is for ${request.context} in particular.`);
  const direct = guides.filter((guide) => guide.direct);
  const advice = direct.length > 0 ? direct : guides.slice(0, 1);
  const explanation: Explanation = {
    query: request.query,
    option,
    ...found,
    related,
    children,
    examples: examplesOf(option, guides),
    pitfalls: unique(advice.flatMap(({ guide }) => guide.pitfalls)).slice(0, maxPitfalls),
    links: advice.flatMap(({ guide }) => guide.links).slice(0, 3),
    optionSet: searched.text,
  };
  return {
    ...explanation,
    value:
      request.value === true ? await valueOf(host, pathOf(explanation), request.signal) : undefined,
    template: await useOf(host, option, request.template),
    ai: await askedOf(host, explanation, request),
  };
}

/** The path as it was asked for, which may name one of many where the option says `<name>`. */
function pathOf({ query, option, found }: Explanation): string {
  return found === 'name' ? query.trim().replace(/\.$/, '') : option.name;
}

async function valueOf(host: Host, name: string, signal: AbortSignal) {
  return (await import('./machineValue.js')).machineValue(host, name, signal);
}

async function useOf(host: Host, option: OptionDoc, template: string | undefined) {
  if (template === undefined) return undefined;
  const { templateUse } = await import('./templateUse.js');
  return templateUse(host, await host.service(docs), option, template);
}

/** Without a model to ask, what is said to one is not even loaded. */
async function askedOf(host: Host, explanation: Explanation, request: ExplainRequest) {
  const { choice, context, signal, onNotice: notice } = request;
  if (choice === undefined || choice['no-ai'] === true) return undefined;
  const { promptFor } = await import('./prompt.js');
  return explainWithModel({ host, signal, notice }, promptFor(explanation, context), choice);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
