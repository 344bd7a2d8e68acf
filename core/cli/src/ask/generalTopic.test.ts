import { expect } from 'chai';
import type { Host } from '@nixai/api';
import { answerText, composeSections } from './compose.js';
import { gather } from './material.js';
import { hostWithFacts } from './testing/hostWithFacts.js';

describe('what is wanted of a program that no topic is asked about', () => {
  let host: Host;
  before(async () => {
    host = await hostWithFacts();
  });
  const answerTo = async (question: string) => {
    const { signal } = new AbortController();
    const gathered = await gather(question, { attachments: [], earlier: [], signal }, host);
    const material = { question, ...gathered, options: [], hasCommand: () => true, full: false };
    const title = gathered.selection.main?.title ?? '';
    return { title, answer: answerText(composeSections(material)), doubt: gathered.doubt };
  };

  for (const [question, title, said] of [
    ['update only vlc', /^Update one package/, '.vlc'],
    ['uninstall firefox', /^Remove a program/, 'nix profile remove firefox'],
    ['jellyfin fails to start', /^A service does not start/, 'journalctl -b -u jellyfin'],
    ['gimp crashes on start', /^A program crashes/, 'gimp  '],
    ['gitea logs', /^Logs/, 'journalctl -u gitea'],
    ["gnome won't start after update", /^The desktop or the log-in/, 'display-manager'],
  ] as const)
    it(`is answered for that one: "${question}"`, async () => {
      const found = await answerTo(question);
      expect(found.title).to.match(title);
      expect(found.answer).to.include(said);
      expect(found.doubt).to.equal(undefined);
    });

  it('is left to the topic that is asked about the very thing', async () => {
    const { title } = await answerTo("postgresql won't start after upgrade");
    expect(title).to.match(/PostgreSQL/);
  });

  it('is not done to what nobody knows', async () => {
    const { title } = await answerTo('frobnicator crashes on start');
    expect(title).not.to.match(/^A service/);
  });

  it('begins with the way back where an update is to blame', async () => {
    for (const question of ['touchpad not working after update', 'wifi broken after kernel update'])
      expect((await answerTo(question)).answer).to.include('--rollback');
    expect((await answerTo('touchpad not working')).answer).not.to.include('go back first');
  });
});

describe('who asks what a thing is', () => {
  it('is told what it is, before what can be done with it', async () => {
    const { signal } = new AbortController();
    const asked = { attachments: [], earlier: [], signal };
    const { selection } = await gather('what is sandboxing', asked, await hostWithFacts());
    expect(selection.main?.title).to.match(/^The sandbox/);
  });
});

describe('who goes from one thing to another', () => {
  it('asks about the other', async () => {
    const { signal } = new AbortController();
    const host = await hostWithFacts();
    const asked = { attachments: [], earlier: [], signal };
    const leads = async (question: string) =>
      (await gather(question, asked, host)).selection.main?.title;
    expect(await leads('switch from grub to systemd-boot')).to.match(/systemd-boot/);
    expect(await leads('update from 25.11 to 26.05')).to.match(/^Upgrade to a new NixOS release/);
  });
});
