/** Answers from the facts of all options, for what no topic is about. */
export type { OptionAnswer } from './moduleAnswer.js';
export { tellingWords } from './nearOptions.js';
export { answerByModule, namedAnswer } from './namedAnswer.js';
