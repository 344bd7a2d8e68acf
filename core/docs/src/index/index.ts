export { buildIndex } from './buildIndex.js';
export { catalogOf } from './catalog.js';
export type { IndexContent, IndexEntry } from './indexFile.js';
export type { Index } from './openIndex.js';
export {
  createIndexStore,
  indexPlace,
  indexPlaces,
  type IndexPlace,
  type IndexStore,
} from './store.js';
export { memoryIndex } from './memoryIndex.js';
export { prepareWords, type PreparedWords } from './preparedWords.js';
export { sortedByName } from './wordLists.js';
export { nearestNames } from './nearestNames.js';
export { createPaths } from './paths.js';
export { stemOf } from './stem.js';
export { joinedOf, partsOf, segmentsOf, wordsOf } from './words.js';
