import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const pip: Saying = {
  anchors: ['externally-managed-environment', 'Read-only file system', 'Permission denied'],
  line: /(?:^error: externally-managed-environment|(?:OSError|PermissionError|EnvironmentError): \[Errno (?:30|13)\] (?:Read-only file system|Permission denied): ['"](?<path>\/nix\/store\/[^'"]{30,200}site-packages[^'"]{0,120}))/,
  explain: () => ({
    culprit: 'pip (Python of the Nix store)',
    message:
      'pip would install into the Python of the Nix store, where nothing is written: packages of Python come with the Python that is built, or into an environment of the project.',
    fixes: [
      shellFix(
        'If nixpkgs has the package: a Python with it.',
        "nix-shell -p 'python3.withPackages (ps: [ ps.YOUR_PACKAGE ])'",
        { fill: { YOUR_PACKAGE: 'the name in python3Packages' } },
      ),
      shellFix(
        'If it has not, or the project has a list: an environment of its own (wheels with compiled parts need nix-ld on NixOS).',
        'python3 -m venv .venv && . .venv/bin/activate && pip install YOUR_PACKAGE',
        { fill: { YOUR_PACKAGE: 'the package' } },
      ),
    ],
    verify: ['python3 -c "import sys; print(sys.prefix)"'],
  }),
};

const global: Saying = {
  anchors: ['EACCES: permission denied', 'EROFS: read-only', 'write permissions for the'],
  line: /(?:(?:EACCES: permission denied|EROFS: read-only file system), \w{3,10} ['"](?<npm>\/nix\/store\/[^'"]{30,240}(?:lib\/node_modules|nodejs)[^'"]{0,160})|You don't have write permissions for the (?<gem>\/nix\/store\/\S{30,200}))/,
  explain({ get }) {
    const ruby = get('gem') !== '';
    return {
      culprit: ruby
        ? 'gem install (Ruby of the Nix store)'
        : 'npm install -g (Node of the Nix store)',
      message: `${ruby ? 'gem' : 'npm'} would install into the folder of ${ruby ? 'Ruby' : 'Node'} in the Nix store, where nothing is written.`,
      fixes: ruby
        ? [
            shellFix('Have it installed for your user.', 'gem install --user-install YOUR_GEM', {
              fill: { YOUR_GEM: 'the gem' },
            }),
            advice(
              'Of a project: bundix writes what bundlerEnv of nixpkgs builds; many gems are rubyPackages.NAME.',
            ),
          ]
        : [
            shellFix(
              'If nixpkgs has it (typescript, yarn, pnpm, prettier …): take it from there.',
              'nix profile install nixpkgs#YOUR_PACKAGE',
              { fill: { YOUR_PACKAGE: 'the program' } },
            ),
            shellFix(
              'If it has not: let npm install into your home (and put ~/.npm-global/bin into PATH).',
              'npm config set prefix ~/.npm-global && npm install -g YOUR_PACKAGE',
              { fill: { YOUR_PACKAGE: 'the program' } },
            ),
          ],
      verify: [ruby ? 'gem env' : 'npm config get prefix'],
    };
  },
};

const others: Readonly<Record<string, string>> = {
  yaml: 'pyyaml',
  cv2: 'opencv4',
  PIL: 'pillow',
  bs4: 'beautifulsoup4',
  sklearn: 'scikit-learn',
  gi: 'pygobject3',
  dotenv: 'python-dotenv',
  serial: 'pyserial',
  usb: 'pyusb',
  dbus: 'dbus-python',
  Crypto: 'pycryptodome',
  dateutil: 'python-dateutil',
  pkg_resources: 'setuptools',
  distutils: 'setuptools',
  _tkinter: 'tkinter',
  tkinter: 'tkinter',
  skimage: 'scikit-image',
  magic: 'python-magic',
  jwt: 'pyjwt',
  git: 'gitpython',
  zmq: 'pyzmq',
};

const module: Saying = {
  anchors: ['No module named'],
  line: /(?:ModuleNotFoundError|ImportError): No module named ['"]?(?<module>\w[\w.]{0,80})/,
  explain(evidence) {
    const { get, block } = evidence;
    const name = get('module').split('.')[0] ?? get('module');
    // In a build the package that is built lacks it, and another rule knows what to do.
    if (
      block.derivation !== undefined ||
      evidence.all(/Running phase: |\/build\/|pypaBuildPhase/)[0] !== undefined
    )
      return undefined;
    const attribute = packageName(others[name] ?? name.replace(/_/g, '-').toLowerCase());
    const inVenv = evidence.before(/\/\.?venv\//, 30) !== undefined;
    const inStore = evidence.before(/File ['"]\/nix\/store\//, 4) !== undefined;
    return {
      culprit: name,
      facts: { module: get('module') },
      message: `Python does not find ${name}: the Python that runs this was made without it${inVenv ? ' (an environment, .venv, which has its own list)' : ''}.`,
      fixes: inVenv
        ? [
            shellFix(
              'Install it into that environment.',
              `. .venv/bin/activate && pip install ${attribute ?? 'YOUR_PACKAGE'}`,
              attribute === undefined ? { fill: { YOUR_PACKAGE: 'the package that has it' } } : {},
            ),
          ]
        : inStore
          ? [
              advice(
                `The program is a package of Nix that lacks ${name} among its dependencies: take a newer revision of what it comes from; if you write it, add it to dependencies.`,
              ),
            ]
          : [
              shellFix(
                'For one shell: a Python with it.',
                `nix-shell -p 'python3.withPackages (ps: [ ps.${attribute ?? 'YOUR_PACKAGE'} ])'`,
                attribute === undefined
                  ? { fill: { YOUR_PACKAGE: 'the name in python3Packages' } }
                  : {},
              ),
              nixFix(
                'In a shell of the project (one Python with all of them; packages = [ python3 python3Packages.x ] does not join them).',
                `packages = [ (pkgs.python3.withPackages (ps: [ ps.${attribute ?? 'YOUR_PACKAGE'} ])) ];`,
                attribute === undefined
                  ? { fill: { YOUR_PACKAGE: 'the name in python3Packages' } }
                  : {},
              ),
            ],
      verify: [`python3 -c "import ${name}"`],
      confidence: 0.72,
    };
  },
};

/** Packages of a language, where the language itself lies in the Nix store. */
export const languagePackage = ruleOfSayings(
  {
    id: 'runtime/language-package',
    class: 'language-package',
    phase: 'runtime',
    title: 'Package of the language is not there',
    components: ['runtime', 'packages'],
    confidence: 0.92,
    yieldsTo: [
      'unit-start-failure',
      'python-missing-build-dep',
      'shared-lib-missing',
      'test-failure',
    ],
    docs: [{ title: 'NixOS wiki: Python', url: 'https://wiki.nixos.org/wiki/Python' }],
  },
  [pip, global, module],
);
