/** The door of the docs engine: what the rest of core may use of it. */
export { catalogOfEntries } from './catalogOfEntries.js';
export { createDocIndexes } from './documents/docIndexes.js';
export { createDocsEngine } from './engine.js';
export { handbookCatalog } from './handbook/handbookOptions.js';
export {
  createHandbookSource,
  forQuestion,
  forRelease,
  isTopicPassage,
  type TopicPassage,
} from './handbook/source.js';
export {
  allowedName,
  freeStandIn,
  knownPackage,
  unfreePackages,
} from './handbook/knownPackages.js';
export { releaseAtHand } from './index/releaseAtHand.js';
export { findRename } from './optionLookup.js';
export { releaseHere } from './facts/releaseHere.js';
export { samePath, withPlaceholders } from './optionPath.js';
export { isQuiet, termsOf } from './handbook/terms.js';
export { actionsIn, isSwapOf, withMendedActions, withoutActions } from './handbook/actions.js';
export { inEnglish } from './handbook/inEnglish.js';
export { sameThings, synonyms } from './handbook/synonyms.js';
export { sum } from './handbook/sum.js';
export { allRenames, isAboveRenames, renameIn, type KnownRename } from './facts/renames.js';
