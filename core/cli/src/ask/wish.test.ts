import { expect } from 'chai';
import type { Host } from '@nixai/api';
import { gather } from './material.js';
import { hostWithFacts } from './testing/hostWithFacts.js';
import { generalised, namesIn, wishIn } from './wish.js';

describe('a wish', () => {
  for (const [question, thing] of [
    ['how do I install yt-dlp on NixOS?', 'yt-dlp'],
    ['can i get komga running on nixos', 'komga'],
    ['nixos matomo', 'matomo'],
    ['radarr einrichten', 'radarr'],
    ['i want to use plex', 'plex'],
  ] as const)
    it(`is read from "${question}"`, () => {
      expect(wishIn(question)?.thing).to.equal(thing);
    });

  it('may say of what kind the thing is', () => {
    expect(namesIn({ thing: 'unifi controller' })).to.deep.equal(['unifi controller', 'unifi']);
    expect(namesIn({ thing: 'web server' })).to.deep.equal(['web server']);
  });
});

describe('a question', () => {
  for (const question of ['rebuild takes forever', 'rebuild takes for ever', 'rebuild takes ages'])
    it(`of waiting is one of slowness: "${question}"`, () => {
      expect(generalised(question)).to.equal('rebuild is slow');
    });
});

describe('a question that names the desktop it is about', () => {
  it('is led by the topic that has all of it', async () => {
    const asked = { attachments: [], earlier: [], signal: new AbortController().signal };
    const { selection } = await gather('plasma does not show icons', asked, await hostWithFacts());
    expect(selection.main?.title).to.match(/icons/);
  });
});

describe('a wish for a program that no topic is about', () => {
  let host: Host;
  before(async () => {
    host = await hostWithFacts();
  });

  const answerTo = async (question: string) => {
    const asked = { attachments: [], earlier: [], signal: new AbortController().signal };
    const { byOption, selection } = await gather(question, asked, host);
    const text = byOption?.sections.map((section) => section.text).join('\n') ?? '';
    return { text, main: selection.main?.title };
  };

  for (const [question, line] of [
    ['how do I set up komga?', 'services.komga.enable = true;'],
    ['teamviewer', 'services.teamviewer.enable = true;\n  nixpkgs.config.allowUnfree = true;'],
    ['apache web server', 'services.httpd.enable = true;'],
    ['i want to use ipfs', 'services.kubo.enable = true;'],
    ['set up akkoma', 'services.akkoma.enable = true;'],
    ['unifi controller', 'services.unifi.enable = true;'],
    ['install zellij', 'programs.zellij.enable = true;'],
    ['how to install bazel', '[ pkgs.bazel ];'],
    ['nixos yt-dlp', '.yt-dlp'],
    ['ocs inventory agent', 'services.ocsinventory-agent.enable = true;'],
    ['sourcehut', 'no module for it any more: it was removed in 25.11'],
  ] as const)
    it(`is answered by its module or its package: "${question}"`, async () => {
      expect((await answerTo(question)).text).to.include(line);
    });

  for (const [question, ...packages] of [
    ['telegram desktop', 'telegram-desktop'],
    ['spotify', 'spotify'],
    ['how do i install discord', 'discord'],
    ['install google-chrome', 'google-chrome'],
    ['how do i get chrome', 'google-chrome'],
    ['install zoom', 'zoom-us'],
    ['allow unfree only for discord', 'discord'],
    ['ncdu: command not found', 'ncdu'],
    ['how to install gimp and inkscape', 'gimp', 'inkscape'],
  ] as const)
    it(`installs what is named and nothing else: "${question}"`, async () => {
      const { text } = await answerTo(question);
      const list = packages.map((name) => `pkgs.${name}`).join(' ');
      expect(text).to.include(`environment.systemPackages = [ ${list} ];`);
    });

  it('allows what is not free by its own name, and tells of what is free beside it', async () => {
    const { text } = await answerTo('install zoom');
    expect(text).to.include('builtins.elem (lib.getName pkg) [ "zoom" ]');
    expect((await answerTo('google chrome')).text).to.include('Free beside it: `chromium`');
    expect((await answerTo('telegram desktop')).text).not.to.include('allowUnfree');
  });

  it('is not heard in a complaint', async () => {
    const { text, main } = await answerTo('zoom wont start');
    expect([text, main]).to.deep.equal(['', 'A program crashes or does not open']);
  });

  it('names the options that people set first', async () => {
    const { text } = await answerTo('how do I set up taskserver?');
    expect(text).to.match(/Options: `services\.taskserver\.config/);
  });

  it('leaves alone what a topic shows, and what says more than a name', async () => {
    expect((await answerTo('how do I enable docker?')).main).to.match(/Docker/);
    expect((await answerTo('docker without sudo')).text).not.to.include('security.sudo');
  });

  for (const name of ['nixos-shell', 'anubis ai scraper', 'subversion server'])
    it(`is told that nothing is known, and no other thing in its place: "${name}"`, async () => {
      expect(await answerTo(name)).to.deep.equal({ text: '', main: undefined });
    });

  it('is led by the topic that shows the program at work', async () => {
    expect((await answerTo('how do I set up sshfs?')).main).to.match(/sshfs/);
    expect((await answerTo('npins')).main).to.match(/npins/);
    expect((await answerTo('krita')).text).to.include('pkgs.krita');
  });

  it('is not taken for a package that Nixpkgs lacks', async () => {
    expect((await answerTo('install frobnicator')).text).to.equal('');
  });
});
