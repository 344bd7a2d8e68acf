import { shellWord, type DiagnosisFix, type Evidence } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

const called =
  /\bnix-(?<what>shell|build) (?:-\S{1,20} ){0,4}(?<file>[\w./~+-]{0,160}\.nix)(?=\s|$)/;

/**
 * `nix-shell FILE` calls the function in the file by itself, with what has a default. A file that asks for more
 * is of a flake, or written for callPackage.
 */
export function calledByShell(
  file: string | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] | undefined {
  const command = evidence.before(called, 14)?.groups;
  const name = command?.['file']?.replace(/^[./~]+/, '');
  if (command === undefined || name === undefined || file?.endsWith(name) !== true)
    return undefined;
  const shell = command['what'] === 'shell';
  const path = /^[./~]/.test(command['file'] ?? '') ? (command['file'] ?? '') : `./${name}`;
  const attribute = /(?:^|\/)(?<is>[\w-]{1,60})(?:\/default)?\.nix$/.exec(name)?.groups?.['is'];
  return [
    shellFix(
      `If a flake above it lists the file (a folder of shells or packages): ask the flake for it by its name.`,
      `nix ${shell ? 'develop' : 'build'} .#${attribute === undefined || attribute === 'default' || attribute === 'shell' ? 'default' : attribute}`,
    ),
    shellFix(
      'If it stands alone: have callPackage give it what it asks for of nixpkgs.',
      `nix-${shell ? 'shell' : 'build'} -E ${shellWord(`with import <nixpkgs> { }; callPackage ${path} { }`)}`,
    ),
  ];
}
