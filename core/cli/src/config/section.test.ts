import { join } from 'node:path';
import { expect } from 'chai';
import type { ConfigSection } from '@nixai/api';
import { createSandbox, failureOf, type Sandbox } from './sandbox.test.js';

interface Acme {
  readonly wiki: string;
  readonly retries: number;
  readonly token?: string;
  readonly hosts: Readonly<Record<string, { readonly port: number }>>;
}

const acme: ConfigSection<Acme> = {
  name: 'acme',
  describe: {
    wiki: 'Address of the wiki',
    retries: 'How often it is asked again',
    token: 'What lets us in',
    'hosts.*.port': 'Port of a host',
  },
  defaults: { wiki: 'https://wiki.acme.example', retries: 2, hosts: {} },
  secretKeys: ['token'],
  projectKeys: ['retries'],
  validate(raw) {
    const value = raw as Acme;
    if (typeof value.retries === 'number') return { ok: true, value };
    return { ok: false, faults: [{ path: ['retries'], message: 'expected a number' }] };
  },
};

describe("config: a plugin's section", () => {
  let box: Sandbox;
  beforeEach(() => (box = createSandbox()));
  afterEach(() => box.remove());

  function openWith(section = acme) {
    const config = box.open();
    return { config, read: config.section(section) };
  }

  it('is read over its defaults, and over weaker files', async () => {
    box.write(box.system, 'acme:\n  retries: 5\n  wiki: https://system.example\n');
    box.write(box.user, 'acme:\n  wiki: https://user.example\n');
    expect(await openWith().read()).to.deep.equal({
      wiki: 'https://user.example',
      retries: 5,
      hosts: {},
    });
  });

  it('finds its faults with their place in the file', async () => {
    box.write(box.user, 'acme:\n  retries: many\n');
    const failure = await failureOf(openWith().read());
    expect(failure.why).to.equal(`${box.user}:2:12: acme.retries: expected a number`);
  });

  it('refuses keys that it does not describe, and names the nearest', async () => {
    box.write(box.user, 'acme:\n  retrys: 1\n');
    const failure = await failureOf(openWith().read());
    expect(failure.why).to.contain(':2:3: unknown key "acme.retrys" (nearest: acme.retries)');
  });

  it('may have keys of any name below one that it describes with a star', async () => {
    box.write(box.user, 'acme:\n  hosts:\n    mail:\n      port: 25\n');
    expect((await openWith().read()).hosts).to.deep.equal({ mail: { port: 25 } });
  });

  it("takes from a project's file only what it allows", async () => {
    box.write(join(box.project, '.nixairc'), 'acme:\n  retries: 9\n  wiki: https://evil.example\n');
    const { read } = openWith();
    expect(await read()).to.include({ retries: 9, wiki: 'https://wiki.acme.example' });
    await read();
    expect(box.notices).to.have.lengthOf(1);
    expect(box.notices[0]).to.contain("acme.wiki: is left out: a project's file may not set");
  });

  it('is shown with the rest, its secrets masked', async () => {
    box.write(box.user, 'acme:\n  token: abc\n');
    const { entries } = await openWith().config.inspect();
    const shown = entries
      .filter(({ path }) => path.startsWith('acme.'))
      .map(({ path, value, origin }) => [path, value, origin]);
    expect(shown).to.deep.equal([
      ['acme.wiki', 'https://wiki.acme.example', 'default'],
      ['acme.retries', 2, 'default'],
      ['acme.token', '********', 'user'],
      ['acme.hosts.*.port', {}, 'default'],
    ]);
  });

  it('is set like any key, as the kind of value that it accepts', async () => {
    const wantsText: ConfigSection<unknown> = {
      ...acme,
      validate: (raw) =>
        typeof (raw as Acme).wiki === 'string'
          ? { ok: true, value: raw }
          : { ok: false, faults: [{ path: ['wiki'], message: 'expected text' }] },
    };
    const { config } = openWith(wantsText as ConfigSection<Acme>);
    await config.set('acme.retries', ['3']);
    await config.set('acme.wiki', ['1.10']);
    expect(box.read(box.user)).to.equal('acme:\n  retries: 3\n  wiki: "1.10"\n');
  });

  it('refuses to be set to what it does not accept, or at a key that it does not have', async () => {
    const { config } = openWith();
    expect((await failureOf(config.set('acme.retries', ['many']))).code).to.equal('config-invalid');
    expect((await failureOf(config.set('acme.retrys', ['1']))).why).to.contain('acme.retries');
  });

  it('of a plugin that is gone is kept, with a warning', async () => {
    box.write(box.user, 'acme:\n  retries: 3\n');
    const config = box.open();
    expect(await config.get('offline')).to.equal(false);
    const { findings } = await config.inspect();
    expect(findings.map(({ severity, message }) => [severity, message])).to.deep.equal([
      ['warning', 'no installed plugin has a section "acme"'],
    ]);
  });

  it('has a name that no other section has, core included', async () => {
    const config = box.open();
    config.section(acme);
    expect(() => config.section(acme)).to.throw('declared twice');
    expect(() => config.section({ ...acme, name: 'docs' })).to.throw('declared twice');
  });
});
