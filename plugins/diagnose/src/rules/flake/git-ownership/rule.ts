import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** Git refuses a repository that belongs to somebody else: `sudo nixos-rebuild` in a home folder. */
export const gitOwnership: DiagnosisRule = {
  id: 'flake/git-ownership',
  class: 'git-ownership',
  phase: 'flake',
  title: 'Repository belongs to another user',
  components: ['flakes', 'git', 'security'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['dubious ownership'],
      line: /dubious ownership in repository(?: at ['"`](?<repository>[^'"`]{1,300})['"`])?/,
    },
    {
      anchors: ['is not owned by current user', 'not owned by current user'],
      line: /(?:repository path )?['"`](?<repository>[^'"`]{1,300})['"`] is not owned by current user/,
    },
    {
      anchors: ['unsafe repository'],
      line: /unsafe repository \(?['"`](?<repository>[^'"`]{1,300})['"`] is owned by/,
    },
    {
      anchors: ['git diff --no-index'],
      line: /(?:usage: |warning: Not a git repository\. Use )git diff --no-index/,
    },
    {
      anchors: ['safe.directory'],
      line: /git config --global --add safe\.directory (?<repository>[^\s'"`]{1,300})/,
    },
  ],
  docs: [
    {
      title: 'git config: safe.directory',
      url: 'https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory',
    },
  ],
  explain(evidence) {
    const named =
      evidence.get('repository') ||
      (
        evidence.before(/(?:git\+file:\/\/|in ['"])(?<path>\/[^'"?\s]{1,300})/) ??
        evidence.after(/(?:git\+file:\/\/|--git-dir |path ')(?<path>\/[^'"?\s]{1,300})/)
      )?.groups?.['path'];
    const usage = evidence.line.text.includes('no-index');
    const repository = named?.replace(/\/\.git\/?$/, '');
    return {
      culprit: repository ?? 'the repository (git diff --no-index)',
      facts: { repository },
      message: `Git does not take ${repository ?? 'the folder'} as a repository, because another user owns it: nix runs as root (sudo, or the daemon), and the flake belongs to you${usage ? '. That is why git prints how "git diff --no-index" is used' : ''}.`,
      fixes: [
        shellFix(
          'Run it as yourself; nixos-rebuild asks for root where it needs it.',
          'nixos-rebuild switch --flake . --sudo   # older: --use-remote-sudo',
        ),
        shellFix(
          'Or let root trust this repository (and only this).',
          `sudo git config --global --add safe.directory ${repository ?? '/path/to/repository'}`,
          'security',
        ),
        advice(
          'Or give the folder to the user that runs nix: sudo chown -R root:root /etc/nixos for a system configuration.',
        ),
      ],
      verify: [`sudo git -C ${repository ?? '/path/to/repository'} status`],
    };
  },
};
