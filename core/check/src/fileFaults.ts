import {
  isBroken,
  isForCopying,
  saysNothing,
  type MissingImport,
  type SourceFile,
} from '@nixai/machine';
import { bindingFaults } from '@nixai/nix';
import type { Told } from './findings.js';
import type { LeftOut } from './leftOutByGit.js';

/**
 * What Nix says of a file alone: of its syntax, or of its names.
 * @param pipesAreOn the configuration turns the feature on.
 */
export function fileFaults(file: SourceFile, pipesAreOn: boolean): Told[] {
  if (saysNothing(file.source)) return isForCopying.test(file.path) ? [] : [emptyFile];
  const ofNames = (isBroken(file) ? [] : bindingFaults(file)).filter(
    ({ code }) => code !== 'undefined-variable' || !file.isPiece,
  );
  const [firstPipe] = file.errors.filter(({ code }) => code === 'pipe-operator');
  const errors = file.errors.filter(
    (error) => error.code !== 'pipe-operator' || (error === firstPipe && !pipesAreOn),
  );
  return [...errors, ...ofNames].map(({ code, message, hint, start, end }) => ({
    rule: ofNames.some((fault) => fault.code === code) ? code : `syntax-${code}`,
    severity: code === 'pipe-operator' || code === 'late-merge' ? 'note' : 'error',
    message,
    hint,
    at: { start, end },
  }));
}

const emptyFile: Told = {
  rule: 'syntax-missing-expression',
  severity: 'error',
  message: 'the file has no value, and Nix reads a value from every file that it imports',
  hint: 'write `{ }`: a module that says nothing',
  at: { start: 0, end: 0 },
};

/**
 * An import of a file that is not there.
 * @param leftOut why git has not brought it.
 */
export const missingImport = (
  { at, path, nearest }: MissingImport,
  leftOut: LeftOut | undefined,
): Told => ({
  rule: 'import-not-there',
  severity: leftOut === undefined ? 'error' : 'note',
  message: `${path} is not there${leftOut === undefined ? '' : leftOutBy[leftOut]}`,
  why: 'Nix stops at an import that it does not find; in a flake a file that git does not know is not there either.',
  hint: leftOut === 'submodule' ? 'git submodule update --init' : hintFor(path, nearest),
  at,
});

const leftOutBy: Readonly<Record<LeftOut, string>> = {
  ignored: ', and git is told to leave it out',
  submodule: ': it is in a submodule of git',
};

function hintFor(path: string, nearest: string | undefined): string | undefined {
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return /(?:^|\/)hardware-configuration\.nix$/.test(path)
    ? `write it on that machine: nixos-generate-config --show-hardware-config > ${path}`
    : undefined;
}
