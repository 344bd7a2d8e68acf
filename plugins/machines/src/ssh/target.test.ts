import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { errorCode } from '@nixai/api/testing';
import { targetOf, type SshHome } from './target.js';

describe('how a host is reached', () => {
  let folder: string;
  let home: SshHome;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-target-'));
    mkdirSync(join(folder, '.ssh/config.d'), { recursive: true });
    home = { home: folder, user: 'ada', systemConfig: '/nonexistent' };
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const config = (text: string, name = 'config'): void =>
    writeFileSync(join(folder, '.ssh', name), text);
  const to = (host: string, more: object = {}) => targetOf({ name: 'm', host, ...more }, home);

  it('follows ssh_config: the first value wins, keys add up, includes are read', async () => {
    config(
      'Include config.d/*\nHost web*\n  Port 22\n  IdentityFile ~/.ssh/b\nHost *\n  User root\n',
    );
    config(
      'Host web1\n  HostName 10.0.0.1\n  Port 2222\n  IdentityFile ~/.ssh/a\n',
      'config.d/one',
    );
    const target = await to('web1');
    expect(target).to.include({ host: '10.0.0.1', port: 2222, user: 'root', knownAs: '10.0.0.1' });
    expect(target.keys).to.deep.equal(['a', 'b'].map((name) => join(folder, '.ssh', name)));
  });

  it('lets the registry win', async () => {
    config('Host web1\n  User root\n  Port 2222\n  ProxyJump gate\n  IdentityFile ~/a\n');
    const target = await to('web1', {
      sshUser: 'bob',
      sshPort: 23,
      jump: 'x@inner:24',
      sshKey: '~/k',
    });
    expect(target).to.include({ user: 'bob', port: 23 });
    expect(target.jump).to.deep.equal([{ user: 'x', host: 'inner', port: 24 }]);
    expect(target.keys).to.deep.equal([join(folder, 'k')]);
  });

  it('runs nothing for a Match exec, and follows no ProxyCommand', async () => {
    config(`Match exec "touch ${folder}/ran"\n  User evil\nHost p\n  ProxyCommand nc %h %p\n`);
    expect(await to('web1')).to.include({ user: 'ada' });
    expect(await errorCode(() => to('p'))).to.equal('ssh-config');
    expect(spawnSync('ls', [join(folder, 'ran')]).status).not.to.equal(0);
  });

  it('refuses a host that a configuration makes an option', async () => {
    config('Host web1\n  HostName -oProxyCommand=x\n');
    expect(await errorCode(() => to('web1'))).to.equal('ssh-config');
  });

  const hosts = ['web1', 'web2', 'db.example.org', 'other', 'gate'];
  it('is what ssh -G says', async function () {
    if (spawnSync('ssh', ['-V']).status !== 0) this.skip();
    config(`
User=nobody1
Host web1 web2 !web2
  HostName %h.internal
  port 2201
Host !db.example.org *.example.org
  User never
Match host web2.internal
  Port 9
Host web?
  User "two words"
  Port 2202
Match originalhost db* user nobody1
  HostName 10.1.1.1
  ProxyJump ada@gate:2022,inner
  UserKnownHostsFile ~/kh1 ~/kh2
Host other
  HostKeyAlias known-as
  IdentitiesOnly yes
Match all
  Port 2299
`);
    for (const host of hosts) {
      const { stdout } = spawnSync('ssh', ['-G', '-F', join(folder, '.ssh/config'), host], {
        encoding: 'utf8',
        env: { ...process.env, HOME: folder },
      });
      const said = new Map(
        stdout.split('\n').map((line) => {
          const at = line.indexOf(' ');
          return [line.slice(0, at), line.slice(at + 1)];
        }),
      );
      const target = await to(host).catch(() => undefined);
      // A user with a blank in it is one that we refuse.
      if (said.get('user')?.includes(' ') === true) expect(target, host).to.equal(undefined);
      else
        expect(
          { host: target?.host, port: String(target?.port), user: target?.user },
          host,
        ).to.deep.equal({
          host: said.get('hostname'),
          port: said.get('port'),
          user: said.get('user'),
        });
    }
  });
});
