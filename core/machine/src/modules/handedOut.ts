import { moduleOutputs, type ModuleImport } from '@nixai/nix';
import { isBroken, type SourceFile } from './sourceFiles.js';

const bySelf = /^\(?(?:inputs\.)?self\.((?:nixos|home|homeManager|darwin)Modules\.[\w'-]+)\)?$/;

/**
 * The module that a flake hands out and takes itself as well: `self.nixosModules.web`.
 * @returns undefined where it is none of these, or only an evaluation tells which one.
 */
export function handedOut(flake: SourceFile, text: string): ModuleImport | undefined {
  const name = bySelf.exec(text)?.[1];
  if (name === undefined || isBroken(flake)) return undefined;
  const named = moduleOutputs(flake.root, flake.source).filter((one) => one.name === name);
  return named.length === 1 ? named[0]?.module : undefined;
}
