/** What tests of other rooms take from here. */
export { createProviderHost } from './modelHost.js';
export type { ModelServer } from './modelServer.js';
export { startModelService } from './modelService.js';
export { baseUrl, names } from './wires.js';
