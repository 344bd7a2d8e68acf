// Drift to plant on a host: what somebody does to it by hand, and the finding that has to come of it.
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const three = ['a', 'b', 'c'];
const managed = (stem, text) => Object.fromEntries(three.map((at) => [`${stem}-${at}`, text]));

/** Knobs of a system (see system.nix) that every drift below has its place on. */
export function driftingSystem() {
  const names = readFileSync('/etc/passwd', 'utf8').trim().split('\n');
  return {
    version: '1',
    makesEtc: true,
    files: {
      ...managed('app/conf', 'PermitRootLogin no\n'),
      ...managed('gone', 'here\n'),
      ...managed('app/copy', 'mode = safe\n'),
      ...managed('app/link', 'here\n'),
      sudoers: 'root ALL=(ALL) ALL\n',
    },
    copies: {
      sudoers: '0440',
      ...Object.fromEntries(three.map((at) => [`app/copy-${at}`, '0644'])),
    },
    users: {
      ...Object.fromEntries(names.map((line) => [line.split(':')[0], {}])),
      games: { shell: '/usr/sbin/nologin' },
    },
  };
}

const key = (at, comment) =>
  `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${String(at).repeat(43)} ${comment}\n`;

/** What is planted on a host, and each finding that it is: `kind subject`. */
export function plantAll(host) {
  const at = (name) => host.path(name);
  const put = (name, text) => {
    mkdirSync(dirname(at(name)), { recursive: true });
    rmSync(at(name), { force: true });
    writeFileSync(at(name), text);
  };
  const link = (name, target) => {
    mkdirSync(dirname(at(name)), { recursive: true });
    rmSync(at(name), { force: true });
    symlinkSync(target, at(name));
  };
  const found = [];
  const is = (kind, subject) => found.push(`${kind} ${subject}`);
  for (const one of three) {
    put(`etc/app/conf-${one}`, 'PermitRootLogin yes\n');
    is('etc-shadowed', `/etc/app/conf-${one}`);
    link(`etc/app/link-${one}`, '/etc/hosts');
    is('etc-shadowed', `/etc/app/link-${one}`);
    rmSync(at(`etc/gone-${one}`));
    is('etc-missing', `/etc/gone-${one}`);
    writeFileSync(at(`etc/app/copy-${one}`), 'mode = fast\n');
    is('etc-copy-differs', `/etc/app/copy-${one}`);
    put(`etc/cron.d/job-${one}`, '* * * * * root true\n');
    is('etc-unmanaged', `/etc/cron.d/job-${one}`);
    put(`run/systemd/system/web-${one}.service.d/own.conf`, '[Service]\nUser=root\n');
    is('unit-overridden', `/run/systemd/system/web-${one}.service.d/own.conf`);
    link(`run/systemd/system.control/guard-${one}.service`, '/dev/null');
    is('unit-masked', `guard-${one}.service`);
    put(`etc/sudoers.d/${one}`, `${one} ALL=(ALL) ALL\n`);
    is('sudoers-undeclared', `/etc/sudoers.d/${one}`);
    appendFileSync(at('etc/passwd'), `${one}-x:x:13${one.charCodeAt(0)}:100::/nowhere:/bin/sh\n`);
    is('user-undeclared', `${one}-x`);
  }
  appendFileSync(at('etc/sudoers'), 'bob ALL=(ALL) NOPASSWD: ALL\n');
  is('sudoers-differs', '/etc/sudoers');
  const passwd = readFileSync(at('etc/passwd'), 'utf8');
  writeFileSync(at('etc/passwd'), passwd.replace(/^(games:.*):[^:]*$/m, '$1:/bin/bash'));
  is('user-shell-differs', 'games');
  appendFileSync(at('etc/passwd'), 'toor:x:0:0::/nowhere:/bin/sh\n');
  is('user-uid-zero', 'toor');
  is('user-undeclared', 'toor');
  put('root/.ssh/authorized_keys', key(7, 'bob@laptop') + key(8, 'eve@laptop'));
  found.push(/^key-root-undeclared root SHA256:/, /^key-root-undeclared root SHA256:/);
  appendFileSync(at('etc/passwd'), 'carl:x:1400:100::/root/carl:/bin/sh\n');
  is('user-undeclared', 'carl');
  put('root/carl/.ssh/authorized_keys', key(9, 'carl@laptop'));
  found.push(/^key-undeclared carl SHA256:/);
  put('root/.nix-channels', 'https://example.org/channels/own\n');
  is('channel-imperative', 'root https://example.org/channels/own');
  put(
    'root/.nix-profile/manifest.nix',
    '[ { meta = { }; name = "hello-2.12.1"; out = { outPath = "/nix/store/x"; }; } ]',
  );
  is('profile-imperative', 'root hello-2.12.1');
  put('etc/nixos/configuration.nix', '{ }\n');
  host.inside(['git', '-C', '/etc/nixos', 'init', '-q']);
  is('configuration-uncommitted', 'configuration');
  mkdirSync(at('root/bin'), { recursive: true });
  host.inside(['cp', '/bin/sleep', '/root/bin/miner']);
  host.inside(['sh', '-c', '/root/bin/miner 600 >/dev/null 2>&1 &']);
  is('process-foreign', '/root/bin/miner');
  const [etc] = readdirSync(at('nix/store')).filter((name) => /-etc-system-1$/.test(name));
  writeFileSync(at(`nix/store/${etc}/motd`), 'evil\n');
  is('store-path-altered', `/nix/store/${etc}`);
  return found;
}
