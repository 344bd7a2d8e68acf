import type { CheckDefinition, CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

const meant = ({ values }: CheckDefinition): boolean | undefined => {
  const [only, more] = values;
  if (more !== undefined || (only?.type !== 'string' && only?.type !== 'number')) return undefined;
  return truths[String(only.value).toLowerCase()];
};

export const nixpkgsConfigText: CheckRule = {
  id: 'nixpkgs-config-text',
  severity: 'error',
  set: 'nixos',
  options: ['allowUnfree', 'allowBroken', 'allowUnsupportedSystem', 'allowAliases'].map(
    (name) => `nixpkgs.config.${name}`,
  ),
  applies: (definition) => meant(definition) !== undefined,
  message: 'this setting of nixpkgs is true or false, and stands without quotes',
  why: 'Nix refuses to evaluate nixpkgs with a text or a number there.',
  fix: 'Write true, or false.',
  fixFor: (definition) => `Write ${String(meant(definition))}.`,
  edit: (definition) => ({ to: 'set', value: String(meant(definition)) }),
  docs: optionPage('nixpkgs.config'),
  samples: {
    fires: [{ 'nixpkgs.config.allowUnfree': 'true' }, { 'nixpkgs.config.allowBroken': 1 }],
    quiet: [{ 'nixpkgs.config.allowUnfree': true }, { 'nixpkgs.config.allowUnfree': {} }],
  },
};
