import type { Expression, ModuleClass, ModuleParts } from '@nixai/nix';
import type { SourceFile } from './sourceFiles.js';

/** How a module belongs to the configuration. */
export interface Membership {
  /** Which option set it is of, where something says so. */
  readonly class?: ModuleClass;
  /** It lies in the folder and nothing that could be followed leads to it: it may be no module. */
  readonly loose?: true;
  /** It is of a system inside of the machine: a container, a variant for a virtual machine. */
  readonly inside?: true;
  /** The function that somebody has to call for its system to be built. */
  readonly maker?: string;
  /** It is a module of flake-parts: it makes outputs of a flake, and no system. */
  readonly flakeParts?: true;
}

/** A module of a configuration. */
export interface LoadedModule extends Membership {
  readonly file: SourceFile;
  readonly parts: ModuleParts;
  readonly imports: readonly LoadedModule[];
  /** Everything that it says and imports is in sight. */
  readonly whole: boolean;
}

/** Where a machine or a home begins. */
export interface Root {
  /** What the flake calls it. */
  readonly name?: string;
  readonly modules: readonly LoadedModule[];
  /** It is a machine or a home, and no part of one, and all its first modules were found. */
  readonly whole: boolean;
}

/** An import of a file that is not there: Nix stops at it. */
export interface MissingImport {
  readonly file: SourceFile;
  readonly at: Expression;
  /** As written: `./disks.nix`. */
  readonly path: string;
  /** The file beside it that was most likely meant, as it would be written. */
  readonly nearest?: string;
}

export interface Loaded {
  readonly roots: readonly Root[];
  readonly files: readonly SourceFile[];
  readonly modules: readonly LoadedModule[];
  /** As written, imports that cannot be followed. */
  readonly unknownImports: readonly string[];
  readonly missingImports: readonly MissingImport[];
  /** The flake that it all belongs to. */
  readonly flake?: string;
  /** One file of a flake was named: what the others declare and import is out of sight. */
  readonly isAlone: boolean;
  /** Files in that folder where a configuration may begin, too, that were not read: another one did. */
  readonly passedOver: readonly string[];
  /** There is too much in the folder to look at what nothing leads to. */
  readonly isCut: boolean;
}
