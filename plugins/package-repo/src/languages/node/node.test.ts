import { expect } from 'chai';
import { printDerivation } from '../../nix/derivation.js';
import { planSource } from '../../repo/source.js';
import { analyze, createProject, derivationOf } from '../../testing/project.js';
import { parseNpmLock } from './lock.js';

const manifest = (more: object): string =>
  JSON.stringify({ name: '@ada/weather', version: '1.2.0', license: 'ISC', ...more });
const lock = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': {},
    'node_modules/a': { resolved: 'https://r.org/a.tgz', integrity: 'sha512-x' },
  },
});

describe('a project of Node', () => {
  it('has the program of bin, and builds only where a script does', async () => {
    const { text } = await derivationOf({
      'package.json': manifest({ bin: { wx: 'cli.js' } }),
      'package-lock.json': lock,
    });
    expect(text)
      .to.contain('buildNpmPackage')
      .and.contain('mainProgram = "wx";')
      .and.contain('dontNpmBuild = true;')
      .and.contain('pname = "weather";');
    const built = await derivationOf({
      'package.json': manifest({ bin: 'dist/cli.js', scripts: { prepack: 'tsc -b' } }),
      'package-lock.json': lock,
    });
    expect(built.text).to.contain('npmBuildScript = "prepack";');
  });

  for (const [file, text, hook] of [
    ['pnpm-lock.yaml', 'lockfileVersion: 9\n', 'pnpmConfigHook'],
    ['yarn.lock', '# yarn lockfile v1\n', 'yarnConfigHook'],
    ['yarn.lock', '__metadata:\n  version: 8\n', 'yarn-berry.yarnBerryConfigHook'],
  ] as const)
    it(`takes ${hook} for its ${file}`, async () => {
      const made = await derivationOf({
        'package.json': manifest({ bin: 'cli.js' }),
        [file]: text,
      });
      expect(made.text)
        .to.contain(hook)
        .and.contain('hash = lib.fakeHash;')
        .and.not.contain('"inherit"');
    });

  it('stops what would fetch a program while it is installed', async () => {
    const packages = {
      '': {},
      'node_modules/puppeteer': { resolved: 'https://r.org/p.tgz', hasInstallScript: true },
    };
    const { text } = await derivationOf({
      'package.json': manifest({ bin: 'cli.js' }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
    });
    expect(text).to.contain('env.PUPPETEER_SKIP_DOWNLOAD = "1";');
  });

  it('reads locks of each version, and says what is from elsewhere', () => {
    const old = parseNpmLock(
      JSON.stringify({
        lockfileVersion: 1,
        dependencies: {
          a: {
            version: '1.0.0',
            resolved: 'https://r.org/a.tgz',
            integrity: 'sha1-x',
            dependencies: { b: { version: 'git+ssh://g.org/b.git#1' } },
          },
        },
      }),
    )!;
    expect(old.tarballs).to.deep.equal([{ url: 'https://r.org/a.tgz', integrity: 'sha1-x' }]);
    expect(old.elsewhere).to.deep.equal(['b']);
    expect(parseNpmLock('[]')).to.equal(undefined);
  });

  it('of several packages is one derivation each, from the lock of all', async () => {
    const project = createProject({
      'package.json': manifest({ name: 'shop', workspaces: ['apps/*', 'packages/*'] }),
      'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
      'apps/web/package.json': manifest({
        name: '@shop/web',
        version: '1.0.0',
        scripts: { build: 'next build' },
      }),
      'apps/admin/package.json': manifest({ name: '@shop/admin' }),
      'packages/ui/package.json': manifest({ name: '@shop/ui' }),
    });
    try {
      const { components } = await analyze(project);
      expect(components.map(({ name }) => name)).to.deep.equal(['admin', 'web', 'ui']);
      const web = components[1]!;
      const text = printDerivation(web, planSource(project.folder, undefined, '1.0.0'), {});
      expect(text).to.contain('npmWorkspace = "apps/web";').and.not.contain('sourceRoot');
      expect(text).to.contain('npmDepsHash').and.not.contain('dontNpmBuild');
    } finally {
      project.remove();
    }
  });

  it('has the name of its program that the README has people type', async () => {
    const files = {
      'package.json': manifest({ bin: { weather: 'cli.js', wx: 'cli.js', other: 'x.js' } }),
      'package-lock.json': lock,
    };
    const readme =
      '# weather\n\n```sh\nwx -u\n$ wx today\nwx now\n\nother\nother\nother\nother\nweather\n```\n';
    expect((await derivationOf({ ...files, 'README.md': readme })).text).to.contain(
      'mainProgram = "wx";',
    );
    expect((await derivationOf(files)).text).to.contain('mainProgram = "weather";');
  });

  it('pins the pnpm that it names', async () => {
    const { text } = await derivationOf({
      'package.json': manifest({ bin: 'cli.js', packageManager: 'pnpm@9.7.0' }),
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    });
    expect(text)
      .to.contain('pnpm = pnpm_9;')
      .and.contain('\n    pnpm_9\n')
      .and.contain('\n  pnpm_9,\n');
  });
});
