import type { SourceFile } from '@nixai/machine';

/**
 * Whether the configuration turns on the feature that `|>` needs, by its name in Nix or in Lix: in
 * `nix.settings`, in the `nixConfig` of a flake, in a module of a kind that nobody here reads.
 */
export const pipesAreOn = (files: readonly Pick<SourceFile, 'source'>[]): boolean =>
  files.some(({ source }) => /^[^#\n\r\u2028\u2029]*\bpipe-operators?\b/m.test(source));
