import { expect } from 'chai';
import { createSigner } from '@nixai/safety';
import { isPackageName, isPartOfNixai, isVersion } from './names.js';
import { isOlder, stillAllows } from './versions.js';
import { parseSpec } from './spec.js';
import { signPackage, signatureFile, signingKey } from './signature.js';
import { readTarball } from './tarball.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};
const rejection = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code,
  );

describe('the signature of a package', () => {
  const files = new Map<string, Uint8Array>([
    ['package.json', bytes('{}')],
    ['register.js', bytes('export default 1')],
    ['node_modules/yaml/index.js', bytes('export default 2')],
  ]);
  const unsigned = { name: '@acme/wiki', version: '1.0.0', files };
  let publicKey: string;
  let signature: Uint8Array;
  let signed: typeof unsigned;
  before(async () => {
    const pair = (await createSigner()).generate('');
    publicKey = pair.publicKey;
    signature = bytes(await signPackage(unsigned, pair.privateKey));
    signed = { ...unsigned, files: new Map([...files, [signatureFile, signature]]) };
  });

  it('names the key that made it', async () => {
    expect(await signingKey(signed)).to.equal(publicKey);
    expect(await signingKey(unsigned)).to.equal(undefined);
  });

  it('does not hold for another byte, file, place, name or version', async () => {
    const others = [...files].flatMap(([path, content]) => {
      const changed = [...content.keys()].map((at) => {
        const flipped = Buffer.from(content);
        flipped[at] = (flipped[at] ?? 0) ^ 1;
        return new Map([...signed.files, [path, flipped]]);
      });
      const without = new Map([...signed.files].filter(([other]) => other !== path));
      const moved = new Map([...without, [`${path}s`, content]]);
      return [...changed, without, moved];
    });
    const added = ['extra.js', 'node_modules/yaml/package.json', 'node_modules/x/index.js'].map(
      (path) => new Map([...signed.files, [path, bytes('')]]),
    );
    for (const other of [...others, ...added])
      expect(await rejection(signingKey({ ...signed, files: other }))).to.equal(
        'signature-invalid',
      );
    for (const other of [{ name: '@evil/wiki' }, { version: '1.0.1' }])
      expect(await rejection(signingKey({ ...signed, ...other }))).to.equal('signature-invalid');
  });

  it('is rejected whichever byte of it is flipped', async () => {
    for (let at = 0; at < signature.length; at++) {
      const flipped = Uint8Array.from(signature);
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const other = new Map([...signed.files, [signatureFile, flipped]]);
      const code = await rejection(signingKey({ ...signed, files: other }));
      expect(code, `byte ${at}`).to.equal(
        // The blank after it says nothing.
        at === signature.length - 1 ? code : 'signature-invalid',
      );
    }
  });

  it('is not made with a key that cannot sign here', async () => {
    expect(await rejection(signPackage(unsigned, 'no key'))).to.equal('key-unusable');
  });
});

describe('names and versions of packages', () => {
  it('lead nowhere', () => {
    for (const name of ['../x', '@acme/../x', '.', '/x', '@acme/x/y', 'a\\b', 'x\0', '', '@a/.x'])
      expect(isPackageName(name), name).to.equal(false);
    for (const version of ['1.0', '../1.0.0', '1.0.0/x', '1.0.0-../x', 'latest', '1.0.0\n'])
      expect(isVersion(version), version).to.equal(false);
    expect(['nixai', '@oclif/plugin-help', '@nixai/api'].every(isPartOfNixai)).to.equal(true);
    expect(['@nixai/plugin-notes', '@acme/wiki'].some(isPartOfNixai)).to.equal(false);
    expect(isPackageName('@acme/wiki') && isVersion('1.0.0-beta.1+build')).to.equal(true);
  });

  it('say which is older, and what a range allows', () => {
    const older = [
      ['1.0.0', '1.0.1'],
      ['1.9.0', '1.10.0'],
      ['1.0.0-beta', '1.0.0'],
      ['1.0.0-beta.2', '1.0.0-beta.10'],
    ] as const;
    for (const [one, other] of older)
      expect([isOlder(one, other), isOlder(other, one), isOlder(one, one)]).to.deep.equal([
        true,
        false,
        false,
      ]);
    const allowed = (range: string) => stillAllows(range, '1.4.0');
    expect(['latest', '^1.0.0', '~1.4.0', '>=1'].map(allowed)).to.deep.equal(Array(4).fill(true));
    expect(['^2.0.0', '~1.3.0', '<1.4.0'].map(allowed)).to.deep.equal([false, false, false]);
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
  it('that is none is refused in a sentence', async () => {
    expect(await rejection(readTarball(bytes('no archive')))).to.equal('tarball-invalid');
  });
});
