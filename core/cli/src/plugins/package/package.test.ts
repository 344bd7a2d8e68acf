import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { parseSpec } from './spec.js';
import { signPackage, signatureFile, signingKey } from './signature.js';
import { readTarball } from './tarball.js';

const pair = () => generateKeyPairSync('ed25519');
const pem = (key: ReturnType<typeof pair>['privateKey']) =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();
const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('the signature of a package', () => {
  const { privateKey, publicKey } = pair();
  const files = new Map([
    ['package.json', bytes('{}')],
    ['register.js', bytes('export default 1')],
  ]);
  const unsigned = { name: '@acme/wiki', version: '1.0.0', files };
  const signature = bytes(signPackage(unsigned, pem(privateKey)));
  const signed = { ...unsigned, files: new Map([...files, [signatureFile, signature]]) };

  it('names the key that made it', () => {
    const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    expect(signingKey(signed)).to.equal(spki);
    expect(signingKey(unsigned)).to.equal(undefined);
  });

  it('does not hold for another byte, file, name or version', () => {
    const others = [
      new Map([...signed.files, ['register.js', bytes('export default 2')]]),
      new Map([...signed.files, ['extra.js', bytes('')]]),
      new Map([...signed.files].filter(([path]) => path !== 'register.js')),
    ];
    for (const other of others)
      expect(codeOf(() => signingKey({ ...signed, files: other }))).to.equal('signature-invalid');
    expect(codeOf(() => signingKey({ ...signed, name: '@evil/wiki' }))).to.equal(
      'signature-invalid',
    );
    expect(codeOf(() => signingKey({ ...signed, version: '1.0.1' }))).to.equal('signature-invalid');
  });

  it('is rejected whichever byte of it is flipped', () => {
    for (let at = 0; at < signature.length; at++) {
      const flipped = Uint8Array.from(signature);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const other = new Map([...signed.files, [signatureFile, flipped]]);
      let key: string | undefined;
      try {
        key = signingKey({ ...signed, files: other });
      } catch {
        continue;
      }
      // A changed blank, or a bit of base64 that carries nothing, leaves key and signature alone.
      expect(key, `byte ${at}`).to.equal(signingKey(signed));
    }
  });

  it('is not made with a key of another kind', () => {
    const { privateKey: other } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() =>
      signPackage(unsigned, other.export({ type: 'pkcs8', format: 'pem' }).toString()),
    ).to.throw(/Ed25519/);
  });
});

describe('what is typed after plugins install', () => {
  it('is a name, a pinned name, a tarball, a git address or a folder', () => {
    const kinds = ['wiki', '@acme/wiki', '@acme/wiki@1.2.0', '@acme/wiki@^1.2'].map((typed) =>
      parseSpec(typed, '/'),
    );
    expect(kinds.map(({ kind }) => kind)).to.deep.equal(Array(4).fill('registry'));
    expect(kinds[2]).to.deep.equal({ kind: 'registry', name: '@acme/wiki', range: '1.2.0' });
    expect(parseSpec('https://x.example/wiki.git#v1', '/').kind).to.equal('git');
    expect(parseSpec('git+file:///srv/wiki.git', '/').kind).to.equal('git');
    expect(parseSpec('https://x.example/wiki-1.0.0.tgz', '/').kind).to.equal('tarball');
    expect(parseSpec('./', import.meta.dirname).kind).to.equal('folder');
  });

  it('is refused where it could be an option of npm or a shell word', () => {
    for (const typed of [
      '--registry=x',
      '-g',
      'a b',
      'a;b',
      'wiki@$(id)',
      'wiki@file:../x',
      'Wiki',
      '',
      './nowhere',
    ])
      expect(
        codeOf(() => parseSpec(typed, '/')),
        typed,
      ).to.equal('plugin-spec');
  });
});

describe('a tarball', () => {
  it('that is none is refused in a sentence', () => {
    expect(codeOf(() => readTarball(bytes('no archive')))).to.equal('tarball-invalid');
  });
});
