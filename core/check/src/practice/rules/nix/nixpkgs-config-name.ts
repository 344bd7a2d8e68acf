import type { CheckDefinition, CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

/** The settings of nixpkgs that people write themselves. */
const settings = [
  ...['allowUnfree', 'allowUnfreePredicate', 'allowUnfreePackages', 'allowBroken', 'allowAliases'],
  ...['allowInsecurePredicate', 'allowUnsupportedSystem', 'permittedInsecurePackages'],
  ...['packageOverrides', 'cudaSupport', 'rocmSupport', 'checkMeta'],
];
const known: ReadonlyMap<string, string> = new Map(
  settings.map((name) => [name.toLowerCase(), name]),
);

const meant = ({ path }: CheckDefinition): string | undefined => {
  const written = path[2];
  const name = known.get(written?.toLowerCase().replaceAll(/[-_]/g, '') ?? '');
  return name === written ? undefined : name;
};

export const nixpkgsConfigName: CheckRule = {
  id: 'nixpkgs-config-name',
  severity: 'error',
  set: 'nixos',
  options: ['nixpkgs.config.*'],
  applies: (definition) => meant(definition) !== undefined,
  message: 'nixpkgs has no setting of this name, and says nothing of it',
  why: 'Any name may stand in nixpkgs.config: what is misspelt is passed over without a word.',
  fix: 'Write it as nixpkgs does: allowUnfree.',
  fixFor: (definition) => `Write ${meant(definition) ?? ''}.`,
  docs: optionPage('nixpkgs.config'),
  samples: {
    fires: [
      { 'nixpkgs.config.allowunfree': true },
      { 'nixpkgs.config.allow_unfree': true },
      { 'nixpkgs.config.AllowBroken': true },
    ],
    quiet: [{ 'nixpkgs.config.allowUnfree': true }, { 'nixpkgs.config.chromium': {} }],
  },
};
