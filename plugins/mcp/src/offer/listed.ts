import type { CommandContext } from '@nixai/api';
import type { ToolsResult } from '../results/tools.js';
import { definitionOf, tokensOf } from './definitions.js';
import { openOffer, type MannerFlags } from './open.js';

/** The tools that are offered, each with what it costs a model. */
export async function listed(
  context: Omit<CommandContext, 'flags'> & { readonly flags: MannerFlags },
): Promise<ToolsResult> {
  const { offer, close } = openOffer(context, context.flags, context.signal);
  const tools = (await offer.tools()).map((tool) => {
    const definition = definitionOf(tool);
    const text = JSON.stringify(definition);
    const { name, command, origin, description, writes } = tool;
    const costs = { bytes: Buffer.byteLength(text), tokens: tokensOf(text) };
    return { name, command, origin, description, writes, ...costs, definition };
  });
  await close();
  const sum = (of: (tool: (typeof tools)[number]) => number) =>
    tools.reduce((all, tool) => all + of(tool), 0);
  return { tools, bytes: sum(({ bytes }) => bytes), tokens: sum(({ tokens }) => tokens) };
}
