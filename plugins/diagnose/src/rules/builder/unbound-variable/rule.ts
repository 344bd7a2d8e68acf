import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A script with `set -u` reads a variable that nobody has set. */
export const unboundVariable: DiagnosisRule = {
  id: 'build/unbound-variable',
  class: 'unbound-variable',
  phase: 'build',
  title: 'Script reads a variable that is not set',
  components: ['build'],
  confidence: 0.85,
  patterns: [
    {
      anchors: [': unbound variable'],
      line: /(?:^|\s)(?<script>\/?[\w./+@-]{1,300}): line (?<row>\d{1,6}): (?<variable>[A-Za-z_][\w[\]@*]{0,80}): unbound variable$/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: the standard environment',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-stdenv',
    },
  ],
  explain(evidence) {
    const variable = evidence.get('variable');
    const path = evidence.get('script');
    const script = path.replace(/^\/nix\/store\/[0-9a-z]{32}-(?:source\/)?/, '');
    const stored = path !== script;
    const derivation = evidence.block.derivation;
    const activation =
      /(?:home-manager-generation|(?:nixos|darwin)-system-[\w.+-]{1,120})\/activate(?:-user)?$/.test(
        script,
      );
    // A program that somebody runs, and no script of a build.
    const program =
      derivation === undefined
        ? /\/bin\/\.?(?<is>[\w.-]{2,60})$/.exec(path)?.groups?.['is']
        : undefined;
    const tool = /^(?<is>[a-z][\w-]{2,40}?)-\d[\w.]{0,20}\/(?:libexec|share)\//.exec(script)
      ?.groups?.['is'];
    return {
      culprit: `${variable} in ${script}:${evidence.get('row')}`,
      facts: { variable, script, derivation },
      message: `Line ${evidence.get('row')} of ${script} uses ${variable}, which is not set, and the script stops at that (set -u).`,
      fixes: activation
        ? ofActivation(variable)
        : program !== undefined
          ? [
              shellFix(
                `If ${program} was just updated, or is older than what it reads (its files, your configuration): the two do not fit. Take a newer ${program}, or the one of before.`,
                'nix flake update   # or: git restore flake.lock; nix-channel --update',
              ),
              advice(
                `If it is the newest: ${program} expects something that it did not find (a file, an argument, a setting) and does not say so. Name it on its command line, and report line ${evidence.get('row')} to its authors.`,
              ),
            ]
          : stored && tool !== undefined
            ? [
                shellFix(
                  `It is a fault of ${tool}, in a case that it does not provide for: run its newest version (as you called it, with --refresh).`,
                  `nix run github:${tool === 'nixos-anywhere' ? 'nix-community/nixos-anywhere' : `YOUR_OWNER/${tool}`} --refresh -- --help`,
                  tool === 'nixos-anywhere' ? {} : { fill: { YOUR_OWNER: 'whose it is' } },
                ),
                advice('Or do without the option that was given last, which leads it there.'),
              ]
            : stored
              ? [
                  advice(
                    `If you write ${script}: set ${variable} before that line, or say what holds without it, as \${${variable}:-}.`,
                  ),
                  shellFix(
                    `If it comes with an input: that input is of another time than nixpkgs, which sets its builders' variables otherwise now. Update both, or go back to the lock file of before.`,
                    'nix flake update   # or: git restore flake.lock',
                  ),
                ]
              : [
                  advice(
                    `If ${script} is yours: set ${variable} before that line, or say what holds without it, as \${${variable}:-}.`,
                  ),
                  advice(`If it is not: set ${variable} in the environment that calls it.`),
                ],
      verify: buildAgain(derivation),
    };
  },
};

/** The script is put together from snippets, of modules and of the person. */
const ofActivation = (variable: string): readonly DiagnosisFix[] => [
  shellFix(
    `If a file of yours adds a snippet that uses ${variable} (home.activation, system.activationScripts; this lists them): set it there, or write \${${variable}:-}.`,
    `grep -rnwF --include='*.nix' -- ${shellWord(variable.replace(/\[.*$/, ''))} .`,
  ),
  shellFix(
    'If none does: a snippet of Home Manager, NixOS or an input has that fault. Update it, or go back to the revision of before.',
    'nix flake update   # or: git restore flake.lock',
  ),
];
