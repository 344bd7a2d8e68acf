import { shellWord, type DiagnosisRule } from '@nixai/api';
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
    const where = repository ?? 'the folder';
    const { user, ci } = evidence.context;
    // Who runs it is not root, or the folder is of the system: then the folder is root's.
    const ofRoot =
      user === 'user' || (user === undefined && /^\/(?:etc|root)(?:\/|$)/.test(repository ?? ''));
    const trust = repository === undefined ? 'YOUR_FOLDER' : shellWord(repository);
    const fill =
      repository === undefined ? { fill: { YOUR_FOLDER: 'the folder of the flake' } } : {};
    return {
      culprit: repository ?? 'the repository (git diff --no-index)',
      facts: { repository, owner: ofRoot ? 'root' : undefined },
      message: ofRoot
        ? `Git does not take ${where} as a repository, because it belongs to another user (root) than the one who runs nix.`
        : `Git does not take ${where} as a repository, because another user owns it: ${ci ? 'the job runs as another user (root, in a container) than the one that has checked it out' : 'nix runs as root (sudo, or the daemon), and the flake belongs to you'}${usage ? '. That is why git prints how "git diff --no-index" is used' : ''}.`,
      fixes: ofRoot
        ? [
            shellFix(
              'Trust this repository (and only this), as the user who runs the command.',
              `git config --global --add safe.directory ${trust}`,
              { ...fill, risk: 'security' },
            ),
            shellFix(
              'Or take the folder over, if you are the one who edits it.',
              `sudo chown -R "$USER" ${trust}`,
              {
                ...fill,
                risk: 'security',
              },
            ),
          ]
        : [
            ...(ci
              ? []
              : [
                  shellFix(
                    'Run it as yourself, without sudo before it: it asks for root where it needs it.',
                    'nixos-rebuild switch --flake . --sudo   # before 25.05: --use-remote-sudo',
                    { holds: { platforms: ['nixos'] } },
                  ),
                ]),
            shellFix(
              ci
                ? 'Trust this repository, in a step before.'
                : 'Or let root trust this repository (and only this).',
              `${ci ? '' : 'sudo '}git config --global --add safe.directory ${trust}`,
              { ...fill, risk: 'security' },
            ),
            advice('Or give the folder to the user that runs nix (chown).'),
          ],
      verify: [
        `${ofRoot || ci ? '' : 'sudo '}git -C ${repository === undefined ? '.' : shellWord(repository)} status`,
      ],
    };
  },
};
