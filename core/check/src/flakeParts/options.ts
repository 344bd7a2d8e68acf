import type { OptionEntry } from '@nixai/api';

const entries = (types: Readonly<Record<string, string>>): readonly OptionEntry[] =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

/**
 * The options of flake-parts itself and of what it brings along (its `modules` and `extras`), at the top
 * of a module. Below `flake` any output may stand.
 */
export const flakePartsOptions = entries({
  debug: 'boolean',
  flake: 'lazy attribute set of raw value',
  partitionedAttrs: 'attribute set of string',
  partitions: 'attribute set of unspecified value',
  perInput: 'unspecified value',
  perSystem: 'unspecified value',
  systems: 'list of string',
  touchup: 'unspecified value',
  transposition: 'attribute set of unspecified value',
});

/** The same in `perSystem`. */
export const perSystemOptions = entries({
  apps: 'lazy attribute set of unspecified value',
  bundlers: 'lazy attribute set of unspecified value',
  checks: 'lazy attribute set of package',
  debug: 'boolean',
  devShells: 'lazy attribute set of package',
  formatter: 'null or package',
  legacyPackages: 'lazy attribute set of raw value',
  overlayAttrs: 'lazy attribute set of raw value',
  packages: 'lazy attribute set of package',
});
