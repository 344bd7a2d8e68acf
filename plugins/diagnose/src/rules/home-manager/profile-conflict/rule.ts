import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** The user's profile cannot take Home Manager's packages: another tool made or filled it. */
export const profileConflict: DiagnosisRule = {
  id: 'home-manager/profile-conflict',
  class: 'hm-profile-conflict',
  phase: 'home-manager',
  title: 'Profile does not take the packages',
  components: ['home-manager', 'nix'],
  confidence: 0.9,
  yieldsTo: ['profile-collision', 'profile-not-writable'],
  patterns: [
    {
      anchors: ['Nix failed to install your new Home Manager profile'],
      line: /Oops, Nix failed to install your new Home Manager profile!/,
    },
    {
      anchors: ['is incompatible with', 'use .nix profile. instead'],
      line: /profile ['"`](?<profile>[^'"`]{3,300})['"`] is incompatible with ['"`]nix-env['"`]/,
    },
    {
      anchors: ['has unsupported version'],
      line: /profile manifest ['"`](?<manifest>[^'"`]{3,300})['"`] has unsupported version (?<version>\d{1,3})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix profile',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-profile',
    },
  ],
  explain(evidence) {
    const profile = evidence.get('profile');
    const manifest = evidence.get('manifest');
    const unsupported = manifest !== '';
    const hand = evidence
      .all(/\/nix\/store\/[0-9a-z]{32}-(?<name>[^/'"\s]{1,120})\/(?:share|bin|lib|etc)\//)
      .map(({ groups }) => groups?.['name'] ?? '')
      .find((name) => name !== '' && !/home-manager-path/.test(name));
    const name = hand?.replace(/-\d[\w.+-]{0,60}$/, '');
    return {
      culprit:
        profile ||
        manifest ||
        (hand === undefined ? 'the Home Manager profile' : `${hand} (installed by hand)`),
      facts: { profile: profile || undefined },
      message:
        profile !== ''
          ? `${profile} was made by nix profile, and nix-env cannot use it any more.`
          : unsupported
            ? `${manifest} was written by a newer Nix (version ${evidence.get('version')}).`
            : 'The packages of Home Manager do not go into the profile: something that was installed by hand has the same files, or the profile is of another format.',
      fixes:
        profile !== ''
          ? [
              shellFix(
                'Go on with nix profile: list, add and remove packages with it.',
                'nix profile list',
              ),
              advice(
                'Or go back to nix-env: move the profile away (~/.local/state/nix/profiles/profile*), and install anew.',
                'data',
              ),
            ]
          : unsupported
            ? [shellFix('Use that newer Nix.', 'nix shell nixpkgs#nixVersions.latest')]
            : [
                ...(name === undefined
                  ? []
                  : [
                      shellFix(
                        `Home Manager brings ${name}, and it was also installed by hand: remove that one, and switch again.`,
                        `nix profile remove ${shellWord(name)}   # installed with nix-env: nix-env -e ${shellWord(name)}`,
                      ),
                    ]),
                shellFix(
                  'See what was installed by hand, and remove what Home Manager shall bring.',
                  'nix profile list; nix-env -q',
                ),
              ],
      verify: ['nix profile list'],
    };
  },
};
