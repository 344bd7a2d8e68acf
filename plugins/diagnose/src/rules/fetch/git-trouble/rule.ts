import { shellWord } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { inputInTrace } from '../../shared/owner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const metadata = ['nix flake metadata'];

const revisionNotInBranch: Saying = {
  anchors: ['Cannot find Git revision'],
  line: /[Cc]annot find Git revision ['"`](?<rev>[0-9a-f]{6,64})['"`] in ref ['"`](?<ref>[^'"`]{1,200})['"`] of repository ['"`](?<url>[^'"`\s]{1,400})['"`]/,
  explain(evidence) {
    const rev = evidence.get('rev');
    const ref = evidence.get('ref');
    const url = evidence.get('url');
    const input = inputInTrace(evidence)?.own;
    return {
      culprit: `${rev.slice(0, 12)} of ${url} (${ref})`,
      facts: { rev, ref, url, input },
      message: `The branch ${ref} of ${url} does not have the revision ${rev.slice(0, 12)}: it lies on another branch, or the history was written anew (a force push).`,
      fixes: [
        shellFix(
          'If a lock file has that revision (a flake): the branch was rewritten; lock the newest.',
          `nix flake update${input === undefined ? '' : ` ${input}`}`,
        ),
        nixFix(
          'If a file of yours names it (fetchGit): say which branch has it, or take all.',
          `builtins.fetchGit { url = ${nixString(url)}; rev = "${/^[0-9a-f]{6,64}$/.test(rev) ? rev : 'YOUR_REV'}"; allRefs = true; }`,
          /^[0-9a-f]{6,64}$/.test(rev) ? {} : { fill: { YOUR_REV: 'the revision' } },
        ),
      ],
      verify: [`git ls-remote ${shellWord(url)} | head`],
    };
  },
};

const cachedTree: Saying = {
  anchors: ['failed to insert entry: invalid object', 'adding a file to a tree builder'],
  line: /adding a file to a tree builder: failed to insert entry: invalid object specified - (?<file>\S{1,200})/,
  explain(evidence) {
    const input = inputInTrace(evidence)?.own;
    return {
      culprit: `the cache of fetched archives${input === undefined ? '' : ` (the input ${input})`}`,
      facts: { file: evidence.get('file'), input },
      message: `Nix keeps what it unpacks in a Git repository of its own, and there an object is missing (${evidence.get('file')}): a run was interrupted, or several wrote at once. Neither the input nor your flake is the cause.`,
      fixes: [
        shellFix(
          'Remove that cache; it is filled again (as root, if Nix runs with sudo: there it is below /root).',
          'rm -rf ~/.cache/nix/tarball-cache ~/.cache/nix/tarball-cache-v2',
        ),
        advice('If it comes back: take a newer Nix; several releases since have mended this.'),
      ],
      verify: metadata,
    };
  },
};

