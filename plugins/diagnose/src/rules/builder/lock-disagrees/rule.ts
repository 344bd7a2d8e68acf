import { advice, shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

const pnpm: Saying = {
  anchors: [
    'ERR_PNPM_OUTDATED_LOCKFILE',
    'ERR_PNPM_LOCKFILE_BREAKING_CHANGE',
    'ERR_PNPM_LOCKFILE_CONFIG_MISMATCH',
  ],
  line: /ERR_PNPM_(?<code>OUTDATED_LOCKFILE|LOCKFILE_BREAKING_CHANGE|LOCKFILE_CONFIG_MISMATCH)/,
  explain(evidence) {
    const name = evidence.block.derivation;
    const stale = evidence.get('code') === 'OUTDATED_LOCKFILE';
    return {
      culprit: `pnpm-lock.yaml${name === undefined ? '' : ` of ${name}`}`,
      facts: { code: evidence.get('code') },
      message: stale
        ? 'pnpm-lock.yaml does not fit package.json: one of them was changed without the other.'
        : 'pnpm-lock.yaml was written by another version of pnpm, or for other settings, than the one that builds.',
      fixes: stale
        ? [
            shellFix(
              'Write the lock file anew in the source, and take the new hash (pnpmDeps).',
              'pnpm install --lockfile-only',
            ),
            advice('If a patch changes package.json: let it change pnpm-lock.yaml as well.'),
          ]
        : [
            advice(
              'Take the pnpm that wrote it (lockfileVersion at its top: 6 is pnpm_8, 9 is pnpm_9 and pnpm_10), in nativeBuildInputs and for pnpmDeps.',
            ),
          ],
      verify: buildAgain(name),
    };
  },
};

const yarn: Saying = {
  anchors: ['Your lockfile needs to be updated', 'The lockfile would have been modified'],
  line: /Your lockfile needs to be updated, but yarn was run with|The lockfile would have been modified by this install/,
  explain(evidence) {
    const name = evidence.block.derivation;
    return {
      culprit: `yarn.lock${name === undefined ? '' : ` of ${name}`}`,
      message:
        'yarn.lock does not fit package.json: one of them was changed without the other (or a patch changes package.json alone).',
      fixes: [
        shellFix(
          'Write the lock file anew in the source, and take the new hash (yarnOfflineCache).',
          'yarn install --mode update-lockfile   # yarn 1: yarn install --ignore-scripts',
        ),
        advice('If a patch changes package.json: let it change yarn.lock as well.'),
      ],
      verify: buildAgain(name),
    };
  },
};

const npm: Saying = {
  anchors: ['code ERESOLVE', 'code EBADENGINE'],
  line: /npm (?:ERR!|error) code (?<code>ERESOLVE|EBADENGINE)/,
  explain(evidence) {
    const name = evidence.block.derivation;
    const engine = evidence.get('code') === 'EBADENGINE';
    return {
      culprit: `${evidence.get('code')}${name === undefined ? '' : ` in ${name}`}`,
      facts: { code: evidence.get('code') },
      message: engine
        ? 'package.json (or a dependency) asks for another version of Node than the one that builds.'
        : 'Two packages ask for versions of a third that exclude each other (peer dependencies), and npm does not decide.',
      fixes: engine
        ? [
            advice(
              'Build with the Node that it asks for: nodejs = pkgs.nodejs_22; (or another) in buildNpmPackage.',
            ),
          ]
        : [
            advice(
              'Let npm take it as the lock file has it: npmFlags = [ "--legacy-peer-deps" ]; in buildNpmPackage (the flag has to be the same for npmDeps).',
            ),
          ],
      verify: buildAgain(name),
    };
  },
};

/** Lock file, manifest and tool of a JavaScript package do not go together. */
export const lockDisagrees = inPackage(
  ruleOfSayings(
    {
      id: 'build/lock-disagrees',
      class: 'js-lock-disagrees',
      phase: 'build',
      title: 'Lock file and package do not go together',
      components: ['build'],
      confidence: 0.93,
      docs: [
        {
          title: 'nixpkgs manual: JavaScript',
          url: 'https://nixos.org/manual/nixpkgs/stable/#language-javascript',
        },
      ],
    },
    [pnpm, yarn, npm],
  ),
);
