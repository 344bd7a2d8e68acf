import type { DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A Git server wants to know who asks. */
export const gitAuthentication: DiagnosisRule = {
  id: 'fetch/git-authentication',
  class: 'git-authentication',
  phase: 'fetch',
  title: 'Git server refuses the login',
  components: ['fetch', 'flakes', 'git', 'security'],
  confidence: 0.94,
  yieldsTo: ['ssh-key-permissions'],
  patterns: [
    {
      anchors: ['could not read Username', 'could not read Password', 'terminal prompts disabled'],
      line: /fatal: could not read (?:Username|Password) for ['"](?<url>[^'"]{3,300})['"]/,
    },
    {
      anchors: ['Authentication failed for', 'Invalid username or'],
      line: /fatal: Authentication failed for ['"](?<url>[^'"]{3,300})['"]/,
    },
    {
      anchors: ['Permission denied (publickey'],
      line: /^(?<user>git@(?<host>[\w.-]{3,120})): Permission denied \(publickey/,
    },
    {
      anchors: ['Could not read from remote repository'],
      line: /fatal: Could not read from remote repository/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: access-tokens',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-access-tokens',
    },
  ],
  explain(evidence) {
    const host = evidence.get('host');
    const near =
      /(?<url>(?:ssh|https|git\+ssh|git\+https):\/\/[^\s'"`]{3,300}|git@[\w.-]{3,100}:[^\s'"`]{1,200})/;
    const url =
      evidence.get('url') ||
      ((evidence.before(near, 12) ?? evidence.after(near, 8))?.groups?.['url'] ?? '');
    if (
      evidence.line.text.includes('Could not read from remote') &&
      (evidence.before(
        /Permission denied \(publickey|Repository not found|Host key verification|Could not resolve/,
        4,
      ) !== undefined ||
        url === '')
    )
      return undefined;
    const ssh = host !== '' || /^(?:ssh|git\+ssh)|^git@/.test(url);
    const subject = url || host || 'the Git server';
    const server =
      host || (/(?:@|\/\/)(?<host>[\w.-]{3,120})/.exec(url)?.groups?.['host'] ?? 'github.com');
    return {
      culprit: subject,
      facts: { url: url || undefined, host: host || undefined },
      message: ssh
        ? `${subject} does not accept the SSH key that is offered${evidence.context.user === 'root' ? " (root's: sudo has another key than you)" : ''}, or the repository is not open to it.`
        : `${subject} wants a login, and Nix has no terminal to ask for one: the repository is private, or its address is wrong (GitHub asks for a login then).`,
      fixes: ssh
        ? [
            shellFix(
              'See which key is offered, and as whom the server knows you.',
              `ssh -T git@${/^[\w.-]+$/.test(server) ? server : 'github.com'}`,
            ),
            advice(
              'Fetch as the user whose key is known there: run it without sudo (nixos-rebuild --sudo), or let the agent through (ssh-add). A build in the sandbox has no keys: make the repository an input of the flake.',
            ),
          ]
        : [
            advice('See that the address is right: owner, repository, and that it still exists.'),
            shellFix(
              'If it is private: give Nix a token for it.',
              'mkdir -p ~/.config/nix && echo "access-tokens = github.com=YOUR_TOKEN" >> ~/.config/nix/nix.conf',
              { risk: 'security', fill: { YOUR_TOKEN: 'a token with read access to it' } },
            ),
            advice(
              'Or take it over SSH: git+ssh://git@HOST/OWNER/REPOSITORY in the url of the input.',
            ),
          ],
      verify: ['nix flake metadata'],
    };
  },
};
