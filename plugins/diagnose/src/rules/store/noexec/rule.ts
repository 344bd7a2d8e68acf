import type { DiagnosisFix, DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** A program of the store may not be executed: the file system is mounted with noexec, or its mode is wrong. */
export const storeNoexec: DiagnosisRule = {
  id: 'store/noexec',
  class: 'store-noexec',
  phase: 'store',
  title: 'Programs of the store may not be executed',
  components: ['nix', 'storage'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['executing '],
      line: /executing ['"‘](?<path>\/nix\/store\/[^'"’]{1,300})['"’]: Permission denied/,
    },
    {
      anchors: ['cannot execute: Permission denied', 'unable to execute'],
      line: /(?:error: |: )?unable to exec(?:ute)? ['"‘]?(?<path>\/nix\/store\/[^'"’\s]{1,300})['"’]?: Permission denied/,
    },
  ],
  docs: [
    { title: 'Nix manual: file system objects', url: 'https://nix.dev/manual/nix/latest/store/' },
  ],
  explain(evidence) {
    const path = evidence.get('path').replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const install =
      evidence.context.tool === 'nixos-install' ||
      evidence.all(/\/mnt\/nix|nixos-install/)[0] !== undefined;
    const root = install ? '/mnt/nix/store' : '/nix/store';
    const script = ofText(path);
    return {
      culprit: `${path} in ${root}`,
      facts: { path },
      message: `Nix may not execute ${path} of the store: the file system of ${root} is mounted with noexec, or the files have lost their modes (a store that was copied without them)${script.length > 0 ? '; or it is a text that nobody made executable' : ''}.`,
      fixes: [
        ...script,
        shellFix(
          `${script.length > 0 ? 'If other programs of the store cannot be run either: see' : 'See'} how it is mounted, and allow programs there (in fileSystems: no noexec, user or users among the options).`,
          `findmnt -T ${root}; sudo mount -o remount,exec "$(findmnt -no TARGET -T ${root})"`,
          'restart',
        ),
        shellFix(
          'If it is not noexec: mend the paths that were changed.',
          'sudo nix-store --verify --check-contents --repair',
        ),
      ],
      verify: [`findmnt -no OPTIONS -T ${root}`],
    };
  },
};

/** A file that lies in the store by itself was written there as text, and is no program. */
const ofText = (path: string): readonly DiagnosisFix[] =>
  path.includes('/')
    ? []
    : [
        nixFix(
          `If ${path} is a script of yours (builtins.toFile, writeText, a source file): it is not executable. Let a shell read it, or write it with writeShellScript.`,
          'builder = "${pkgs.bash}/bin/bash";\nargs = [ ./builder.sh ];',
        ),
      ];
