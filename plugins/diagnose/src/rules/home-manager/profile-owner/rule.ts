import { shellWord, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** The folder of a user's profiles is root's, as after an installation anew or a switch with sudo. */
export const profileOwner: DiagnosisRule = {
  id: 'home-manager/profile-owner',
  class: 'profile-not-writable',
  phase: 'home-manager',
  title: 'Profile belongs to another user',
  components: ['home-manager', 'nix'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['Permission denied'],
      line: /(?:opening lock file|creating directory|creating symlink|cannot create symlink|creating '\w+' link|could not set permissions on) .{0,80}?['"`[](?<path>(?:\/nix\/var\/nix\/(?:profiles|gcroots)\/per-user|(?:\/home|\/Users)\/[^/'"`]{1,60}\/\.local\/state\/(?:nix|home-manager))[^'"`\]]{0,200})['"`\]].{0,200}?: Permission denied/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: profiles',
      url: 'https://nix.dev/manual/nix/latest/command-ref/files/profiles',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path');
    const folder =
      /^\/nix\/var\/nix\/(?:profiles|gcroots)\/per-user(?:\/[\w.-]{1,60})?/.exec(path)?.[0] ??
      /^.*\/\.local\/state\/(?:nix|home-manager)/.exec(path)?.[0] ??
      path;
    // What shall be made there is not there: only its owner is wrong where it is to be opened.
    const unmade =
      evidence.line.text.includes('creating directory') && /\/per-user\/[^/]+$/.test(path);
    const shared = folder.endsWith('/per-user') || unmade;
    return {
      culprit: path,
      facts: { path, folder },
      message: `${path} cannot be written: ${shared ? 'your folder in it is not there, and only root can make it' : `${folder} belongs to another user (mostly root, after a switch with sudo or an installation anew)`}.`,
      fixes: [
        shared
          ? shellFix(
              'Have your folder made, and given to you.',
              unmade
                ? `sudo install -d -o "$(id -un)" ${shellWord(path)}`
                : `sudo install -d -o "$(id -un)" ${shellWord(folder)}/"$(id -un)"`,
            )
          : shellFix(
              'Give it back to yourself, and switch again, without sudo.',
              `sudo chown -R "$(id -un)" ${shellWord(folder)}`,
            ),
        shellFix('See whose it is.', `ls -ld ${shellWord(folder)}`),
      ],
      verify: [`ls -ld ${shellWord(folder)}`],
    };
  },
};
