/** Answers from the facts of all options, for what no topic is about. */
export type { OptionAnswer } from './moduleAnswer.js';
export { tellingWords } from './nearOptions.js';
export { namedAnswer } from './namedAnswer.js';
export { answerByModule } from './wished.js';
export { removedModule } from './removedModule.js';
export { aliasOf } from './aliases.js';
export type { NamedModule } from './findModule.js';
export { catalogsOf, modulesOf, type Catalogs } from './modules.js';