const libgit: Saying = {
  anchors: ['libgit2 error code'],
  line: /error: (?<doing>[^:]{3,200}): (?<why>(?:object not found|revspec|reference ['"`]|invalid object specified|failed to open|could not find|no such file).{0,200}?) \(libgit2 error code = -?\d{1,3}\)/,
  explain(evidence) {
    const doing = evidence.get('doing').trim();
    const why = evidence.get('why');
    if (/owned by/.test(why)) return undefined;
    const reference = /revspec|reference/.test(why);
    return {
      culprit: `${doing}: ${why}`.slice(0, 160),
      facts: { doing, why },
      message: reference
        ? `Git has no such branch, tag or revision: ${why}.`
        : `The copy of the repository that Nix reads lacks an object: ${why}. It is a shallow or partial clone, was damaged, or a file is only half known to Git.`,
      fixes: reference
        ? [
            advice(
              'Correct the branch (ref) or revision (rev) of that input; git ls-remote with its address lists what is there.',
            ),
          ]
        : [
            shellFix(
              'If it is your own repository (it stands in the line, or the folder that you are in): see whether Git itself finds it whole; of a shallow clone, fetch the rest.',
              'git fsck --no-dangling; git fetch --unshallow',
            ),
            shellFix(
              'If it is an input: delete the copies that Nix keeps of repositories; they are fetched anew.',
              'rm -rf ~/.cache/nix/gitv3 ~/.cache/nix/tarball-cache*',
            ),
          ],
      verify: metadata,
    };
  },
};

const shallow: Saying = {
  anchors: ['is a shallow Git repository'],
  line: /['"`](?<url>[^'"`\s]{1,400})['"`] is a shallow Git repository,? (?:but|so)/,
  explain(evidence) {
    const url = evidence.get('url');
    const local = /^(?:git\+file:\/\/|file:\/\/)?\//.test(url);
    return {
      culprit: url,
      facts: { url },
      message: `${url} is a shallow clone (its older history is not there), which this Nix does not take as it is.`,
      fixes: [
        shellFix(
          local || evidence.context.ci
            ? 'Fetch the rest of it (in GitHub Actions: fetch-depth: 0 of actions/checkout).'
            : 'If it is a clone of yours: fetch the rest of it.',
          'git fetch --unshallow',
        ),
        advice(
          'If its history is not needed: allow it, with shallow=1 behind the address (?shallow=1).',
        ),
      ],
      verify: ['git rev-parse --is-shallow-repository'],
    };
  },
};

const noGit: Saying = {
  anchors: ['executing ', 'unable to execute ', 'unable to start any'],
  line: /error: (?:executing|unable to execute) ['"`]?git['"`]?: No such file or directory/,
  explain() {
    return {
      culprit: 'git (not installed)',
      message:
        'Nix calls git for a flake in a Git folder and for inputs by Git, and finds no git in PATH. (A command run by sudo or by a unit has another PATH.)',
      fixes: [
        shellFix(
          'For now: run it where git is (with your own command).',
          'nix-shell -p git --run "nix flake metadata"',
        ),
        nixFix('For good, on NixOS or nix-darwin.', 'environment.systemPackages = [ pkgs.git ];'),
        nixFix('Of a unit, in its path.', 'systemd.services.YOUR_SERVICE.path = [ pkgs.git ];', {
          fill: { YOUR_SERVICE: 'the unit that runs Nix' },
        }),
      ],
      verify: ['git --version'],
    };
  },
};

const noRepository: Saying = {
  anchors: ['not a git repository'],
  line: /^(?:error: |fatal: ){1,2}not a git repository(?: \(or any (?:of the parent directories|parent up to mount point [^)]{1,80})\))?/,
  explain() {
    return {
      culprit: 'the folder of the command',
      message:
        'Git was called in a folder that is no repository: the command was run elsewhere than meant, or the folder was copied without its .git.',
      fixes: [
        advice(
          'If the repository lies elsewhere: go to its folder first, or name it in the command.',
        ),
        shellFix(
          'If this folder is it, and has no .git: make it a repository (a flake need not be one, then it is path:.).',
          'git init && git add .',
        ),
      ],
      verify: ['git rev-parse --show-toplevel'],
      confidence: 0.6,
    };
  },
};

/** The reason was printed by Git or SSH and is cut off: Nix only says what it was at. */
const notFetched: Saying = {
  anchors: ['could not update cached head', 'could not update local clone of Git repository'],
  line: /could not update (?:cached head ['"`](?<ref>[^'"`]{1,120})['"`] for|local clone of Git repository) ['"`](?<url>(?:ssh|git|https?)[^'"`\s]{3,300})['"`]/,
  explain(evidence) {
    const url = evidence.get('url');
    if (evidence.after(/while fetching the input|^\s*error:/, 6) === undefined) return undefined;
    const input = evidence.after(/while updating the flake input ['"`](?<is>[\w/-]{1,80})['"`]/, 8)
      ?.groups?.['is'];
    const ssh = url.startsWith('ssh') || url.startsWith('git@');
    const named = input === undefined ? 'that input' : `the input ${input}`;
    return {
      culprit: `${url}${input === undefined ? '' : ` (the input ${input})`}`,
      facts: { url, input },
      message: `Git could not fetch ${url}: it is private, gone or renamed, or the key (or the network) that it asks for is not there.`,
      fixes: [
        advice(
          `If it is a repository of others that you may not read (a template of somebody): take ${named} out of flake.nix, and what uses it.`,
        ),
        shellFix(
          ssh
            ? 'If you may: let SSH in (a key that the server knows; as root, if Nix runs with sudo), and see that this works.'
            : 'If you may: see what Git itself says.',
          `git ls-remote ${shellWord(url)}`,
        ),
      ],
      verify: metadata,
      confidence: 0.8,
    };
  },
};

/** With --commit-lock-file Nix commits by itself, and hides what Git says of it. */
const notCommitted: Saying = {
  anchors: ['failed with exit code '],
  line: /^\s*error: program ['"`]git['"`] failed with exit code \d{1,3}/,
  explain(evidence) {
    if (evidence.before(/--commit-lock-file|• (?:Updated|Added|Removed) input/, 30) === undefined)
      return undefined;
    return {
      culprit: 'git commit (flake.lock)',
      message:
        'The lock file is written, and Git did not take the commit that Nix made of it: a hook of the repository refuses it, or Git knows no name and address to sign with (user.name, user.email).',
      fixes: [
        shellFix(
          'Commit it yourself: Git says then what it does not like.',
          'git commit -m "flake.lock: update" flake.lock',
        ),
      ],
      verify: ['git status --short'],
      confidence: 0.85,
    };
  },
};

/** What Git finds, or does not find, where Nix reads a repository. */
export const gitTrouble = ruleOfSayings(
  {
    id: 'fetch/git-trouble',
    class: 'git-reference',
    phase: 'fetch',
    title: 'Git cannot give Nix what it asks for',
    components: ['fetch', 'flakes', 'git'],
    confidence: 0.88,
    yieldsTo: ['git-ownership', 'git-authentication', 'disk-full', 'untracked-flake-file'],
    docs: [
      {
        title: 'Nix manual: builtins.fetchGit',
        url: 'https://nix.dev/manual/nix/latest/language/builtins#builtins-fetchGit',
      },
    ],
  },
  [revisionNotInBranch, libgit, cachedTree, shallow, noGit, noRepository, notFetched, notCommitted],
);
