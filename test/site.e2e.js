// The documentation as a site: every link leads somewhere, each command has its page, and in a browser it is
// found in, read by everybody, and asks nobody for anything.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { expect } from 'chai';
import { makeSite } from '../scripts/site/make.js';
import { notFound } from '../scripts/site/notFound.js';
import { domOf, hasChromium } from './support/chromium.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';
import { lookAtSite } from './support/siteInBrowser.js';

const plainOf = (html) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the site', function () {
  this.timeout(120_000);
  let above;
  let folder;
  const pages = new Map();
  before(() => {
    above = mkdtempSync(join(tmpdir(), 'nixai-site-'));
    folder = join(above, 'site');
    makeSite(root, folder, '/any/path/');
    for (const name of readdirSync(folder, { recursive: true }))
      if (name.endsWith('.html')) pages.set(name, readFileSync(join(folder, name), 'utf8'));
  });
  after(() => rmSync(above, { recursive: true, force: true }));

  const textOf = (name) => plainOf(pages.get(name) ?? '');

  it('has every page of docs/, and the README in two, with what was printed as it stands', () => {
    for (const name of readdirSync(join(root, 'docs'), { recursive: true }))
      if (name.endsWith('.md'))
        expect(
          pages.has(name.replace('README.md', 'index.md').replace('.md', '.html')),
          name,
        ).to.equal(true);
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const transcripts = [...readme.matchAll(/^(`{3,})console\n([^]*?)\n\1$/gm)];
    expect(transcripts).to.have.length.above(20);
    for (const [, , text] of transcripts) expect(textOf('in-use.html')).to.contain(text);
    expect(textOf('index.html')).to.contain('Three ways to install');
  });

  it('has a page of each command that help shows, with what help says of it', async () => {
    const home = createHome();
    const bin = join(root, 'core/cli/bin/nixai.js');
    const said = async (...words) =>
      JSON.parse((await home.nixai(['help', ...words, '--json'], { bin })).stdout);
    const { commands } = await said();
    const health = await said('health');
    home.remove();
    expect(commands).to.have.length.above(100);
    const all = [...pages.keys()].filter((path) => path.startsWith('commands/')).map(textOf);
    for (const { name, summary } of commands) {
      const own = `commands/${name.replaceAll(' ', '-')}.html`;
      // Another name of a command stands on its page.
      const text = pages.has(own)
        ? textOf(own)
        : (all.find((one) => /Also:.*/.exec(one)?.[0].includes(`nixai ${name} `)) ?? '');
      expect(text, name).to.contain(`nixai ${name}`).and.contain('Exit codes');
      expect(text.replace(/\s+/g, ' '), name).to.contain(summary.replaceAll('`', ''));
    }
    const text = textOf('commands/health.html');
    for (const { name } of health.flags) expect(text).to.contain(`--${name}`);
    expect(text).to.contain('nixai health disk boot').and.contain('@nixai/plugin-health');
    expect(textOf('health.html')).to.contain('Its commands');
  });

  it('has no link and no anchor that leads nowhere, and none that holds it to one place', () => {
    const files = new Set(readdirSync(folder, { recursive: true }));
    const anchors = new Map(
      [...pages].map(([name, text]) => [
        name,
        new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
      ]),
    );
    const dead = [];
    let links = 0;
    for (const [name, text] of pages)
      for (const [, , address] of text.matchAll(/ (href|src)="([^"]*)"/g)) {
        if (/^(?:https:|mailto:)/.test(address) || name === '404.html') continue;
        links += 1;
        const [path, id] = address.split('#');
        const target = path === '' ? name : posix.join(posix.dirname(name), path);
        const isThere = files.has(target) && !address.startsWith('/');
        if (!isThere || (id !== undefined && !anchors.get(target)?.has(id)))
          dead.push(`${name}: ${address}`);
      }
    expect(dead).to.deep.equal([]);
    // It is shown at any depth: where nobody says what is above, it can lead nowhere.
    expect(notFound(undefined, '')).not.to.match(/(?:href|src)=/);
    expect(links).to.be.above(5000);
    for (const [, , address] of pages.get('404.html').matchAll(/ (href|src)="([^"]*)"/g))
      expect(files.has(address.replace('/any/path/', '')), address).to.equal(true);
  });

  it('is not written over what was not made by it', () => {
    const script = join(root, 'scripts/site/index.js');
    const precious = join(above, 'precious.txt');
    writeFileSync(precious, 'mine');
    const { status, stderr } = spawnSync(process.execPath, [script, above], { encoding: 'utf8' });
    expect(status).to.equal(1);
    expect(stderr).to.contain('is no site that was made here');
    expect(readFileSync(precious, 'utf8')).to.equal('mine');
  });

  describe('in a browser', () => {
    before(function () {
      if (hasChromium) return;
      console.log('      skipped: chromium is not here');
      this.skip();
    });

    for (const [width, dark, paths] of [
      [1280, false, ['index.html', 'commands/index.html', 'no/such/page.html']],
      [
        390,
        true,
        ['commands/machines-deploy.html', 'decisions/0006-start.html', 'plugins/index.html'],
      ],
    ])
      it(`is readable by everybody and found in, ${width} wide and ${dark ? 'dark' : 'light'}`, async () => {
        const firsts = {
          'roll back': /rollback\.html$/,
          'how do I install it': /^index\.html#three-ways-to-install$/,
          'write a plugin': /^plugins\/index\.html/,
          'health timer': /^health\.html#by-itself/,
          privacy: /^trust\.html#what-leaves-the-machine$/,
        };
        const questions = [...Object.keys(firsts), 'servces.openssh', 'xyzzyq'];
        const given = { below: '/any/path/', dark, width, paths, questions };
        const { pages: seen, found, asked } = await lookAtSite(folder, given);
        for (const [path, { told, passed, overflow, ground }] of Object.entries(seen)) {
          expect(told, path).to.deep.equal([]);
          expect(passed, path).to.include.members(['color-contrast', 'landmark-one-main']);
          expect(overflow, path).to.be.at.most(0);
          expect(ground, path).to.equal(dark ? 'rgb(20, 24, 29)' : 'rgb(255, 255, 255)');
        }
        for (const [question, first] of Object.entries(firsts))
          expect(found[question].links[0], question).to.match(first);
        expect(found['servces.openssh'].links.join()).to.contain('in-use.html#check');
        expect(found.xyzzyq).to.deep.equal({ status: 'Nothing has “xyzzyq”.', links: [] });
        for (const { links } of Object.values(found))
          for (const link of links) expect(pages.has(link.split('#')[0]), link).to.equal(true);
        expect(asked).to.equal(0);
      });

    it('is found in where it was opened as a file', async () => {
      const typing = `const field = document.querySelector('input');
        field.focus(); field.value = 'roll back'; field.dispatchEvent(new Event('input'));`;
      writeFileSync(join(folder, 'typing.js'), typing);
      const text = pages.get('commands/index.html');
      const page = join(folder, 'commands/typing.html');
      writeFileSync(
        page,
        text.replace('</head>', '<script defer src="../typing.js"></script></head>'),
      );
      expect(await domOf(`file://${page}`, [])).to.contain(
        'href="../commands/machines-rollback.html"',
      );
    });
  });
});
