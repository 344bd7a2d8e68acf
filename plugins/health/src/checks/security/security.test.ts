import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { day } from '../../machine/fields.js';
import { look } from '../../testing/fixture.js';
import { certificates } from './certificates.js';
import { exposure } from './exposure.js';
import { firewall } from './firewall.js';
import { listeners } from './listeners.js';
import { ssh } from './ssh.js';
import { vulnerabilities } from './vulnerabilities.js';

const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => (target === undefined ? status : `${target}: ${status}`));

describe('the SSH server', () => {
  for (const [text, expected] of [
    ['PermitRootLogin yes\n', ['PermitRootLogin: major']],
    ['PermitRootLogin yes\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n', ['ok']],
    ['PasswordAuthentication no\n', ['KbdInteractiveAuthentication: minor']],
    ['', ['PasswordAuthentication: minor']],
    [
      'passwordauthentication no\nkbdinteractiveauthentication=no\nMatch User x\nPasswordAuthentication yes\n',
      ['ok'],
    ],
    [
      'PasswordAuthentication no\nPasswordAuthentication yes\nKbdInteractiveAuthentication no\n',
      ['ok'],
    ],
  ] as const)
    it(`${JSON.stringify(text)} is ${expected.join()}`, async () => {
      expect(found(await look(ssh, { files: { '/etc/ssh/sshd_config': text } }))).to.deep.equal(
        expected,
      );
    });
  it('is not everywhere', async () => {
    expect(found(await look(ssh, {}))).to.deep.equal(['skipped']);
  });
});

describe('the firewall', () => {
  const active = (...units: readonly string[]) => ({
    programs: [
      ...units.map((unit) => ({
        argv: ['systemctl', 'is-active', '--', unit],
        stdout: 'active\n',
      })),
      { argv: ['systemctl', 'is-active'], stdout: 'inactive\n', code: 3 },
    ],
  });
  it('is on, of either kind', async () => {
    expect(found(await look(firewall, active('firewall.service')))).to.deep.equal(['ok']);
    expect(found(await look(firewall, active('nftables.service')))).to.deep.equal(['ok']);
  });
  it('is off', async () => {
    expect(found(await look(firewall, active()))).to.deep.equal(['minor']);
  });
});

describe('open ports', () => {
  const ss = (...addresses: readonly string[]) => ({
    programs: [
      {
        argv: ['ss'],
        stdout: addresses.map((address) => `LISTEN 0 128 ${address} 0.0.0.0:*`).join('\n'),
      },
    ],
  });
  it('are named', async () => {
    expect(
      (await look(listeners, ss('0.0.0.0:443', '[::]:22', '127.0.0.1:5432', '[::1]:6379')))[0],
    ).to.deep.include({ status: 'ok', summary: '2 ports: 22, 443' });
  });
  it('are minor where a database is among them', async () => {
    expect(found(await look(listeners, ss('*:6379', '192.168.1.2:5432')))).to.deep.equal([
      '5432: minor',
      '6379: minor',
    ]);
  });
});

describe('services in a sandbox', () => {
  const said = (...all: readonly (readonly [string, number])[]) => ({
    programs: [
      {
        argv: ['systemd-analyze'],
        stdout: JSON.stringify(all.map(([unit, figure]) => ({ unit, exposure: figure }))),
      },
    ],
  });
  it('are a figure, and a fault only of our own', async () => {
    expect(
      (await look(exposure, said(['a.service', 9.6], ['nixai-health.service', 2])))[0],
    ).to.deep.include({ status: 'ok', value: 1 });
    expect(found(await look(exposure, said(['nixai-health.service', 9])))).to.deep.equal(['minor']);
  });
});

describe('known holes', () => {
  const vulnix = (stdout: string, code: number) => ({
    programs: [{ argv: ['vulnix'], stdout, code }],
  });
  it('are named by vulnix, or none, or it does not come to an end', async () => {
    expect(found(await look(vulnerabilities, vulnix('[{"name":"openssl-1.0"}]', 2)))).to.deep.equal(
      ['minor'],
    );
    expect(found(await look(vulnerabilities, vulnix('[]', 0)))).to.deep.equal(['ok']);
    expect(
      await look(vulnerabilities, vulnix('garbage', 1)).catch((error: Error) => error.message),
    ).to.equal('vulnix did not come to an end');
  });
});

describe('certificates', () => {
  let pem = '';
  before(() => {
    const folder = mkdtempSync(join(tmpdir(), 'health-cert-'));
    const file = join(folder, 'cert.pem');
    const words = [
      'req',
      '-x509',
      '-newkey',
      'ed25519',
      '-nodes',
      '-subj',
      '/CN=example.org',
      '-days',
      '400',
    ];
    execFileSync('openssl', [...words, '-keyout', join(folder, 'key.pem'), '-out', file], {
      stdio: 'ignore',
    });
    pem = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
  });
  it('hold long enough, or cannot be read', async () => {
    const files = {
      '/var/lib/acme/example.org/cert.pem': pem,
      '/var/lib/acme/broken/cert.pem': 'x',
      '/var/lib/acme/.lego/x': '',
    };
    expect(found(await look(certificates, { files }))).to.deep.equal([
      'broken: unknown',
      'example.org: ok',
    ]);
  });
  it('are worse the less they hold', async () => {
    const files = { '/var/lib/acme/a/cert.pem': pem };
    const end = Date.parse(new X509Certificate(pem).validTo);
    const at = async (days: number) =>
      look(certificates, { files, now: new Date(end - days * day - 1) });
    expect(found(await at(21))).to.deep.equal(['a: ok']);
    expect(found(await at(20))).to.deep.equal(['a: minor']);
    expect(found(await at(6))).to.deep.equal(['a: major']);
    expect((await at(-3))[0]).to.deep.include({ status: 'critical', summary: 'ended 3 days ago' });
  });
  it('are none', async () => {
    expect(found(await look(certificates, {}))).to.deep.equal(['skipped']);
  });
});
