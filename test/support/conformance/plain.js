// Tools that answer by themselves, or ask a client of the older era something in the midst of a call.
import { setTimeout as sleep } from 'node:timers/promises';
import { pixel, silence } from './media.js';

const text = (words) => ({ content: [{ type: 'text', text: words }] });
const answer = (description, result) => ({ description, call: () => result });
const resource = (uri, mimeType, words) => ({
  type: 'resource',
  resource: { uri, mimeType, text: words },
});

/** Asks the client, and tells what it said. */
const asks = (description, properties, requestOf, told) => ({
  description,
  inputSchema: { type: 'object', properties },
  call: async (given, { send }) => text(told(await send(requestOf(given)))),
});

const elicitation = (message, properties, required = []) => ({
  method: 'elicitation/create',
  params: { message, requestedSchema: { type: 'object', properties, required } },
});
const elicited = ({ action, content = {} }) =>
  `action=${action}, content=${JSON.stringify(content)}`;

const choices = (...names) => names.map((name) => ({ const: name, title: `Title of ${name}` }));

export const plain = {
  test_simple_text: answer('A text', text('This is a simple text response for testing.')),
  test_image_content: answer('A picture', {
    content: [{ type: 'image', data: pixel, mimeType: 'image/png' }],
  }),
  test_audio_content: answer('A sound', {
    content: [{ type: 'audio', data: silence, mimeType: 'audio/wav' }],
  }),
  test_embedded_resource: answer('A resource', {
    content: [resource('test://embedded-resource', 'text/plain', 'An embedded resource.')],
  }),
  test_multiple_content_types: answer('Several kinds', {
    content: [
      { type: 'text', text: 'Several kinds:' },
      { type: 'image', data: pixel, mimeType: 'image/png' },
      resource('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }),
  test_error_handling: {
    description: 'Fails',
    call() {
      throw new Error('This tool intentionally returns an error for testing');
    },
  },
  test_tool_with_logging: {
    description: 'Says what it does while it does it',
    async call(_, { notify }) {
      for (const data of [
        'Tool execution started',
        'Tool processing data',
        'Tool execution completed',
      ]) {
        await notify({ method: 'notifications/message', params: { level: 'info', data } });
        await sleep(50);
      }
      return text('done');
    },
  },
  test_tool_with_progress: {
    description: 'Says how far it is',
    async call(_, { notify, _meta: { progressToken } = {} }) {
      if (progressToken !== undefined)
        for (const progress of [0, 50, 100]) {
          await notify({
            method: 'notifications/progress',
            params: { progressToken, progress, total: 100, message: `${progress} of 100` },
          });
          await sleep(50);
        }
      return text(String(progressToken ?? 'no token'));
    },
  },
  test_logging_tool: {
    description: 'Logs where the request wants to be told',
    async call(_, { log }) {
      await log('info', 'it ran');
      return text('done');
    },
  },
  test_streaming_elicitation: answer('Asks nothing', text('nothing was asked')),
  test_sampling: asks(
    'Has the client’s model say something',
    { prompt: { type: 'string' } },
    ({ prompt }) => ({
      method: 'sampling/createMessage',
      params: {
        messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
        maxTokens: 100,
      },
    }),
    ({ content }) => `LLM response: ${content?.text}`,
  ),
  test_elicitation: asks(
    'Asks the user something',
    { message: { type: 'string' } },
    ({ message }) => elicitation(message, { response: { type: 'string' } }, ['response']),
    (said) => `User response: ${elicited(said)}`,
  ),
  test_elicitation_sep1034_defaults: asks(
    'Asks with answers to start from',
    {},
    () =>
      elicitation('Look through these', {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      }),
    (said) => `Elicitation completed: ${elicited(said)}`,
  ),
  test_elicitation_sep1330_enums: asks(
    'Asks with answers to choose from',
    {},
    () =>
      elicitation('Choose', {
        untitledSingle: { type: 'string', enum: ['option1', 'option2', 'option3'] },
        titledSingle: { type: 'string', oneOf: choices('value1', 'value2', 'value3') },
        legacyEnum: {
          type: 'string',
          enum: ['opt1', 'opt2', 'opt3'],
          enumNames: ['Option One', 'Option Two', 'Option Three'],
        },
        untitledMulti: {
          type: 'array',
          items: { type: 'string', enum: ['option1', 'option2', 'option3'] },
        },
        titledMulti: { type: 'array', items: { anyOf: choices('value1', 'value2', 'value3') } },
      }),
    (said) => `Elicitation completed: ${elicited(said)}`,
  ),
};
