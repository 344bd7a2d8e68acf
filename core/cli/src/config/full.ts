/**
 * What only some runs need: a file that is there, a plugin's section, a fault, a change. One module
 * to load, because each file that Node opens costs a start half a millisecond.
 */
export { changeUserFile, replaceUserFile } from './change.js';
export { editUserFile } from './edit.js';
export { fileLayer } from './fileLayer.js';
export { inspect } from './inspect.js';
export { describeFinding, invalidConfig } from './invalid.js';
export { renderChange, renderFindings, renderReport } from './render.js';
export { readSection } from './section.js';
export { readSettledText } from './userText.js';
export { unknownKey } from './unknownKey.js';
