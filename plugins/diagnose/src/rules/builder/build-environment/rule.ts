import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

const inBuild = (name: string | undefined): string => (name === undefined ? '' : ` in ${name}`);

const classFile: Saying = {
  anchors: ['class file major version', 'class file version'],
  line: /(?:Unsupported class file major version (?<major>\d{2})|compiled by a more recent version of the Java Runtime \(class file version (?<newer>\d{2}))/,
  explain({ get, block }) {
    const major = Number(get('major') || get('newer'));
    const java = major - 44;
    const runs = get('major') !== '';
    return {
      culprit: `Java ${java}${inBuild(block.derivation)}`,
      facts: { java: String(java) },
      message: runs
        ? `The build runs on Java ${java}, which its Gradle (or a plugin) is too old for.`
        : `What is run was compiled for Java ${java}, and runs on an older one.`,
      fixes: [
        runs
          ? nixFix(
              'Build with an older one (21 and 17 are looked after for long).',
              'nativeBuildInputs = [ (pkgs.gradle.override { java = pkgs.jdk21; }) ];',
            )
          : nixFix('Run it with that one.', `jre = pkgs.jdk${java};`),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const gem: Saying = {
  anchors: ['GemNotFound', 'in any of the sources', 'in locally installed gems'],
  line: /Could not find (?<gem>[\w.-]{2,80}) in (?:any of the sources|locally installed gems)/,
  explain: ({ get, block }) => ({
    culprit: `${get('gem')}${inBuild(block.derivation)}`,
    facts: { gem: get('gem') },
    message: `Gemfile.lock names ${get('gem')}, and the gems that were built (gemset.nix) are not those: one was changed without the other, or Bundler is not run through bundlerEnv.`,
    fixes: [
      shellFix(
        'If the source is yours: write gemset.nix anew, and commit it.',
        'nix run nixpkgs#bundix -- -l',
      ),
      advice(
        'In a shell: put bundlerEnv (its wrappedRuby and the environment itself) into packages, in place of ruby.',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const hex: Saying = {
  anchors: ['Could not find Hex', 'which is needed to build dependency'],
  line: /Could not find (?:Hex|"rebar3"), which is needed to build dependency :(?<dependency>\w{1,60})/,
  explain: ({ get, block }) => ({
    culprit: `Hex${inBuild(block.derivation)} (for ${get('dependency')})`,
    message: 'Mix wants Hex and rebar3, which it would download into the home folder.',
    fixes: [
      block.derivation === undefined
        ? shellFix(
            'Install them for your user, without a question.',
            'mix local.hex --force && mix local.rebar --force',
          )
        : nixFix(
            'Build with mixRelease of nixpkgs, which has them, and the dependencies as mixNixDeps or mixFodDeps.',
            'mixFodDeps = pkgs.beamPackages.fetchMixDeps {\n  pname = "mix-deps";\n  inherit src version;\n  hash = "";\n};',
          ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const composer: Saying = {
  anchors: ['is not present in the lock file', 'lock file is not up to date'],
  line: /(?:Required package ["'`](?<name>[\w./-]{3,80})["'`] is not present in the lock file|The lock file is not up to date with the latest changes in composer\.json)/,
  explain: ({ get, block }) => ({
    culprit: `composer.lock${get('name') === '' ? '' : ` (${get('name')})`}${inBuild(block.derivation)}`,
    facts: { package: get('name') || undefined },
    message: 'composer.lock does not fit composer.json: one of them was changed without the other.',
    fixes: [
      shellFix(
        'If the source is yours: write it anew, commit it, and take the new vendorHash.',
        'composer update --lock --no-install',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const pub: Saying = {
  anchors: ['version solving failed', 'could not find package'],
  line: /could not find package (?<name>\w{1,60}) (?:at https:\/\/pub\.dev|in cache)/,
  explain: ({ get, block }) => ({
    culprit: `${get('name')}${inBuild(block.derivation)} (pubspec.lock)`,
    facts: { package: get('name') },
    message: `Dart resolves offline, and ${get('name')} is not among what was fetched: pubspec.lock.json in the package is of an older pubspec.lock.`,
    fixes: [
      shellFix(
        'If the package is yours: make it anew from the lock file of the source, and commit it.',
        'nix run nixpkgs#yq-go -- -o json pubspec.lock > pubspec.lock.json',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const gettext: Saying = {
  anchors: ['gettext infrastructure mismatch'],
  line: /gettext infrastructure mismatch: using a Makefile\.in\.in from gettext version (?<one>[\d.]{1,10}) but the autoconf macros are from gettext version (?<other>[\d.]{1,10})/,
  explain: ({ get, block }) => ({
    culprit: `gettext ${get('one')} and ${get('other')}${inBuild(block.derivation)}`,
    message: `po/Makefile.in.in of the source is of gettext ${get('one')}, and autoreconf has brought the macros of ${get('other')}.`,
    fixes: [
      nixFix(
        'Have both brought anew, by the same gettext.',
        "nativeBuildInputs = [ pkgs.autoreconfHook pkgs.gettext ];\npreAutoreconf = ''\n  autopoint --force\n'';",
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const cuda: Saying = {
  anchors: ['Unsupported gpu architecture'],
  line: /nvcc fatal {1,6}: Unsupported gpu architecture ['"`](?:compute|sm)_(?<arch>\d{2,3})/,
  explain({ get, block }) {
    const arch = Number(get('arch'));
    return {
      culprit: `compute_${get('arch')}${inBuild(block.derivation)}`,
      facts: { architecture: get('arch') },
      message: `This CUDA does not compile for compute_${get('arch')}: it is ${arch >= 100 ? 'too old for' : 'newer than'} such cards.`,
      fixes: [
        nixFix(
          arch >= 100
            ? 'Build with a newer CUDA.'
            : 'Build only for the cards that you have (nvidia-smi --query-gpu=compute_cap --format=csv says it), or with an older CUDA.',
          arch >= 100
            ? 'cudaPackages = pkgs.cudaPackages_12_9;'
            : 'nixpkgs.config.cudaCapabilities = [ "8.6" ];',
        ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const subfolder: Saying = {
  anchors: ['does not contain a CMakeLists.txt', 'is not an existing directory'],
  line: /(?:does not contain a CMakeLists\.txt file|add_subdirectory given source ["'`](?<given>[\w./-]{2,160})["'`] which is not an existing)/,
  explain({ get, before, block }) {
    const folder =
      get('given') || (before(/^\s{1,12}(?<is>\/\S{3,240})$/, 4)?.groups?.['is'] ?? '');
    const short = folder.replace(/^.*\/source\//, '').replace(/^\/build\/[^/]{1,120}\//, '');
    return {
      culprit: `${short || 'a folder of the source'}${inBuild(block.derivation)}`,
      facts: { folder: folder || undefined },
      message: `CMake wants the folder ${short || 'that it names'} of the source, which is empty: it is a submodule of Git, and the source was fetched without those.`,
      fixes: [
        nixFix(
          'Fetch them with it (the hash is another one then).',
          'src = pkgs.fetchFromGitHub {\n  # owner, repo and rev as they are\n  fetchSubmodules = true;\n  hash = "";\n};',
        ),
        shellFix(
          'If the source is the folder of a flake: have Nix copy them too.',
          "nix build '.?submodules=1'",
        ),
      ],
      verify: buildAgain(block.derivation),
      confidence: 0.86,
    };
  },
};

const boxTime: Saying = {
  anchors: ['type annotations needed for'],
  line: /error\[E0282\]: type annotations needed for [`'"]Box<_>/,
  explain: ({ block, after }) =>
    after(/\/time-0\.3\.\d{1,2}\//, 4) === undefined
      ? undefined
      : {
          culprit: `the crate time${inBuild(block.derivation)}`,
          message:
            'The crate time before 0.3.35 does not compile with Rust 1.80 and newer; nothing else is wrong with the source.',
          fixes: [
            shellFix(
              'If the source is yours: take a newer one, and renew cargoHash.',
              'cargo update -p time',
            ),
            advice('If it is not: patch Cargo.lock (cargoPatches), or build with an older Rust.'),
          ],
          verify: buildAgain(block.derivation),
        },
};

const lfs: Saying = {
  anchors: ['git-lfs'],
  line: /git-lfs filter-process: .{0,40}git-lfs: command not found|git: 'lfs' is not a git command/,
  explain: ({ block }) => ({
    culprit: `git-lfs${inBuild(block.derivation)}`,
    message: 'The repository has files in Git LFS, and the fetcher fetches without it.',
    fixes: [
      nixFix(
        'Have it fetch them (the hash is another one then).',
        'src = pkgs.fetchgit {\n  # url and rev as they are\n  fetchLFS = true;\n  hash = "";\n};',
      ),
      nixFix(
        'If it is an input of a flake (Nix 2.27 or newer):',
        'inputs.YOUR_INPUT.url = "git+https://YOUR_URL?lfs=1";',
        {
          fill: { YOUR_INPUT: 'the input', YOUR_URL: 'its address, without https://' },
        },
      ),
    ],
    verify: buildAgain(block.derivation),
    confidence: 0.9,
  }),
};

/** Builds that stop because a tool, its version or a part of the source is not what they expect. */
export const buildEnvironment = inPackage(
  ruleOfSayings(
    {
      id: 'build/build-environment',
      class: 'build-environment',
      phase: 'build',
      title: 'Build is not given what it expects',
      components: ['build'],
      confidence: 0.94,
      docs: [
        {
          title: 'Nixpkgs manual: languages and frameworks',
          url: 'https://nixos.org/manual/nixpkgs/stable/#chap-language-support',
        },
      ],
    },
    [classFile, gem, hex, composer, pub, gettext, cuda, subfolder, boxTime, lfs],
  ),
);
