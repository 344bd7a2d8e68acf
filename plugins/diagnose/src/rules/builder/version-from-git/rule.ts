import { nixFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

const scm: Saying = {
  anchors: ['was unable to detect version', 'unable to detect version'],
  line: /(?:setuptools[-_]scm was )?unable to detect version for (?<folder>\S{1,200})/,
  explain: ({ block }) => ({
    culprit: `setuptools-scm${block.derivation === undefined ? '' : ` in ${block.derivation}`}`,
    message:
      'The package has its version from Git (setuptools-scm, hatch-vcs), and sources in Nix have no history of Git.',
    fixes: [
      nixFix('Say the version.', 'env.SETUPTOOLS_SCM_PRETEND_VERSION = version;'),
      nixFix(
        'If version is not in scope there (an attribute of the same set): write it out.',
        'env.SETUPTOOLS_SCM_PRETEND_VERSION = "1.0.0";   # the version that it has',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const describe: Saying = {
  anchors: ['not a git repository'],
  line: /^fatal: not a git repository \(or any (?:of the parent directories|parent up to mount point \S{1,80})\)/,
  explain({ block, below }) {
    const rest = below(14).filter((text) => text.trim() !== '');
    // Many builds ask Git, and go on without an answer.
    if (
      block.derivation === undefined ||
      (rest.length > 8 &&
        !rest.some((text) => /failed with exit code|Cannot build|For full logs/.test(text)))
    )
      return undefined;
    return {
      culprit: `git in the build of ${block.derivation}`,
      message: `The build of ${block.derivation} asks Git for its version or files, and sources in Nix have no .git.`,
      fixes: [
        nixFix(
          'Take that out of its scripts, with what they ask for written there.',
          "postPatch = ''\n  substituteInPlace Makefile --replace-fail '$(shell git describe --tags)' \"${version}\"\n'';",
        ),
        nixFix(
          'If it needs the history itself: keep .git in the source (the hash is another one, and may change with the server).',
          'leaveDotGit = true;',
        ),
      ],
      verify: buildAgain(block.derivation),
      confidence: 0.72,
    };
  },
};

/** A build that asks Git which version it is. */
export const versionFromGit = inPackage(
  ruleOfSayings(
    {
      id: 'build/version-from-git',
      class: 'version-from-git',
      phase: 'build',
      title: 'Build wants its version from Git',
      components: ['build'],
      confidence: 0.94,
      yieldsTo: ['compile-error', 'test-failure', 'cmake-package-missing', 'pkg-config-missing'],
      docs: [
        {
          title: 'setuptools-scm: environment variables',
          url: 'https://setuptools-scm.readthedocs.io/en/latest/config/#environment-variables',
        },
      ],
    },
    [scm, describe],
  ),
);
