import { textsOf, type CheckDefinition, type CheckRule } from '@nixai/api';
import { manual } from './shared.js';

const settings = ['experimental-features', 'extra-experimental-features'].map(
  (name) => `nix.settings.${name}`,
);

const inText = /^[ \t]*(?:extra-)?experimental-features[ \t]*=[^#\n]*,/m;

/** In a file of Nix's own the setting is a line among others. */
const hasComma = ({ path, values }: CheckDefinition): boolean => {
  const pattern = path.at(-1) === 'extraOptions' ? inText : /,/;
  return values.some((value) => textsOf(value).some((text) => pattern.test(text)));
};

export const featuresWithCommas: CheckRule = {
  id: 'features-with-commas',
  severity: 'warning',
  set: 'nixos',
  options: [...settings, 'nix.extraOptions'],
  applies: hasComma,
  message: 'experimental features stand with blanks between them, not with commas',
  why: 'Nix takes the comma for a part of the name, knows no such feature, and leaves it off.',
  fix: 'Write [ "nix-command" "flakes" ].',
  fixFor: ({ path }) =>
    path.at(-1) === 'extraOptions'
      ? 'Write experimental-features = nix-command flakes.'
      : 'Write [ "nix-command" "flakes" ].',
  docs: `${manual}#conf-experimental-features`,
  samples: {
    fires: [
      { [settings[0] as string]: 'nix-command, flakes' },
      { [settings[0] as string]: ['nix-command,', 'flakes'] },
      { 'nix.extraOptions': 'keep-outputs = true\nexperimental-features = nix-command, flakes\n' },
    ],
    quiet: [
      { [settings[0] as string]: 'nix-command flakes' },
      { [settings[0] as string]: ['nix-command', 'flakes'] },
      { 'nix.extraOptions': 'experimental-features = nix-command flakes # a, b\n' },
    ],
  },
};
