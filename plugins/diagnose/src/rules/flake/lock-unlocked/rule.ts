import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** An input lies in a folder with changes that are not committed, which no lock file can name. */
export const lockUnlocked: DiagnosisRule = {
  id: 'flake/lock-unlocked',
  class: 'lock-unlocked-input',
  phase: 'flake',
  title: 'Lock file has an input that cannot be locked',
  components: ['flakes'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['contains unlocked input', 'has an unlocked input'],
      line: /[Ll]ock file (?:of flake ['"`](?<of>[^'"`]{1,300})['"`] )?(?:contains|has an) unlocked input ['"`](?<unlocked>.{1,600})['"`]/,
    },
    {
      anchors: ['Not writing lock file of flake', 'not writing lock file of flake'],
      line: /[Nn]ot writing lock file of flake ['"`](?<of>[^'"`]{1,300})['"`] because it has an? unlocked input \(?['"`]?(?<unlocked>[^'"`)]{1,400})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: lock files',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files',
    },
  ],
  explain(evidence) {
    const unlocked = evidence.get('unlocked');
    const url =
      /"(?:url|path)":"(?<url>[^"]{1,300})"/.exec(unlocked)?.groups?.['url'] ??
      unlocked.slice(0, 120);
    const folder = url.replace(/^(?:git\+)?file:\/\//, '').replace(/\?.*$/, '');
    return {
      culprit: `${url} (unlocked)`,
      facts: { url },
      message: `The lock file would hold ${url} as it lies there, with changes that are not committed: that has no revision, so nobody could fetch it again.`,
      fixes: [
        shellFix(
          'Commit those changes, and lock the input anew.',
          `${folder.startsWith('/') ? `git -C ${shellWord(folder)}` : 'git'} commit -a && nix flake update`,
        ),
        advice(
          'To try uncommitted changes only: leave the input as it was, and give --override-input NAME path:/its/folder with the command; it is not written to the lock file (--no-write-lock-file).',
        ),
      ],
      verify: ['nix flake metadata'],
    };
  },
};
