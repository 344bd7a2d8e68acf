// A server with the tools, resources and prompts that the scenarios of @modelcontextprotocol/conformance
// ask for by name. It is mounted on our own HTTP, which is what is tried.
import { randomBytes } from 'node:crypto';
import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  ProtocolError,
  ProtocolErrorCode,
  Server,
} from '@modelcontextprotocol/server';
import { asking } from './asking.js';
import { plain } from './plain.js';
import { promptDefinitions, promptOf } from './prompts.js';
import { readResource, resources, resourceTemplates } from './resources.js';

// State that a client gives back is a stranger's until its seal is found to be ours.
const state = createRequestStateCodec({ key: new Uint8Array(randomBytes(32)) });

const tools = { ...plain, ...asking(state) };

export function createConformanceServer() {
  const server = new Server(
    { name: 'nixai-conformance', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        resources: { subscribe: true, listChanged: true },
        prompts: { listChanged: true },
        logging: {},
        completions: {},
      },
      requestState: { verify: state.verify },
    },
  );
  const answerTo = (method, answer) => server.setRequestHandler(method, answer);
  answerTo('tools/list', () => ({
    tools: Object.entries(tools).map(
      ([name, { description, inputSchema = { type: 'object' } }]) => ({
        ...{ name, description, inputSchema },
      }),
    ),
  }));
  answerTo('tools/call', async ({ params }, { mcpReq }) => {
    const tool = tools[params.name];
    if (tool === undefined)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `there is no tool ${params.name}`);
    const capabilities = mcpReq.envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? {};
    try {
      return await tool.call(params.arguments ?? {}, mcpReq, capabilities);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      return { content: [{ type: 'text', text: error.message }], isError: true };
    }
  });
  answerTo('resources/list', () => ({ resources }));
  answerTo('resources/templates/list', () => ({ resourceTemplates }));
  answerTo('resources/read', ({ params: { uri } }) => {
    const contents = readResource(uri);
    if (contents !== undefined) return { contents: [contents] };
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `there is nothing at ${uri}`, { uri });
  });
  answerTo('resources/subscribe', () => ({}));
  answerTo('resources/unsubscribe', () => ({}));
  answerTo('prompts/list', () => ({ prompts: promptDefinitions }));
  answerTo('prompts/get', ({ params }, { mcpReq }) => promptOf(params, mcpReq));
  answerTo('logging/setLevel', () => ({}));
  answerTo('completion/complete', () => ({ completion: { values: [], total: 0, hasMore: false } }));
  return server;
}
