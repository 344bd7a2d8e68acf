import {
  acceptedContent,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/server';
import { elicit } from './asking.js';
import { pixel } from './media.js';

const argument = (name) => ({ name, description: `The ${name}`, required: true });
const user = (content) => ({ role: 'user', content });
const say = (text) => user({ type: 'text', text });

const prompts = {
  test_simple_prompt: {
    messages: () => [say('This is a simple prompt for testing.')],
  },
  test_prompt_with_arguments: {
    arguments: [argument('arg1'), argument('arg2')],
    messages: ({ arg1, arg2 }) => [say(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  },
  test_prompt_with_embedded_resource: {
    arguments: [argument('resourceUri')],
    messages: ({ resourceUri: uri }) => [
      user({
        type: 'resource',
        resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
      }),
      say('Please process the embedded resource above.'),
    ],
  },
  test_prompt_with_image: {
    messages: () => [
      user({ type: 'image', data: pixel, mimeType: 'image/png' }),
      say('Please analyze the image above.'),
    ],
  },
  test_input_required_result_prompt: {
    ask: { user_context: elicit('What context should the prompt use?', 'context') },
    messages: (_, { context }) => [say(`Use the following context: ${context}`)],
  },
};

export const promptDefinitions = Object.entries(prompts).map(
  ([name, { arguments: given = [] }]) => ({
    ...{ name, description: 'For the scenarios', arguments: given },
  }),
);

export function promptOf({ name, arguments: given = {} }, { inputResponses }) {
  const prompt = prompts[name];
  if (prompt === undefined)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `there is no prompt ${name}`);
  const said = acceptedContent(inputResponses, 'user_context');
  if (prompt.ask !== undefined && typeof said?.context !== 'string')
    return inputRequired({ inputRequests: prompt.ask });
  return { messages: prompt.messages(given, said ?? {}) };
}
