/** Where the program and the person live. */
export { packageRootOf } from './packageRoot.js';
export { homeFolder, userName } from './person.js';
