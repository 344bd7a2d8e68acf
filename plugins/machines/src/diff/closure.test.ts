import { expect } from 'chai';
import { compareClosures } from './closure.js';
import { nameOfPath } from './storeName.js';

const at = (hash: string, name: string): string => `/nix/store/${hash.repeat(32)}-${name}`;

describe('the difference of two closures', () => {
  it('tells names and versions apart as Nix does', () => {
    const told = [
      'hello-2.12.1',
      'openssl-3.0.14-dev',
      'nixos-system-web-25.05.1',
      'unit-web.service',
    ];
    expect(told.map((name) => nameOfPath(at('a', name)))).to.deep.equal([
      { name: 'hello', version: '2.12.1' },
      { name: 'openssl', version: '3.0.14' },
      { name: 'nixos-system-web', version: '25.05.1' },
      { name: 'unit-web.service' },
    ]);
  });

  it('goes by paths, and says of each package its versions and how much more there is', () => {
    const before = new Map([
      [at('a', 'hello-2.12.1'), 100],
      [at('b', 'zlib-1.3'), 50],
      [at('c', 'gone-1'), 10],
      [at('d', 'same-1'), 7],
    ]);
    const after = new Map([
      [at('e', 'hello-2.12.2'), 130],
      [at('f', 'zlib-1.3'), 50],
      [at('d', 'same-1'), 7],
      [at('g', 'new-2-bin'), 20],
    ]);
    expect(compareClosures(before, after)).to.deep.equal({
      added: 3,
      removed: 3,
      before: 167,
      after: 207,
      packages: [
        { name: 'gone', before: ['1'], after: [], bytes: -10 },
        { name: 'hello', before: ['2.12.1'], after: ['2.12.2'], bytes: 30 },
        { name: 'new', before: [], after: ['2'], bytes: 20 },
        { name: 'zlib', before: ['1.3'], after: ['1.3'], bytes: 0 },
      ],
    });
  });
});
