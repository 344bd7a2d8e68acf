import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import * as check from 'fast-check';
import {
  fingerprint,
  isAbout,
  judgeKey,
  keyTypes,
  knownName,
  parseKnownHosts,
} from './knownHosts.js';

describe('known_hosts', () => {
  let folder: string;
  let key: string;
  let other: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-known-'));
    [key, other] = ['a', 'b'].map((name) => {
      const file = join(folder, name);
      spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
      return readFileSync(`${file}.pub`, 'utf8').trim();
    }) as [string, string];
  });
  after(() => rmSync(folder, { recursive: true }));

  const blob = (line: string): Buffer => Buffer.from(line.split(' ')[1] ?? '', 'base64');
  const judge = (text: string, host: string, port = 22, shown = key) =>
    judgeKey(parseKnownHosts(text, 'known_hosts'), knownName(host, port), blob(shown));
  const hashed = (text: string): string => {
    const file = join(folder, 'hashed');
    writeFileSync(file, `${text}\n`);
    spawnSync('ssh-keygen', ['-H', '-f', file]);
    return readFileSync(file, 'utf8');
  };

  it('knows a host by its name, its port, a pattern and a hash', () => {
    expect(judge(`web,10.0.0.1 ${key}`, '10.0.0.1')).to.deep.equal({ outcome: 'known' });
    expect(judge(`[web]:2222 ${key}`, 'WEB', 2222).outcome).to.equal('known');
    expect(judge(`[web]:2222 ${key}`, 'web').outcome).to.equal('unknown');
    expect(judge(`*.example.org,!bad.example.org ${key}`, 'a.example.org').outcome).to.equal(
      'known',
    );
    expect(judge(`*.example.org,!bad.example.org ${key}`, 'bad.example.org').outcome).to.equal(
      'unknown',
    );
    expect(judge(hashed(`web ${key}`), 'web').outcome).to.equal('known');
    expect(judge(hashed(`[web]:2222 ${key}`), 'web', 2222).outcome).to.equal('known');
    expect(judge(hashed(`web ${key}`), 'webb').outcome).to.equal('unknown');
  });

  it('says where another key stands, and where one is revoked', () => {
    const changed = { outcome: 'changed', file: 'known_hosts', line: 2 };
    expect(judge(`# ours\nweb ${other}`, 'web')).to.deep.equal(changed);
    const revoked = { outcome: 'revoked', file: 'known_hosts', line: 1 };
    expect(judge(`@revoked * ${key}\nweb ${key}`, 'web')).to.deep.equal(revoked);
  });

  it('takes no authority for the key of a host', () => {
    expect(judge(`@cert-authority web ${key}`, 'web')).to.deep.equal({
      outcome: 'unknown',
      authority: true,
    });
  });

  it('asks for the types of key that it can compare', () => {
    const text = `web ${key}\nweb ssh-rsa ${Buffer.from('\0\0\0\x07ssh-rsa').toString('base64')}`;
    expect(keyTypes(parseKnownHosts(text, 'f'), 'web')).to.deep.equal([
      'ssh-ed25519',
      'rsa-sha2-512',
      'rsa-sha2-256',
    ]);
  });

  it('gives the fingerprint that ssh-keygen shows', () => {
    const { stdout } = spawnSync('ssh-keygen', ['-lf', join(folder, 'a.pub')], {
      encoding: 'utf8',
    });
    expect(stdout).to.contain(fingerprint(blob(key)));
  });

  it('finds the lines that ssh-keygen -F finds', () => {
    const part = check.stringMatching(/^[a-c.*?]{1,5}$/);
    const names = check.array(check.tuple(check.boolean(), part), { minLength: 1, maxLength: 3 });
    const host = check.stringMatching(/^[a-c.]{1,5}$/);
    check.assert(
      check.property(names, host, check.boolean(), (list, wanted, hash) => {
        const plain = list.map(([not, text]) => `${not ? '!' : ''}${text}`).join(',');
        // A pattern cannot be hashed.
        const line = hash ? hashed(`${wanted} ${key}`).trim() : `${plain} ${key}`;
        const file = join(folder, 'known');
        writeFileSync(file, `${line}\n`);
        const { status } = spawnSync('ssh-keygen', ['-F', wanted, '-f', file]);
        const [entry] = parseKnownHosts(line, 'f');
        const found = entry !== undefined && isAbout(entry, wanted);
        expect(found, `${line} for ${wanted}`).to.equal(status === 0);
      }),
      { numRuns: 150 },
    );
  });

  it('is read whatever it is', () => {
    check.assert(
      check.property(check.string({ unit: 'binary' }), (text) => {
        judge(text, 'web');
        judge(`web ssh-ed25519 ${text}`, 'web');
        judge(`|1|${text} ${key}`, 'web');
      }),
    );
  });
});
