import { expect } from 'chai';
import type { StoreDerivation } from '@nixai/api';
import { differences } from './differences.js';

const path = (name: string, hash = 'a'): string => `/nix/store/${hash.repeat(32)}-${name}`;
const drv = (more: Partial<StoreDerivation> = {}): StoreDerivation => ({
  ...{ path: path('app-1.0.drv'), name: 'app-1.0', system: 'x86_64-linux', args: ['-e', 'x.sh'] },
  ...{ builder: path('bash-5.1/bin/sh'), env: {}, outputs: { out: { path: path('app-1.0') } } },
  ...{ sources: [], needs: {}, ...more },
});

describe('two derivations', () => {
  it('differ by an attribute, and not by where its outputs will be', () => {
    const before = drv({ env: { out: path('app-1.0'), flags: '-O2', old: '1' } });
    const after = drv({ env: { out: path('app-1.0', 'b'), flags: '-O3', new: '2' } });
    expect(differences(before, after).attributes).to.deep.equal([
      { name: 'flags', before: '-O2', after: '-O3' },
      { name: 'old', before: '1' },
      { name: 'new', after: '2' },
    ]);
  });

  it('do not differ by themselves where an input is another one', () => {
    const before = drv({
      env: { libs: `${path('zlib-1.2')} ${path('curl-8-dev')}/lib` },
      needs: { [path('zlib-1.2.drv')]: ['out'], [path('curl-8.drv')]: ['dev'] },
    });
    const after = drv({
      builder: path('bash-5.2/bin/sh', 'b'),
      env: { libs: `${path('zlib-1.3', 'b')} ${path('curl-8-dev', 'b')}/lib` },
      needs: { [path('zlib-1.3.drv', 'b')]: ['out'], [path('curl-8.drv', 'b')]: ['dev'] },
    });
    const { attributes, inputs } = differences(before, after);
    expect(attributes).to.deep.equal([]);
    expect(inputs).to.deep.equal([
      { name: 'curl', before: path('curl-8.drv'), after: path('curl-8.drv', 'b') },
      { name: 'zlib', before: path('zlib-1.2.drv'), after: path('zlib-1.3.drv', 'b') },
    ]);
  });

  it('differ by what is new or gone among inputs and sources, and by their hash', () => {
    const before = drv({
      ...{ env: { libs: '' }, sources: [path('a.patch')], outputs: { out: { hash: '00' } } },
    });
    const after = drv({
      ...{ needs: { [path('jq-1.7.drv')]: ['out'] }, outputs: { out: { hash: '11' } } },
      ...{ env: { libs: path('jq-1.7') }, sources: [path('a.patch', 'b'), path('b.patch')] },
    });
    expect(differences(before, after)).to.deep.equal({
      attributes: [{ name: 'outputHash', before: '00', after: '11' }],
      inputs: [{ name: 'jq-1.7.drv', after: path('jq-1.7.drv') }],
      sources: [
        { name: 'a.patch', before: path('a.patch'), after: path('a.patch', 'b') },
        { name: 'b.patch', after: path('b.patch') },
      ],
    });
  });

  it('differ by structured attributes one by one', () => {
    const of = (json: object) => drv({ env: { __json: JSON.stringify(json) } });
    expect(
      differences(of({ a: [1], b: 'x', c: true }), of({ a: [2], b: 'x', c: true })).attributes,
    ).to.deep.equal([{ name: 'a', before: '[1]', after: '[2]' }]);
  });
});
