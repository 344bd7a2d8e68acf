import { impureFetch, inputsInImports, oldHome } from './evaluation.js';
import type { Finding, Look, Pitfall } from './pitfall.js';
import { foreignRepository, hostName, secretByPath, secretsInFolder, untracked } from './place.js';
import {
  commandNotFound,
  deadChannel,
  nixIndex,
  registryPath,
  searchPathLeft,
  twoNixPaths,
} from './searchPathSettings.js';
import { homeBeside, movedStateVersion } from './versions.js';

/** Where people fell who moved to flakes. */
const pitfalls: readonly Pitfall[] = [
  deadChannel,
  twoNixPaths,
  commandNotFound,
  registryPath,
  searchPathLeft,
  impureFetch,
  oldHome,
  hostName,
  foreignRepository,
  untracked,
  homeBeside,
  inputsInImports,
  secretByPath,
  movedStateVersion,
  nixIndex,
  secretsInFolder,
];

export const findingsIn = (look: Look): readonly Finding[] =>
  pitfalls.flatMap((one) => one.find(look).map((found) => ({ rule: one.id, ...found })));
