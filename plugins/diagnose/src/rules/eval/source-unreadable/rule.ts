import { shellWord } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

const ofPerson = /^\/(?:home|Users)\/[^/]+\/|^\/etc\/nixos\/./;

/** A file of the configuration belongs to somebody else, and Nix may not read it. */
export const sourceUnreadable = ruleOfSayings(
  {
    id: 'eval/source-unreadable',
    class: 'source-unreadable',
    phase: 'eval',
    title: 'Nix may not read a file',
    components: ['evaluation'],
    confidence: 0.9,
    docs: [{ title: 'chmod(1)', url: 'https://man7.org/linux/man-pages/man1/chmod.1.html' }],
  },
  [
    {
      anchors: ['Permission denied'],
      line: /error: (?:opening (?:file|directory)|reading (?:file|directory)|getting status of|getting attributes of path|cannot read(?: directory)?) ['"`]?(?<path>(?!\/nix\/|\/proc\/|\/dev\/|\/sys\/)[/~][^'"`:]{1,300}?)['"`]?: Permission denied/,
      explain(evidence) {
        const path = evidence.get('path');
        const word = shellWord(path);
        return {
          culprit: path,
          facts: { path },
          message: `${path} is read while Nix evaluates, and the user who runs the command may not read it.`,
          fixes: [
            ofPerson.test(path)
              ? shellFix(
                  "If it is part of your configuration: it became root's (sudo git, an editor run as root), or lies in a folder that is; take it back.",
                  `namei -l ${word}; sudo chown "$USER": ${word}`,
                )
              : shellFix(
                  'If it is part of your configuration: see whose the file and each folder above it is; run the command as that user, or move it to a folder of yours.',
                  `namei -l ${word}`,
                ),
            advice(
              'If it is a secret, or lies in a folder that only its service reads: nothing that is evaluated can read it (and it would be copied into the store, for all to read). Let the service read it when it starts (sops-nix, agenix, LoadCredential), and keep its path as a string.',
            ),
          ],
          verify: [`head -c 1 ${word} > /dev/null && echo readable`],
        };
      },
    },
  ],
);
