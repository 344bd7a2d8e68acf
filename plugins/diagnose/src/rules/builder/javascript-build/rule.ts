import { nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { inPackage } from '../../shared/packageOwner.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { buildAgain } from '../../shared/verify.js';

const of = (name: string | undefined): string => (name === undefined ? '' : ` of ${name}`);

const script: Saying = {
  anchors: ['Missing script:', 'Missing script'],
  line: /npm (?:ERR!|error) Missing script: ["'`](?<script>[\w:.-]{1,60})["'`]/,
  explain: ({ get, block }) => ({
    culprit: `script ${get('script')}${of(block.derivation)}`,
    facts: { script: get('script') },
    message: `package.json has no script ${get('script')}, and buildNpmPackage runs it (build, if nothing else is said).`,
    fixes: [
      nixFix(
        'If there is nothing to build (plain JavaScript): leave the step out.',
        'dontNpmBuild = true;',
      ),
      nixFix(
        'If the script is called otherwise: name it (package.json lists them).',
        'npmBuildScript = "YOUR_SCRIPT";',
        {
          fill: { YOUR_SCRIPT: 'the script that builds' },
        },
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const python: Saying = {
  anchors: ['find Python'],
  line: /gyp (?:ERR!|info|verb)?.{0,12}find Python (?:You need to install|Python is not set|checking|could not)/,
  explain: ({ block }) => ({
    culprit: `node-gyp (Python)${of(block.derivation)}`,
    message:
      'A dependency is compiled by node-gyp, which is written in Python, and the build has none.',
    fixes: [
      nixFix(
        'Add it (and what it links with to buildInputs).',
        'nativeBuildInputs = [ pkgs.python3 pkgs.pkg-config ];',
      ),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const legacy: Saying = {
  anchors: ['digital envelope routines'],
  line: /error:0308010C:digital envelope routines::unsupported/,
  explain: ({ block }) => ({
    culprit: `NODE_OPTIONS${of(block.derivation)} (MD4 of an old webpack)`,
    message: 'An old webpack uses MD4, which OpenSSL 3 (Node from 17 on) has switched off.',
    fixes: [
      nixFix('Allow it in this build.', 'env.NODE_OPTIONS = "--openssl-legacy-provider";'),
      advice('Better, if the source is yours: a newer webpack (5.54 or newer).'),
    ],
    verify: buildAgain(block.derivation),
  }),
};

const gitDependency: Saying = {
  anchors: ['contains install scripts, but has no lockfile'],
  line: /Git dependency (?<path>[\w./@-]{3,160}) contains install scripts, but has no lockfile/,
  explain({ get, block }) {
    const name = get('path').replace(/^.*node_modules\//, '');
    return {
      culprit: `${name}${of(block.derivation?.replace(/-npm-deps$/, ''))}`,
      facts: { dependency: name },
      message: `The lock file takes ${name} from Git, which is built when it is installed and brings no lock file of its own; npmDepsHash cannot hold what that would fetch.`,
      fixes: [
        nixFix(
          'If it works without being built: fetch it all the same.',
          'forceGitDeps = true;\nmakeCacheWritable = true;',
        ),
        advice(
          `If not: take ${name} from the registry (a released version) in package.json and package-lock.json.`,
        ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const otherManager: Saying = {
  anchors: ['ERR_PNPM_UNSUPPORTED_ENGINE', 'ERR_PNPM_BAD_PM_VERSION', 'packageManager'],
  line: /(?:ERR_PNPM_(?<code>UNSUPPORTED_ENGINE|BAD_PM_VERSION)|defines "packageManager": "(?<manager>yarn|pnpm|npm)@(?<version>[\w.-]{1,30})|This project is configured to use v?(?<wanted>[\d.]{1,20}) of pnpm)/,
  explain({ get, block, after }) {
    const wanted =
      get('version') ||
      get('wanted') ||
      (after(/(?:Expected version|wanted|configured to use)[: v"]{1,4}(?<is>[\d.^>=~]{1,20})/, 8)
        ?.groups?.['is'] ??
        '');
    const manager = get('manager') || 'pnpm';
    const major = /\d+/.exec(wanted)?.[0];
    const yarnBerry = manager === 'yarn' && major !== undefined && Number(major) >= 2;
    return {
      culprit: `${manager}${wanted === '' ? '' : ` ${wanted}`}${of(block.derivation)}`,
      facts: { manager, wanted: wanted || undefined },
      message: `package.json asks for ${manager}${wanted === '' ? ' (or Node) of another version' : ` ${wanted}`}, and the build has another.`,
      fixes: [
        yarnBerry
          ? nixFix(
              'Build with that Yarn (its lock file has another form).',
              `nativeBuildInputs = [ pkgs.nodejs pkgs.yarn-berry_${major}.yarnBerryConfigHook pkgs.yarn-berry_${major} ];`,
            )
          : nixFix(
              'Build with that one, for its dependencies, too.',
              `nativeBuildInputs = [ pkgs.nodejs pkgs.${manager === 'pnpm' ? `pnpm_${major ?? '10'}` : manager} ];`,
            ),
        shellFix(
          'Or have the field ignored (in prePatch; for pnpm also managePackageManagerVersions=false).',
          'sed -i \'/"packageManager"/d\' package.json',
        ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

const download: Saying = {
  anchors: [
    'node_modules/electron',
    'node_modules/puppeteer',
    'node_modules/cypress',
    'node_modules/sharp',
    'node_modules/esbuild',
  ],
  line: /npm (?:ERR!|error) path \S{0,160}node_modules\/(?<name>electron|puppeteer|cypress|sharp|esbuild|playwright|sentry-cli|@sentry\/cli)$/,
  explain({ get, block }) {
    const name = get('name');
    const variables: Readonly<Record<string, string>> = {
      electron: 'env.ELECTRON_SKIP_BINARY_DOWNLOAD = "1";',
      puppeteer: 'env.PUPPETEER_SKIP_DOWNLOAD = "1";',
      cypress: 'env.CYPRESS_INSTALL_BINARY = "0";',
      playwright: 'env.PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD = "1";',
      '@sentry/cli': 'env.SENTRYCLI_SKIP_DOWNLOAD = "1";',
      'sentry-cli': 'env.SENTRYCLI_SKIP_DOWNLOAD = "1";',
    };
    const variable = variables[name];
    return {
      culprit: `${name}${of(block.derivation)} (its install script)`,
      facts: { package: name },
      message: `${name} downloads a program when it is installed, and a build has no network.`,
      fixes: [
        variable === undefined
          ? nixFix(
              'Install without such scripts, and give the build what they fetch (of nixpkgs).',
              `npmFlags = [ ${nixString('--ignore-scripts')} ];`,
            )
          : nixFix(
              'Switch that off, and let the program use the one of nixpkgs (electron: makeWrapper with pkgs.electron).',
              variable,
            ),
      ],
      verify: buildAgain(block.derivation),
    };
  },
};

/** What builds of JavaScript stop at, beside their lock files. */
export const javascriptBuild = inPackage(
  ruleOfSayings(
    {
      id: 'build/javascript-build',
      class: 'javascript-build',
      phase: 'build',
      title: 'Build of a JavaScript package stops',
      components: ['build', 'javascript'],
      confidence: 0.93,
      docs: [
        {
          title: 'Nixpkgs manual: JavaScript',
          url: 'https://nixos.org/manual/nixpkgs/stable/#language-javascript',
        },
      ],
    },
    [script, python, legacy, gitDependency, otherManager, download],
  ),
);
