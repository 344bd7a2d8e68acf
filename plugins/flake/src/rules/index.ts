import { absolutePath } from './absolutePath.js';
import { computedInput } from './computedInput.js';
import { currentSystem } from './currentSystem.js';
import { deadFollows } from './deadFollows.js';
import { deprecatedOutput } from './deprecatedOutput.js';
import { dottedInput } from './dottedInput.js';
import { hostName } from './hostName.js';
import { impureImport } from './impureImport.js';
import { misplacedInput } from './misplacedInput.js';
import { missingArgument } from './missingArgument.js';
import { nonFlakeInput } from './nonFlakeInput.js';
import { oldMkFlake } from './oldMkFlake.js';
import { outputsFunction } from './outputsFunction.js';
import type { FlakeRule } from './rule.js';
import { searchPath } from './searchPath.js';
import { specialArgs } from './specialArgs.js';
import { topLevelLet } from './topLevelLet.js';
import { unknownOutput } from './unknownOutput.js';
import { unlockedFetch } from './unlockedFetch.js';
import { untrackedFile } from './untrackedFile.js';

/** In the order in which Nix would come upon them: each may hide those behind it. */
export const flakeRules: readonly FlakeRule[] = [
  // Values of inputs that a `let` binds are written out before the `let` moves.
  computedInput,
  topLevelLet,
  misplacedInput,
  dottedInput,
  outputsFunction,
  missingArgument,
  deadFollows,
  oldMkFlake,
  searchPath,
  unlockedFetch,
  currentSystem,
  impureImport,
  absolutePath,
  untrackedFile,
  nonFlakeInput,
  specialArgs,
  hostName,
  unknownOutput,
  deprecatedOutput,
];
