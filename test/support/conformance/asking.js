// Tools of the newer era that answer with a question, and are called again with what was said.
import { randomUUID } from 'node:crypto';
import { acceptedContent, inputRequired } from '@modelcontextprotocol/server';

const text = (words) => ({ content: [{ type: 'text', text: words }] });

/** A question to the user with one field. */
export const elicit = (message, field, type = 'string') =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [field]: { type } }, required: [field] },
  });
const sample = (question) =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: question } }],
    maxTokens: 100,
  });
const ask = (inputRequests, requestState) => inputRequired({ inputRequests, requestState });
const nameQuestion = () => elicit('What is your name?', 'name');

/** @param state seals what goes by way of the client. */
export function asking(state) {
  const seal = (value) => state.mint({ ...value, nonce: randomUUID() });
  const confirmed =
    (done) =>
    async (_, { inputResponses, requestState }) =>
      acceptedContent(inputResponses, 'confirm') !== undefined && requestState() !== undefined
        ? text(done)
        : ask({ confirm: elicit('Please confirm', 'ok', 'boolean') }, await seal({ step: 1 }));
  const calls = {
    test_input_required_result_elicitation(_, { inputResponses }) {
      const { name } = acceptedContent(inputResponses, 'user_name') ?? {};
      return typeof name === 'string'
        ? text(`Hello, ${name}!`)
        : ask({ user_name: nameQuestion() });
    },
    test_input_required_result_sampling(_, { inputResponses }) {
      const said = inputResponses?.capital_question;
      return said === undefined
        ? ask({ capital_question: sample('What is the capital of France?') })
        : text(`Sampling response: ${said.content?.text}`);
    },
    test_input_required_result_list_roots(_, { inputResponses }) {
      const roots = inputResponses?.client_roots?.roots;
      return Array.isArray(roots)
        ? text(`${roots.length} root(s): ${roots.map(({ uri }) => uri).join(', ')}`)
        : ask({ client_roots: inputRequired.listRoots() });
    },
    test_input_required_result_request_state: confirmed('state-ok: it is ours'),
    test_input_required_result_tampered_state: confirmed('integrity-ok: it is ours'),
    async test_input_required_result_multiple_inputs(_, { inputResponses: said }) {
      const { name } = acceptedContent(said, 'user_name') ?? {};
      const greeting = said?.greeting?.content?.text;
      const roots = said?.client_roots?.roots;
      if (typeof name === 'string' && typeof greeting === 'string' && Array.isArray(roots))
        return text(`${greeting} ${name}: ${roots.length} root(s)`);
      const questions = {
        user_name: nameQuestion(),
        greeting: sample('Generate a greeting'),
        client_roots: inputRequired.listRoots(),
      };
      return ask(questions, await seal({}));
    },
    async test_input_required_result_multi_round(_, { inputResponses, requestState }) {
      const { round = 0, name } = requestState() ?? {};
      if (round === 0) return ask({ step1: nameQuestion() }, await seal({ round: 1 }));
      if (round === 1) {
        const said = acceptedContent(inputResponses, 'step1')?.name;
        return ask(
          { step2: elicit('What is your favourite colour?', 'color') },
          await seal({ round: 2, name: said }),
        );
      }
      return text(`${name} likes ${acceptedContent(inputResponses, 'step2')?.color}`);
    },
    test_input_required_result_capabilities(_, { inputResponses }, can) {
      if (inputResponses !== undefined) return text('answered');
      const questions = {
        ...(can.elicitation && { user_name: nameQuestion() }),
        ...(can.sampling && { greeting: sample('Generate a greeting') }),
        ...(can.roots && { client_roots: inputRequired.listRoots() }),
      };
      return Object.keys(questions).length === 0 ? text('nobody can be asked') : ask(questions);
    },
    test_missing_capability(_, { inputResponses }) {
      return inputResponses?.llm_answer === undefined
        ? ask({ llm_answer: sample('Reply with the single word: pong') })
        : text('answered');
    },
  };
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [name, { description: 'Asks first', call }]),
  );
}
