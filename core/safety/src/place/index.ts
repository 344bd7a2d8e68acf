/** Where the program and the person live. */
export { packageRootOf } from './packageRoot.js';
export { partsOf } from './partsOf.js';
export { isOurs } from './ours.js';
export { homeFolder, userName } from './person.js';
