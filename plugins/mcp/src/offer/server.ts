import { ProtocolError, ProtocolErrorCode, Server } from '@modelcontextprotocol/server';
import type { Host, ToolInfo } from '@nixai/api';
import { definitionOf } from './definitions.js';
import { instructions } from './instructions.js';
import type { Offer } from './offer.js';
import { prompts } from './prompts.js';
import { completeResource, readResource, resourceTemplates } from './resources.js';

const hour = { ttlMs: 3_600_000, cacheScope: 'private' as const };

/** What one connection, or one HTTP request, is answered by: the same for both eras of the protocol. */
export function createServer(host: Host, offer: Offer): Server {
  const server = new Server(
    { name: 'nixai', title: 'nixai', version: host.version },
    {
      instructions,
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
      cacheHints: {
        'server/discover': hour,
        'tools/list': hour,
        'prompts/list': hour,
        'resources/list': hour,
        'resources/templates/list': hour,
        'resources/read': hour,
      },
    },
  );
  server.setRequestHandler('tools/list', async () => ({
    tools: (await offer.tools()).map(asDefinition),
  }));
  server.setRequestHandler(
    'tools/call',
    async ({ params: { name, arguments: given = {} } }, { mcpReq }) => {
      const outcome = await offer.call(name, given, mcpReq.signal);
      if (outcome === undefined) throw invalid(`there is no tool "${name}"`);
      const content = [{ type: 'text' as const, text: outcome.text }];
      return outcome.ok ? { content, structuredContent: outcome.data } : { content, isError: true };
    },
  );
  server.setRequestHandler('resources/list', () => ({ resources: [] }));
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: resourceTemplates.map((one) => ({ ...one })),
  }));
  server.setRequestHandler('resources/read', async ({ params: { uri } }, { mcpReq }) => {
    const found = await readResource(host, offer, uri, mcpReq.signal);
    if (found === undefined) throw invalid(`there is nothing at ${uri}`, { uri });
    return { contents: [{ uri, ...found }] };
  });
  server.setRequestHandler('prompts/list', () => ({
    prompts: prompts.map(({ text: _, ...prompt }) => ({
      ...prompt,
      arguments: [...prompt.arguments],
    })),
  }));
  server.setRequestHandler('prompts/get', ({ params: { name, arguments: given = {} } }) => {
    const prompt = prompts.find((one) => one.name === name);
    if (prompt === undefined) throw invalid(`there is no prompt "${name}"`);
    const missing = prompt.arguments.find((one) => one.required && given[one.name] === undefined);
    if (missing !== undefined) throw invalid(`"${missing.name}" is missing`);
    const content = { type: 'text' as const, text: prompt.text(given) };
    return { description: prompt.description, messages: [{ role: 'user', content }] };
  });
  server.setRequestHandler('completion/complete', async ({ params: { ref, argument } }) => {
    const values =
      ref.type === 'ref/resource' ? await completeResource(host, ref.uri, argument.value) : [];
    return { completion: { values: [...values], hasMore: false } };
  });
  return server;
}

// The SDK's schema type is an index signature; ours is read-only data of the same shape.
const asDefinition = (tool: ToolInfo) =>
  definitionOf(tool) as unknown as { name: string; inputSchema: { type: 'object' } };

function invalid(message: string, data?: object): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message, data);
}
