import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { escaped } from '../nix/value.js';
import { analyze, createProject, derivationOf } from '../testing/project.js';
import { newest } from './clone.js';
import { bestTag, parseOrigin, versionOfTag } from './git.js';
import { openRepo } from './view.js';

describe('what git says', () => {
  for (const [tag, version] of [
    ['v1.2.3', '1.2.3'],
    ['jq-1.8.2', '1.8.2'],
    ['r35', '35'],
    ['3.7b', '3.7b'],
    ['gping-v1.19.0', '1.19.0'],
    ['release_1_2', '1.2'],
    ['v13.0.0-alpha.8', '13.0.0-alpha.8'],
    ['nightly', undefined],
    ['server/v2.0', '2.0'],
  ] as const)
    it(`takes ${version} from the tag ${tag}`, () => expect(versionOfTag(tag)).to.equal(version));

  it('reads addresses of each kind, and drops what they carry', () => {
    for (const address of [
      'https://token@github.com/ada/weather.git',
      'git@github.com:ada/weather.git',
      'ssh://git@github.com:22/ada/weather',
    ])
      expect(parseOrigin(address)).to.deep.include({
        host: 'github',
        owner: 'ada',
        repo: 'weather',
        page: 'https://github.com/ada/weather',
      });
    expect(parseOrigin('https://github.com/a/b"; x')).to.equal(undefined);
    expect(parseOrigin('/home/ada/weather')).to.equal(undefined);
  });

  it('takes the tag of the whole before that of a part, and a version before a moving name', () => {
    expect(bestTag(['api-17.9.1', '1.103.1'])).to.equal('1.103.1');
    expect(bestTag(['v1', 'v1.2.3'])).to.equal('v1.2.3');
    expect(bestTag(['jq-1.8.2'])).to.equal('jq-1.8.2');
  });

  it('takes the newest tag that is no preview', () => {
    expect(newest(['v1.9.0', 'v1.10.0', 'v2.0.0-rc1', '--upload-pack=x', 'nightly'])).to.equal(
      'v1.10.0',
    );
  });

  it('names what is not at a tag by its date', async () => {
    const project = createProject({ 'go.mod': 'module a.org/b\n' });
    try {
      project.publish('v1.0');
      project.write({ more: '1' });
      project.git('add', '-A');
      project.git('commit', '-q', '-m', 'second', '--date', '2026-01-02T00:00:00Z');
      const [component] = (await analyze(project)).components;
      expect(component!.version.value).to.match(/^1\.0-unstable-\d{4}-\d\d-\d\d$/);
    } finally {
      project.remove();
    }
  });
});

describe('a hostile repository', () => {
  it('is not followed out of, waited for, or read whole', async () => {
    const project = createProject({ 'go.mod': 'module a.org/b\n' });
    try {
      symlinkSync('/etc', join(project.folder, 'etc'));
      symlinkSync('/etc/passwd', join(project.folder, 'LICENSE'));
      execFileSync('mkfifo', [join(project.folder, 'package.json')]);
      writeFileSync(join(project.folder, 'Cargo.toml'), '');
      truncateSync(join(project.folder, 'Cargo.toml'), 2 ** 30);
      mkdirSync(join(project.folder, '--help'));
      writeFileSync(join(project.folder, '--help', '-rf.go'), 'package main\nfunc main() {}\n');
      const view = await openRepo(project.folder);
      expect(view.files).to.have.members(['--help/-rf.go', 'Cargo.toml', 'go.mod']);
      expect(await view.read('Cargo.toml')).to.equal(undefined);
      const { components } = await analyze(project);
      expect(components[0]!.licences).to.equal(undefined);
    } finally {
      project.remove();
    }
  });

  it('gets no word of its own into the Nix', async () => {
    const words = '${builtins.exec [\\"id\\"]}" ; x = "';
    const { text } = await derivationOf({
      'package.json': JSON.stringify({
        name: 'a',
        version: words,
        description: `d ${words}`,
        homepage: words,
        bin: { [words]: 'x' },
      }),
      'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
    });
    expect(text).to.not.match(/(?<!\\)\$\{builtins/);
    expect(text).to.not.match(/(?<!\\)" ; x/);
  });

  it('cannot end a string, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const inside = escaped(value).replace(/\\[\s\S]/g, '');
        return !inside.includes('"') && !inside.includes('${');
      }),
    );
  });

  it('is a sentence where its files are none of what they are called', async () => {
    const project = createProject({
      'package.json': '{'.repeat(10_000),
      'Cargo.toml': 'a = [[[',
      'pyproject.toml': '\u0000',
      'go.mod': ')))',
      '.goreleaser.yml': 'a: &a [*a, *a]',
    });
    try {
      const { components } = await analyze(project);
      expect(components[0]!.facts.language).to.equal('go');
    } finally {
      project.remove();
    }
  });

  it('that is nothing at all is told so, with what to do', async () => {
    const project = createProject({ 'notes.txt': 'x' });
    try {
      await analyze(project);
      expect.fail('it was taken for a project');
    } catch (error) {
      expect(error).to.include({ code: 'package-unknown', exitCode: 2 });
    } finally {
      project.remove();
    }
  });
});
