import { shellWord } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** nix-env, or a profile, was asked for a package by a name that none has. */
export const askedPackage = ruleOfSayings(
  {
    id: 'eval/asked-package',
    class: 'package-not-found',
    phase: 'eval',
    title: 'No package of that name',
    components: ['packages'],
    confidence: 0.93,
    docs: [
      {
        title: 'Nix manual: nix-env --install',
        url: 'https://nix.dev/manual/nix/latest/command-ref/nix-env/install',
      },
    ],
  },
  [
    {
      anchors: [
        'matches no derivations',
        'matches no packages',
        'does not match any packages',
        'does not match any package',
      ],
      line: /(?:error|warning): (?:selector )?['"`](?<name>[^'"`]{1,120})['"`] (?:matches no (?:derivations|packages)|does not match any packages? in the profile)/,
      explain(evidence) {
        const name = evidence.get('name');
        const word = packageName(name);
        const installed = /profile|no packages/.test(evidence.line.text);
        return {
          culprit: name,
          facts: { name },
          message: installed
            ? `The profile has no package that is called ${name}.`
            : `nix-env looks for a package by its name, and none of the channel's is called ${name}.`,
          fixes: installed
            ? [
                shellFix(
                  'See what the profile calls it, and name that.',
                  'nix profile list; nix-env -q',
                ),
              ]
            : [
                shellFix(
                  'If it is the name of an attribute (as search shows it): say so with -A (nixpkgs. in place of nixos. outside of NixOS).',
                  `nix-env -iA nixos.${word ?? 'YOUR_PACKAGE'}`,
                  word === undefined ? { fill: { YOUR_PACKAGE: 'the attribute' } } : {},
                ),
                shellFix(
                  'If you do not know what it is called: search for it.',
                  `nix search nixpkgs ${shellWord(name)}`,
                ),
                advice(
                  'If no package at all is found: the user has no channel (nix-channel --list).',
                ),
              ],
          verify: [installed ? 'nix profile list' : 'nix-channel --list'],
          confidence: evidence.line.text.startsWith('warning') ? 0.6 : undefined,
        };
      },
    },
  ],
);
