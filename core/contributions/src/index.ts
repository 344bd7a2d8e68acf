/** The door of the room that runs what plugins contribute. */
export { createCheckConfiguration, matchesOption } from './check/configuration.js';
export { isParameterValue, parametersOf, type WrittenParameters } from './check/parameters.js';
export { createEvidence } from './diagnosis/evidence.js';
export { frameOf, userFrame } from './diagnosis/frames.js';
export {
  faultOfValue,
  fillTemplate,
  placeholdersIn,
  type FilledTemplate,
  type TemplateValue,
} from './template/fill.js';
export { packOf } from './template/folder.js';
export { listedValues, typedValues } from './template/typed.js';
export { allTemplates, findTemplate, type FoundTemplate } from './template/find.js';
export { packageRoot } from './files/packageRoot.js';
export { readRegular, textIfThere } from './files/readRegular.js';
