import { type CommandContext, type OptionSet } from '@nixai/api';
import { explainOption } from '../explain/explainOption.js';
import { renderExplanation } from '../render/explanation.js';
import { renderSearch } from '../render/searchResults.js';
import type { SearchResults, Snippet } from './results.js';

type Choice =
  | { readonly act: 'explain'; readonly name: string; readonly set?: OptionSet }
  | { readonly act: 'copy'; readonly snippet: Snippet }
  | { readonly act: 'leave' };

/** Shows what was found, then lets the person look closer and copy until they have enough. */
export async function exploreResults(context: CommandContext, found: SearchResults): Promise<void> {
  context.write(`${renderSearch(found, context.view)}\n\n`);
  const choices = choicesFor(found);
  if (choices.length === 1) return;
  for (;;) {
    const choice = await context.prompt.select('What next?', choices);
    if (choice.act === 'leave') return;
    if (choice.act === 'copy') {
      copyToClipboard(choice.snippet.code);
      context.notice(`Copied the snippet for ${choice.snippet.where}.`);
    } else {
      const { name: query, set } = choice;
      const explanation = await explainOption(context.host, { query, set, signal: context.signal });
      context.write(`${renderExplanation(explanation, context.view)}\n\n`);
    }
  }
}

function choicesFor({ results, snippets }: SearchResults): { name: string; value: Choice }[] {
  const options = results.filter(({ kind }) => kind === 'option');
  return [
    ...options.map(({ name, set }) => ({
      name: `Explain ${name}`,
      value: { act: 'explain' as const, name, set },
    })),
    ...snippets.map((snippet) => ({
      name: `Copy the snippet for ${snippet.where}`,
      value: { act: 'copy' as const, snippet },
    })),
    { name: 'Leave', value: { act: 'leave' } },
  ];
}

/** OSC 52: the terminal itself puts the text on the clipboard, over SSH as well. */
function copyToClipboard(text: string): void {
  process.stderr.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
}
