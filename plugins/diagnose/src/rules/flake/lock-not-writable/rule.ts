import { shellWord, type Diagnosis, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** flake.lock would have to change, and cannot: the flake lies elsewhere, or it was forbidden. */
export const lockNotWritable: DiagnosisRule = {
  id: 'flake/lock-not-writable',
  class: 'lock-not-writable',
  phase: 'flake',
  title: 'Lock file cannot be changed',
  components: ['flakes'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['cannot write modified lock file', 'cannot write lock file of flake'],
      line: /cannot write (?:modified )?lock file of flake ['"`](?<flake>[^'"`]{1,400})['"`]/,
    },
    {
      anchors: ['requires lock file changes but', 'no-update-lock-file'],
      line: /flake ['"`](?<forbidden>[^'"`]{1,400})['"`] requires lock file changes but they're not allowed/,
    },
    {
      anchors: ['flake.lock'],
      line: /(?:opening|writing|creating|renaming)(?: lock| temporary)? file ['"`](?<file>\/[^'"`]{1,300}\/flake\.lock)['"`](?: for writing)?: (?<why>Permission denied|Read-only file system)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: lock files',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files',
    },
  ],
  explain(evidence) {
    if (evidence.get('file') !== '') return ofFile(evidence.get('file'), evidence.get('why'));
    const forbidden = evidence.get('forbidden');
    const flake = evidence.get('flake') || forbidden;
    const local = /^(?:path:|git\+file:|\/|\.)/.test(flake);
    return {
      culprit: `flake.lock of ${flake}`,
      facts: { flake },
      message:
        forbidden === ''
          ? `The lock file of ${flake} lacks something (an input was added or changed, or there is none at all), and Nix cannot write to it: ${local ? 'the folder is not writable' : 'the flake does not lie in a folder of this machine'}.`
          : `The inputs in flake.nix of ${flake} are not those of its lock file any more, and the command must not change that (--no-update-lock-file).`,
      fixes: fixesFor(flake, forbidden !== '', local),
      verify: ['nix flake metadata'],
    };
  },
};

function fixesFor(flake: string, forbidden: boolean, local: boolean): readonly DiagnosisFix[] {
  if (forbidden)
    return [
      shellFix(
        'Let the lock file be completed where the flake lies, and commit it.',
        'nix flake lock && git add flake.lock && git commit -m "flake.lock: complete" flake.lock',
      ),
    ];
  const registry = /^flake:(?<name>[\w.-]{1,100})$/.exec(flake)?.groups?.['name'];
  const here = advice(
    registry === undefined
      ? 'If it is your own flake: run nix flake lock in its folder, and commit flake.lock.'
      : 'To update your own flake: run it in its folder, without a name, or with the name of one of its inputs.',
  );
  if (registry !== undefined)
    return [
      shellFix(
        `${registry} was taken for a flake of the registry (older Nix). To update the input ${registry} of the flake in this folder:`,
        `nix flake lock --update-input ${shellWord(registry)}   # Nix 2.19 and newer: nix flake update ${shellWord(registry)}`,
      ),
      here,
    ];
  return local
    ? [
        shellFix(
          'See who may write there: a folder of root needs sudo, and one in the store is never written.',
          `ls -ld ${shellWord(flake.replace(/^(?:path:|git\+file:\/\/)/, '').replace(/\?.*$/, ''))}`,
        ),
        shellFix('Or do not write it.', 'nix build --no-write-lock-file   # with what you ran'),
      ]
    : [
        shellFix(
          'Do not write it: the flake of someone else is used with what is locked for this run.',
          `nix build --no-write-lock-file ${shellWord(flake)}   # with the command that you ran`,
        ),
        here,
      ];
}

/** The file itself cannot be opened: by whom, and where it lies, decides. */
function ofFile(file: string, why: string): Diagnosis {
  const folder = file.replace(/\/flake\.lock$/, '');
  const readOnly = why.startsWith('Read-only');
  return {
    culprit: file,
    facts: { flake: folder, reason: why },
    message: `${file} was to be written, and cannot be: ${why}.`,
    fixes: readOnly
      ? [
          shellFix('See what is mounted there, and how.', `findmnt --target ${shellWord(folder)}`),
          advice(
            'A flake in the store, on an image or a mount that takes no writes is used as it is locked: --no-write-lock-file with the command that you ran; change its inputs where it is kept.',
          ),
        ]
      : [
          shellFix(
            'See whose the folder and the file are.',
            `ls -ld ${shellWord(folder)} ${shellWord(file)}`,
          ),
          shellFix(
            `If both are root's, as /etc/nixos is at first: run it with sudo.`,
            `sudo nix flake update --flake ${shellWord(folder)}`,
          ),
          shellFix(
            'If only the file is (after a sudo nixos-rebuild or a sudo git in your own folder): take it back.',
            `sudo chown "$(id -un)" ${shellWord(file)}`,
          ),
        ],
    verify: [`nix flake metadata ${shellWord(folder)}`],
  };
}
