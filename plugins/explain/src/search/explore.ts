import {
  explainWithModel,
  models,
  type CommandContext,
  type Host,
  type OptionSet,
} from '@nixai/api';
import { explainOption } from '../explain/explainOption.js';
import type { Explanation } from '../explain/explanation.js';
import { promptFor } from '../explain/prompt.js';
import { renderExplanation, renderModelExplanation } from '../render/explanation.js';
import { renderSearch } from '../render/searchResults.js';
import type { SearchResults, Snippet } from './results.js';

type Choice =
  | { readonly act: 'view'; readonly name: string; readonly set?: OptionSet }
  | { readonly act: 'explain'; readonly viewed: Explanation }
  | { readonly act: 'copy'; readonly snippet: Snippet }
  | { readonly act: 'leave' };

interface Line {
  readonly name: string;
  readonly value: Choice;
}

/**
 * Shows what was found, then lets the person look closer and copy until they have enough.
 * @param mayAsk a model may be asked to explain what was looked at, where there is one.
 */
export async function exploreResults(
  context: CommandContext,
  found: SearchResults,
  mayAsk: boolean,
): Promise<void> {
  const { host, signal, view } = context;
  context.write(`${renderSearch(found, view)}\n\n`);
  const choices = choicesFor(found);
  if (choices.length === 1) return;
  let offers: Line[] = [];
  for (;;) {
    const choice = await context.prompt.select('What next?', [...offers, ...choices]);
    if (choice.act === 'leave') return;
    if (choice.act === 'copy') {
      copyToClipboard(choice.snippet.code);
      context.notice(`Copied the snippet for ${choice.snippet.where}.`);
    } else if (choice.act === 'explain') {
      context.write(`${await explained(context, choice.viewed)}\n\n`);
      offers = [];
    } else {
      const { name: query, set } = choice;
      const viewed = await explainOption(host, { query, set, signal });
      context.write(`${renderExplanation(viewed, view)}\n\n`);
      offers = mayAsk ? await explanationOffers(host, viewed) : [];
    }
  }
}

function choicesFor({ results, snippets }: SearchResults): Line[] {
  const options = results.filter(({ kind }) => kind === 'option');
  return [
    ...options.map(({ name, set }) => ({
      name: `View ${name}`,
      value: { act: 'view' as const, name, set },
    })),
    ...snippets.map((snippet) => ({
      name: `Copy the snippet for ${snippet.where}`,
      value: { act: 'copy' as const, snippet },
    })),
    { name: 'Leave', value: { act: 'leave' } },
  ];
}

/** Nothing where there is no model, or none that can be had. */
async function explanationOffers(host: Host, viewed: Explanation): Promise<Line[]> {
  const service = await host.service(models);
  const model = await service.resolve({}).catch(() => undefined);
  if (model === undefined || model.provider === 'offline') return [];
  const name = `Explain ${viewed.option.name} with ${model.model} (${model.provider})`;
  return [{ name, value: { act: 'explain', viewed } }];
}

async function explained(context: CommandContext, viewed: Explanation): Promise<string> {
  const { host, signal, view } = context;
  const progress = context.progress('Asking the model');
  const notice = (text: string) => context.notice(text);
  const parts = promptFor(viewed);
  const asking = explainWithModel({ host, signal, notice }, parts, {});
  const ai = await asking.finally(() => progress.stop());
  return ai === undefined ? 'No model answered.' : renderModelExplanation(ai, view);
}

/** OSC 52: the terminal itself puts the text on the clipboard, over SSH as well. */
function copyToClipboard(text: string): void {
  // eslint-disable-next-line no-restricted-syntax -- the one sequence that a terminal shall obey
  process.stderr.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
}
