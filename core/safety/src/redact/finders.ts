import { findBesideNames } from './findBesideNames.js';
import { findAssignments, findNamedFields } from './findAssignments.js';
import { findInCommands } from './findInCommands.js';
import { findInNix } from './findInNix.js';
import { findInFiles, findInUrls } from './findCredentials.js';
import { findHeaders } from './findHeaders.js';
import { findDirectives } from './findDirectives.js';
import { findEncoded } from './findEncoded.js';
import { findInProse } from './findInProse.js';
import { findInPrograms } from './findInPrograms.js';
import { findInTables } from './findInTables.js';
import { findLists } from './findLists.js';
import { findPrivateKeys } from './findPrivateKeys.js';
import { findTokens } from './findTokens.js';
import type { Finder } from './span.js';

/** The most telling kinds first: a token in a header is named after its issuer. */
const ofText: readonly Finder[] = [
  findPrivateKeys,
  findTokens,
  findInFiles,
  findInUrls,
  findHeaders,
  findInPrograms,
  findInCommands,
  findInNix,
  findAssignments,
  findNamedFields,
  findLists,
  findDirectives,
  findInTables,
  findInProse,
  findBesideNames,
];
/** All that secrets are looked for with. */
export const finders: readonly Finder[] = [
  ...ofText,
  findEncoded((text) => ofText.flatMap((find) => [...find(text)])),
];
