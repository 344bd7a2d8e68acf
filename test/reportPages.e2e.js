// Reports as a page of HTML: whole, with nothing of a stranger's that runs, without secrets, and readable
// by everybody in every light.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { axeFaults, hasChromium, requestsOf } from './support/chromium.js';
import { createHome } from './support/home.js';
import { root } from './support/packed.js';

const bin = join(root, 'core/cli/bin/nixai.js');
const secret = 'Tz7-qpW29xLm4R';
const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';

const configuration = `{
  services.openssh.permitRootLogin = "yes";
  networking.firewal.enable = false;
  users.users.jo.password = "${secret}";
  users.users.jo.description = "<script src=https://example.invalid/a.js></script>";
  networking.firewall.allowedTCPPorts = [ "<img src=x onerror=alert(1)>" ];
}
`;

const log = `error: builder for '/nix/store/${'z'.repeat(32)}-web-1.2.drv' failed with exit code 1;
       last 3 log lines:
       > token=${token}
       > src/<script>alert(1)</script>.c:3:10: fatal error: zlib.h: No such file or directory
       > compilation terminated.
error: 1 dependencies of derivation '/nix/store/${'y'.repeat(32)}-site.drv' failed to build
`;

const unknownLog = `<h1>one</h1>\nmake[1]: *** [Makefile:3: <b>all</b>] Error 77\nerror: the frobnicator refused\n`;

describe('reports as a page', function () {
  this.timeout(300_000);
  let home;
  const pages = {};
  before(async () => {
    home = createHome();
    const made = async (name, argv) => {
      const { stdout, stderr } = await home.nixai([...argv, '--format', 'html'], { bin });
      expect(stdout, stderr)
        .to.match(/^<!doctype html>/)
        .and.match(/<\/html>\n?$/);
      pages[name] = home.file(`${name}.html`, stdout);
    };
    await made('check', ['check', home.file('configuration.nix', configuration)]);
    await made('nothing', ['check', home.file('empty.nix', '{ ... }: { }\n')]);
    await made('diagnose', ['diagnose', '--no-ai', home.file('build.log', log)]);
    await made('unknown', ['diagnose', '--no-ai', home.file('unknown.log', unknownLog)]);
    await made('health', ['health', '--profile', 'server']);
  });
  after(() => home.remove());

  const textOf = (name) => readFileSync(pages[name], 'utf8');

  it('say what the commands say', () => {
    expect(textOf('check'))
      .to.contain('<title>Check of ')
      .and.contain('there is no option <code>networking.firewal.enable</code>')
      .and.contain('<mark>firewal</mark>')
      .and.contain('did you mean <code>networking.firewall.enable</code>?');
    expect(textOf('nothing')).to.contain('0 errors, ');
    expect(textOf('diagnose')).to.contain('zlib.h').and.contain('<h4>Check</h4>');
    expect(textOf('unknown')).to.contain('<h2>Not recognised</h2>').and.contain('frobnicator');
    expect(textOf('health')).to.contain('<title>Health of ').and.contain('in order');
  });

  it('have no secret, and no markup of what they are about', () => {
    for (const name of Object.keys(pages))
      expect(textOf(name), name)
        .to.not.contain(secret)
        .and.not.contain(token)
        .and.not.match(/<(?:script|img|b|h1>one)\b/);
    expect(textOf('check')).to.contain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('forbid what they do not need, and name nothing to load', () => {
    for (const name of Object.keys(pages))
      expect(textOf(name), name)
        .to.contain('default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;')
        .and.not.match(
          /\s(?:src|srcset|poster)=(?!x onerror|https:\/\/example\.invalid)|url\(|@import|<link/,
        );
  });

  it('are one file also while a log is followed', async () => {
    const argv = ['diagnose', '--stream', '--format', 'html'];
    const { stdout } = await home.nixai(argv, { bin, input: log });
    expect(stdout).to.match(/^<!doctype html>/);
  });

  it('ask the network for nothing', async function () {
    if (!hasChromium) {
      console.log('      skipped: chromium is not here');
      this.skip();
    }
    const asking = home.file(
      'asking.html',
      '<!doctype html><img src="http://example.invalid/x.png">',
    );
    expect(await requestsOf(asking)).to.be.above(0);
    for (const [name, file] of Object.entries(pages))
      expect(await requestsOf(file), name).to.equal(0);
  });

  for (const [width, dark] of [
    [1280, false],
    [1280, true],
    [390, false],
    [390, true],
  ])
    it(`have nothing that axe says against them, ${width} wide and ${dark ? 'dark' : 'light'}`, async function () {
      if (!hasChromium) {
        console.log('      skipped: chromium is not here');
        this.skip();
      }
      for (const [name, file] of Object.entries(pages)) {
        const { told, passed, overflow } = await axeFaults(file, { width, dark });
        expect(told, name).to.deep.equal([]);
        expect(overflow, name).to.be.at.most(0);
        expect(passed, name).to.include.members([
          'color-contrast',
          'document-title',
          'landmark-one-main',
        ]);
      }
    });
});
