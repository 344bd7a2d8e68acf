import { advice, nixFix, onNixos } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const prisma: Saying = {
  anchors: ['Prisma', 'prisma'],
  line: /(?:Prisma Client could not locate the Query Engine|Prisma doesn't know which engines to download|prisma\.sh\/\S{0,200}(?:nixos|engine)\S{0,80} - 404)/,
  explain: () => ({
    culprit: 'the engines of Prisma',
    message:
      'Prisma downloads programs that are made for one distribution, and has none for NixOS; nixpkgs builds them, and variables say where they are.',
    fixes: [
      nixFix(
        'Give the shell those of nixpkgs (prisma in package.json has to be of the same version as prisma-engines).',
        'pkgs.mkShell {\n  packages = [ pkgs.nodejs pkgs.prisma-engines pkgs.openssl ];\n  PRISMA_QUERY_ENGINE_LIBRARY = "${pkgs.prisma-engines}/lib/libquery_engine.node";\n  PRISMA_QUERY_ENGINE_BINARY = "${pkgs.prisma-engines}/bin/query-engine";\n  PRISMA_SCHEMA_ENGINE_BINARY = "${pkgs.prisma-engines}/bin/schema-engine";\n}',
      ),
    ],
    verify: ['npx prisma --version'],
  }),
};

const playwright: Saying = {
  anchors: ['missing dependencies to run browsers', 'ms-playwright'],
  line: /(?:Host system is missing dependencies to run browsers|Executable doesn't exist at (?<path>\S{0,200}ms-playwright\S{0,200}))/,
  explain: ({ block }) => ({
    culprit: 'the browsers of Playwright',
    message:
      'Playwright downloads browsers that are made for other distributions; nixpkgs has them built, and variables say where they are.',
    fixes: [
      nixFix(
        block.derivation === undefined
          ? 'Give the shell those of nixpkgs (playwright in package.json has to be of the same version as playwright-driver).'
          : 'Give the build those of nixpkgs (of the same version as playwright in package.json).',
        'PLAYWRIGHT_BROWSERS_PATH = "${pkgs.playwright-driver.browsers}";\nPLAYWRIGHT_SKIP_VALIDATE_HOST_REQUIREMENTS = "true";\nPLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = "1";',
      ),
    ],
    verify: ['ls "$PLAYWRIGHT_BROWSERS_PATH"'],
  }),
};

const android: Saying = {
  anchors: [
    'AAPT2 aapt2-',
    'licences have not been accepted',
    'Flutter SDK is not',
    'accept the following licenses',
  ],
  line: /(?:AAPT2 (?<aapt>aapt2-\S{3,60}).{0,40}(?:startup failed|Unexpected error)|(?<licence>licences have not been accepted|accept the following licenses)|Flutter SDK is not available or not writable|The SDK directory is not writable)/,
  explain: ({ get }) => ({
    culprit: get('aapt') || 'the SDK of Android',
    message:
      get('aapt') !== ''
        ? 'Gradle downloads aapt2, which is made for other distributions.'
        : get('licence') !== ''
          ? 'Gradle wants to install parts of the Android SDK, which lies in the Nix store: they have to be named, and the licence accepted, where it is composed.'
          : 'Gradle or Flutter wants to write into its SDK, which lies in the Nix store.',
    fixes:
      get('aapt') !== ''
        ? [
            nixFix(
              'Have Gradle take that of the SDK of nixpkgs.',
              'GRADLE_OPTS = "-Dorg.gradle.project.android.aapt2FromMavenOverride=${androidComposition.androidsdk}/libexec/android-sdk/build-tools/YOUR_VERSION/aapt2";',
              { fill: { YOUR_VERSION: 'one of buildToolsVersions' } },
            ),
          ]
        : [
            nixFix(
              'Compose the SDK with what the project asks for.',
              'androidComposition = pkgs.androidenv.composeAndroidPackages {\n  platformVersions = [ "YOUR_PLATFORM" ];\n  buildToolsVersions = [ "YOUR_TOOLS" ];\n};',
              {
                fill: {
                  YOUR_PLATFORM: 'compileSdk of build.gradle, as 35',
                  YOUR_TOOLS: 'the version that the message names, as 35.0.0',
                },
              },
            ),
            nixFix('And accept the licence.', 'nixpkgs.config.android_sdk.accept_license = true;'),
          ],
    verify: ['echo "$ANDROID_HOME"'],
  }),
};

const wholePath: Saying = {
  anchors: ['No such file or directory', 'ENOENT', 'Path to shell executable'],
  line: /(?:Path to shell executable ["'`](?<shell>\/(?:usr\/)?bin\/\w{2,10})["'`] does not exist|(?:^(?!.*(?:Failed at step|Failed to locate))[^/]{0,80}?)(?<path>\/(?:usr\/)?bin\/(?!env\b|sh\b)[\w.+-]{2,40})['"`]?:? .{0,12}No such file or directory|spawn (?<spawn>\/(?:usr\/)?bin\/(?!env\b|sh\b)[\w.+-]{2,40}) ENOENT)/,
  explain({ get, block, context, line }) {
    const path = get('shell') || get('path') || get('spawn');
    if (
      block.derivation !== undefined ||
      context.platform === 'darwin' ||
      /bad interpreter/.test(line.text)
    )
      return undefined;
    const program = path.split('/').at(-1) ?? path;
    return {
      culprit: path,
      facts: { path },
      message: `A program calls ${path} by that path, and NixOS has no such file: there are only /bin/sh and /usr/bin/env; ${program} is in PATH.`,
      fixes: [
        advice(
          get('shell') === ''
            ? `If a setting or script of yours names it: write ${program} alone (found in PATH), or /run/current-system/sw/bin/${program}.`
            : `Set the terminal of the editor to ${program} alone, or to /run/current-system/sw/bin/${program} (in VS Code: terminal.integrated.profiles.linux).`,
        ),
        nixFix(
          'If it is in a program that you cannot change: have these paths answered by what is in PATH.',
          'services.envfs.enable = true;',
          { risk: 'restart', holds: onNixos },
        ),
      ],
      verify: [`command -v ${program.replace(/[^\w.+-]/g, '')}`],
      confidence: 0.78,
    };
  },
};

/** Tools of developers that download programs, or name them by paths that NixOS has not. */
export const foreignTooling = ruleOfSayings(
  {
    id: 'runtime/foreign-tooling',
    class: 'foreign-tooling',
    phase: 'runtime',
    title: 'Tool expects another distribution',
    components: ['runtime'],
    confidence: 0.9,
    yieldsTo: ['bad-interpreter', 'foreign-dynamic-binary', 'unit-start-failure'],
    docs: [{ title: 'NixOS wiki: FAQ', url: 'https://wiki.nixos.org/wiki/FAQ' }],
  },
  [prisma, playwright, android, wholePath],
);
