import { advice, nixFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

const wrapQt: Saying = {
  anchors: ['wrapQtAppsHook is not used'],
  line: /wrapQtAppsHook is not used, and dontWrapQtApps is not set/,
  explain: ({ block }) => ({
    culprit: `wrapQtAppsHook in ${block.derivation ?? 'the package'}`,
    message:
      'The package has Qt among its inputs, and does not say how its programs find the plugins of Qt.',
    fixes: [
      nixFix(
        'Have its programs wrapped (qt5 for Qt 5).',
        'nativeBuildInputs = [ qt6.wrapQtAppsHook ];',
      ),
      nixFix('If it is only a library, or is wrapped otherwise: say so.', 'dontWrapQtApps = true;'),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const mixedQt: Saying = {
  anchors: ['detected mismatched Qt dependencies'],
  line: /detected mismatched Qt dependencies/,
  explain: ({ block, below }) => ({
    culprit:
      below(2)
        .map((text) => text.trim().replace(/^\/nix\/store\/[0-9a-z]{32}-/, ''))
        .join(' and ')
        .slice(0, 120) || 'Qt',
    message:
      'Inputs of the package are built with two different Qt, which do not work in one program.',
    fixes: [
      advice(
        'Take all Qt packages from one set (qt6Packages.callPackage, kdePackages, libsForQt5.callPackage), and of one nixpkgs; do not mix those of an overlay with it.',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const noSource: Saying = {
  anchors: ['should point to the source'],
  line: /variable \$src or \$srcs should point to the source/,
  explain: ({ block }) => ({
    culprit: `src of ${block.derivation ?? 'the package'}`,
    message: 'The derivation has no src, and stdenv begins by unpacking one.',
    fixes: [
      nixFix('If there is nothing to unpack: say so.', 'dontUnpack = true;'),
      nixFix('If there is: name it.', 'src = ./.;'),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const wrap: Saying = {
  anchors: ['because it is not an executable file', 'Builder called die: Cannot wrap'],
  line: /Cannot wrap ['"`]?(?<file>\/nix\/store\/[\w./+@-]{34,240})['"`]? because it is not an executable file/,
  explain({ get, block }) {
    const file = get('file').replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    return {
      culprit: file,
      facts: { file },
      message: `wrapProgram is given ${file}, which the build has not made (or not made executable): it is called otherwise, or lies in another folder or output.`,
      fixes: [
        advice(
          'Name the file that installPhase puts there (nix build -L --keep-failed keeps the folder; ls shows its bin), and wrap after it is there (postInstall or postFixup).',
        ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const version: Saying = {
  anchors: ['Did not find version'],
  line: /Did not find version (?<wanted>\S{1,60}) in the output of the command/,
  explain: ({ get, block }) => ({
    culprit: `${get('wanted')} in ${block.derivation ?? 'the package'}`,
    facts: { version: get('wanted') },
    message: `The built program does not call itself ${get('wanted')} (versionCheckHook): the version was changed without the source or its hash, the program prints another form of it, or cannot start in the build.`,
    fixes: [
      advice(
        'If what it printed is the older version: src is still the old one; set the hash of the source anew (lib.fakeHash), as Nix takes the old source while the hash is the old.',
      ),
      nixFix(
        'If it only prints it in another form, or by another option: leave the check out, or name the option (versionCheckProgramArg).',
        'doInstallCheck = false;',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const duplicates: Saying = {
  anchors: ['Found duplicated packages in closure', 'Package duplicates found in closure'],
  line: /Found duplicated packages in closure for dependency ['"`](?<name>[\w.-]{1,80})['"`]/,
  explain: ({ get, block }) => ({
    culprit: `${get('name')} in ${block.derivation ?? 'the package'}`,
    facts: { package: get('name') },
    message: `Two different ${get('name')} are among the dependencies: one was overridden for some packages only, or comes from another nixpkgs.`,
    fixes: [
      advice(
        `Override ${get('name')} for the whole set (pythonPackagesExtensions in an overlay, or python3.override { packageOverrides = …; }), not for one package; and take all of them from one python3Packages.`,
      ),
      nixFix('If it does no harm there: leave the check out.', 'catchConflicts = false;'),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const setuid: Saying = {
  anchors: ['changing permissions of'],
  line: /^(?:chmod|install|cp|tar): .{0,40}changing permissions of ['"`](?<file>[^'"`]{3,240})['"`]: Operation not permitted/,
  explain({ get, block }) {
    const file = get('file').replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    return {
      culprit: file,
      facts: { file },
      message: `The build sets setuid or setgid on ${file}, which no file of the store may have (and the sandbox forbids).`,
      fixes: [
        nixFix(
          'Leave that out of the install step (sed, or a patch), and let NixOS make a wrapper of it where it is used.',
          "postPatch = ''\n  substituteInPlace Makefile --replace-fail 'chmod 4755' 'chmod 0755' --replace-fail '-m 4755' '-m 0755'\n'';",
        ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const flatZip: Saying = {
  anchors: ['must contain a single file or directory'],
  line: /zip file must contain a single file or directory/,
  explain: ({ block }) => ({
    culprit: `fetchzip (${block.derivation ?? 'source'})`,
    message: 'The archive has several files at its top, and fetchzip expects one folder.',
    fixes: [
      nixFix(
        'Take them as they are (the hash is another one then).',
        'src = fetchzip {\n  url = "YOUR_URL";\n  stripRoot = false;\n  hash = "";\n};',
        {
          fill: { YOUR_URL: 'as it is' },
        },
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

/** Hooks of stdenv look at what a package does, and say what is not right with it. */
export const packagingHook = inPackage(
  ruleOfSayings(
    {
      id: 'build/packaging-hook',
      class: 'packaging-hook',
      phase: 'build',
      title: 'A check of nixpkgs refuses the package',
      components: ['build'],
      confidence: 0.93,
      docs: [
        {
          title: 'Nixpkgs manual: hooks',
          url: 'https://nixos.org/manual/nixpkgs/stable/#chap-hooks',
        },
      ],
    },
    [wrapQt, mixedQt, noSource, wrap, version, duplicates, setuid, flatZip],
  ),
);
