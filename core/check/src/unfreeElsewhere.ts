import { basename } from 'node:path';
import type { SourceFile } from '@nixai/machine';

/**
 * Whether something outside of the modules may allow packages that are not free: an `import nixpkgs` with a
 * configuration of its own, or a `pkgs` that a flake hands to its systems.
 */
export function mayAllowUnfree(files: readonly Pick<SourceFile, 'path' | 'source'>[]): boolean {
  return files.some(
    ({ path, source }) =>
      /allow_?unfree/i.test(source) ||
      (basename(path) === 'flake.nix' && /\bpkgs\s*[=;}]|specialArgs/.test(source)),
  );
}
