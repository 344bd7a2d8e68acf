import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

export const fileClobber: DiagnosisRule = {
  id: 'home-manager/file-clobber',
  class: 'hm-file-clobber',
  phase: 'home-manager',
  title: 'Home Manager would overwrite a file',
  components: ['home-manager'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['is in the way of', 'would be clobbered'],
      line: /Existing file ['"`](?<file>[^'"`]{0,300})['"`] (?:is in the way of|would be clobbered)(?: by)?(?: backing up)?(?: ['"`](?<by>[^'"`]{0,300})['"`])?/,
    },
  ],
  docs: [
    {
      title: 'Home Manager: backupFileExtension',
      url: 'https://nix-community.github.io/home-manager/nixos-options.xhtml#nixos-opt-home-manager.backupFileExtension',
    },
  ],
  explain(evidence) {
    const below = evidence
      .below(6)
      .flatMap(
        (text) =>
          /(?<path>(?:~|\/home\/|\/Users\/|\/root\/)[^\s'"`]{1,300})/.exec(text)?.groups?.[
            'path'
          ] ?? [],
      );
    const file = evidence.get('file') || below[0] || "a file in the user's home";
    const backup =
      /\.(?:backup|bak|hm-backup|old|hm-bak|\w{1,12}-backup)$/.test(file) ||
      /backing up/.test(evidence.line.text);
    const all = evidence
      .all(/Existing file ['"`](?<file>[^'"`]{1,300})['"`]/)
      .map(({ groups }) => groups?.['file'] ?? '');
    const short = file.replace(/^(?:\/home\/[^/]{1,80}|\/Users\/[^/]{1,80}|~)\//, '');
    return {
      culprit: file,
      facts: { files: all.join(', ') || undefined },
      message: backup
        ? `${file}, a backup of an earlier activation, is in the way of a new one: Home Manager does not overwrite backups.`
        : `${file} exists, is not managed by Home Manager, and is where it wants to put a link; so it stopped before changing anything.`,
      fixes: [
        shellFix(
          'Move the file away (or delete it), then switch again.',
          `mv '${file.replaceAll("'", '')}' '${file.replaceAll("'", '')}.before-hm'`,
          'data',
        ),
        nixFix(
          'Let Home Manager move such files aside.',
          'home-manager.backupFileExtension = "backup";   # standalone: home-manager switch -b backup',
        ),
        nixFix(
          'Or let it overwrite this one every time.',
          `home.file."${short}".force = true;   # xdg.configFile: the same`,
          'data',
        ),
      ],
      verify: ['home-manager switch   # or: systemctl status home-manager-$USER.service'],
    };
  },
};
