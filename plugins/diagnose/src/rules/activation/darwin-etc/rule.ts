import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

export const darwinEtc: DiagnosisRule = {
  id: 'activation/darwin-etc',
  class: 'darwin-etc-conflict',
  phase: 'activation',
  title: 'nix-darwin would overwrite files in /etc',
  components: ['darwin'],
  confidence: 0.97,
  patterns: [
    {
      anchors: [
        'Unexpected files in /etc',
        'not overwriting',
        'not linking environment.etc',
        'unrecognized content',
      ],
      line: /Unexpected files in \/etc, aborting activation|files have unrecognized content and would be overwritten|not linking environment\.etc|warning: not (?:linking|overwriting) .{0,60}\/etc\/\S{1,80}/,
    },
    {
      anchors: ['.before-nix-darwin', '.orig and try'],
      line: /(?:[Rr]ename|move) .{0,60}\.before-nix-darwin/,
    },
  ],
  docs: [{ title: 'nix-darwin manual', url: 'https://nix-darwin.github.io/nix-darwin/manual/' }],
  explain(evidence) {
    const files = [
      ...new Set(
        evidence
          .all(/(?:^|[\s'"`])(?<file>\/(?:private\/)?etc\/[\w./-]{1,120})/)
          .map(({ groups }) => groups?.['file'] ?? ''),
      ),
    ].filter((file) => !file.includes('before-nix-darwin') && !file.startsWith('/etc/static'));
    const list = files.length === 0 ? ['/etc/nix/nix.conf'] : files;
    return {
      culprit: files.length === 0 ? 'files in /etc' : files.join(', '),
      facts: { files: files.join(', ') },
      message: `${files.length === 0 ? 'Files in /etc' : files.join(', ')} ${files.length === 1 ? 'was' : 'were'} written by the installer, macOS or you, and nix-darwin does not know the content, so it stops before it overwrites.`,
      fixes: [
        shellFix(
          'Rename the files, and move what you need of them into the configuration.',
          list
            .map((file) => `sudo mv ${shellWord(file)} ${shellWord(`${file}.before-nix-darwin`)}`)
            .join('\n'),
          'data',
        ),
        advice(
          'Settings of /etc/nix/nix.conf belong into nix.settings; or leave the file to the installer with nix.enable = false (Determinate).',
        ),
      ],
      verify: ['darwin-rebuild switch --flake .'],
    };
  },
};
