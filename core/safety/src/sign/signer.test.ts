import { execFileSync, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { isNixaiError, type AllowedSigner, type NixaiError } from '@nixai/api';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { createSigner } from './signer.js';

const hasSsh = spawnSync('ssh-keygen', ['-?']).error === undefined;
const long = process.env['NIXAI_TRUST'] === 'long';
const namespace = 'nixai-plugin';
const content = Buffer.from('{"name":"acme","version":"1.0.0"}\n');

function faultIn(work: () => unknown): NixaiError {
  try {
    work();
  } catch (error) {
    if (isNixaiError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('signer', function () {
  const signer = createSigner();
  const pair = signer.generate('me@example.org');
  const allowed: AllowedSigner[] = [{ name: 'me', publicKey: pair.publicKey }];
  const signature = signer.sign(content, pair.privateKey, namespace);

  it('accepts what it signed, and names who it was', () => {
    const check = signer.verify(content, signature, { namespace, allowed });
    expect(check).to.include({ outcome: 'good', signer: 'me' });
  });

  it('says of content without a signature that it is unsigned', () => {
    expect(signer.verify(content, undefined, { namespace, allowed })).to.deep.equal({
      outcome: 'unsigned',
    });
  });

  it('refuses content with one byte changed, whichever it is', () => {
    for (let at = 0; at < content.length; at++)
      for (const bit of [1, 0x80]) {
        const changed = Buffer.from(content);
        changed[at] = (changed[at] ?? 0) ^ bit;
        const fault = faultIn(() => signer.verify(changed, signature, { namespace, allowed }));
        expect(fault).to.include({ code: 'signature-bad', exitCode: 5 });
      }
  });

  it('refuses a signature with one byte changed, whichever it is', () => {
    const body = Buffer.from(signature.replace(/-----.*-----|\n/g, ''), 'base64');
    for (let at = 0; at < body.length; at++)
      for (const bit of [1, 2, 0x10, 0x80]) {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ bit;
        const text = signature.replace(/\n[^-]+\n/, `\n${changed.toString('base64')}\n`);
        const fault = faultIn(() => signer.verify(content, text, { namespace, allowed }));
        expect(fault.code).to.equal('signature-bad');
      }
    for (let at = 0; at < signature.length - 1; at++) {
      const changed = Buffer.from(signature);
      changed[at] = (changed[at] ?? 0) ^ 4;
      const text = changed.toString('latin1');
      expect(faultIn(() => signer.verify(content, text, { namespace, allowed })).code).to.equal(
        'signature-bad',
      );
    }
  });

  it('refuses another namespace, another key, and a key that is not valid then', () => {
    const now = new Date('2026-06-01T00:00:00Z');
    const wrong: [string, AllowedSigner[]][] = [
      ['nixai-snippet', allowed],
      [namespace, []],
      [namespace, [{ name: 'me', publicKey: signer.generate('other').publicKey }]],
      [namespace, [{ ...allowed[0]!, namespaces: ['git'] }]],
      [namespace, [{ ...allowed[0]!, validBefore: '2026-01-01T00:00:00Z' }]],
      [namespace, [{ ...allowed[0]!, validAfter: '2026-07-01T00:00:00Z' }]],
      [namespace, [{ ...allowed[0]!, validBefore: 'soon' }]],
      [namespace, [{ ...allowed[0]!, publicKey: 'ssh-ed25519 AAAA' }]],
    ];
    for (const [asked, signers] of wrong) {
      const options = { namespace: asked, allowed: signers, now };
      expect(faultIn(() => signer.verify(content, signature, options)).code).to.equal(
        'signature-bad',
      );
    }
  });

  it('refuses whatever is no signature', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        for (const one of [text, signature.replace(/\n[^-]+\n/, () => `\n${text}\n`)])
          if (one !== signature)
            expect(
              faultIn(() => signer.verify(content, one, { namespace, allowed })).code,
            ).to.equal('signature-bad');
      }),
      { numRuns: long ? 10_000 : 300 },
    );
  });

  it('refuses keys that cannot sign here', () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    for (const key of ['', 'x', pem.toString(), pair.privateKey.slice(0, 200), pair.publicKey])
      expect(faultIn(() => signer.sign(content, key, namespace)).code).to.equal('key-unusable');
  });

  it('refuses a private key whose halves are not of one key', () => {
    const [begin = '', end = ''] = pair.privateKey.match(/-----.*-----/g) ?? [];
    const body = Buffer.from(pair.privateKey.replace(/-----.*-----/g, ''), 'base64');
    const raw = Buffer.from(pair.publicKey.split(' ')[1] ?? '', 'base64').subarray(-32);
    const places: number[] = [];
    for (let at = body.indexOf(raw); at >= 0; at = body.indexOf(raw, at + 1)) places.push(at);
    // Its public key, the same in the secret part, and what follows the seed there.
    expect(places).to.have.length(3);
    for (const at of places) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const text = `${begin}\n${changed.toString('base64')}\n${end}\n`;
      const fault = faultIn(() => signer.sign(content, text, namespace));
      expect([fault.code, fault.why]).to.deep.equal(['key-unusable', 'it is damaged']);
    }
  });

  it('holds a signer of a list to the namespaces and the days that stand there', () => {
    const now = new Date('2026-06-01T00:00:00Z');
    const outcome = (options: string) => {
      const signers = signer.parseAllowedSigners(`me ${options} ${pair.publicKey}`);
      try {
        return signer.verify(content, signature, { namespace, allowed: signers, now }).outcome;
      } catch (error) {
        return isNixaiError(error) ? error.code : error;
      }
    };
    for (const good of [
      ...['namespaces="git,nixai-plugin"', 'valid-after="20260501"', 'valid-before="20260602"'],
      'valid-after="202605312359",valid-before="202606010001Z"',
    ])
      expect(outcome(good), good).to.equal('good');
    for (const bad of [
      ...['namespaces="git"', 'namespaces="nixai"', 'valid-after="20260602"'],
      ...['valid-before="20260601"', 'namespaces="nixai-plugin",valid-after="20260701"'],
    ])
      expect(outcome(bad), bad).to.equal('signature-bad');
  });

  it('reads a list of allowed signers, and says which line it cannot use', () => {
    const key = pair.publicKey;
    const text = [
      '# ours',
      `me@example.org ${key}`,
      `a,b namespaces="git,nixai-plugin",valid-before="20270101" ${key}`,
      'c ssh-rsa AAAAB3NzaC1yc2E=',
      '',
    ].join('\n');
    const signers = signer.parseAllowedSigners(text);
    expect(signers.map(({ name }) => name)).to.deep.equal(['me@example.org', 'a', 'b']);
    expect(signers[1]).to.include({ validBefore: '2027-01-01T00:00:00.000Z' });
    expect(signer.verify(content, signature, { namespace, allowed: signers }).outcome).to.equal(
      'good',
    );
    for (const bad of [
      'me',
      `*@example.org ${key}`,
      `me cert-authority ${key}`,
      `me valid-after="yesterday" ${key}`,
      'me ssh-ed25519 AAAA',
    ])
      expect(faultIn(() => signer.parseAllowedSigners(`\n${bad}`)).what).to.contain('line 2');
  });

  describe('and ssh-keygen', () => {
    let folder: ReturnType<typeof temporaryFolder>;
    beforeEach(function () {
      if (!hasSsh) this.skip();
      folder = temporaryFolder();
      writeFileSync(folder.at('content'), content);
      writeFileSync(folder.at('key'), pair.privateKey, { mode: 0o600 });
      writeFileSync(folder.at('allowed'), `me ${pair.publicKey}\n`);
    });
    afterEach(() => folder?.remove());
    const keygen = (argv: string[], input?: Buffer) =>
      spawnSync('ssh-keygen', argv, { input, encoding: 'utf8' });
    const verified = (input: Buffer) =>
      keygen(
        ['-Y', 'verify', '-n', namespace, '-I', 'me', '-f', folder.at('allowed')].concat(
          '-s',
          folder.at('sig'),
        ),
        input,
      ).status;

    it('accepts our signature of our key, and not of other content', () => {
      writeFileSync(folder.at('sig'), signature);
      expect(verified(content)).to.equal(0);
      expect(verified(Buffer.from('other'))).not.to.equal(0);
      const shown = keygen(['-y', '-f', folder.at('key')]).stdout.trim();
      expect(shown).to.equal(pair.publicKey);
    });

    it('makes signatures that we accept, with our key and with one of its own', () => {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', folder.at('theirs')]);
      for (const [name, hash] of [
        ['key', 'sha512'],
        ['theirs', 'sha256'],
      ] as const) {
        const key = folder.at(name);
        execFileSync(
          'ssh-keygen',
          ['-q', '-Y', 'sign', '-n', namespace, '-O', `hashalg=${hash}`, '-f', key].concat(
            folder.at('content'),
          ),
          { stdio: 'ignore' },
        );
        const text = readFileSync(folder.at('content.sig'), 'utf8');
        execFileSync('rm', [folder.at('content.sig')]);
        const publicKey =
          name === 'key' ? pair.publicKey : readFileSync(folder.at('theirs.pub'), 'utf8');
        const options = { namespace, allowed: [{ name, publicKey }] };
        expect(signer.verify(content, text, options)).to.include({ outcome: 'good', signer: name });
        const shown = keygen(['-l', '-f', key]).stdout;
        const check = signer.verify(content, text, options);
        expect(check.outcome === 'good' && shown.includes(check.fingerprint)).to.equal(true);
      }
    });

    it('signs with a key that ssh-keygen made, and not with one that has a passphrase', () => {
      execFileSync('ssh-keygen', [
        '-q',
        '-t',
        'ed25519',
        '-N',
        '',
        '-C',
        'me',
        '-f',
        folder.at('a'),
      ]);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'long one', '-f', folder.at('b')]);
      execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', folder.at('c')]);
      const [a, b, c] = ['a', 'b', 'c'].map((name) => readFileSync(folder.at(name), 'utf8'));
      writeFileSync(folder.at('allowed'), `me ${readFileSync(folder.at('a.pub'), 'utf8')}`);
      writeFileSync(folder.at('sig'), signer.sign(content, a ?? '', namespace));
      expect(verified(content)).to.equal(0);
      expect(faultIn(() => signer.sign(content, b ?? '', namespace)).why).to.contain('passphrase');
      expect(faultIn(() => signer.sign(content, c ?? '', namespace)).why).to.contain('ed25519');
    });
  });
});
