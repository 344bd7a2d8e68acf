import { expect } from 'chai';
import { compare } from './compare.js';

/** Paths by their names; with `!` one of another hash. */
const closure = (...names: string[]) => ({
  paths: names.map((name) => {
    const hash = (name.endsWith('!') ? 'b' : 'a').repeat(32);
    return `/nix/store/${hash}-${name.replace('!', '')}`;
  }),
  sizes: names.map(({ length }) => length),
});

describe('two closures', () => {
  it('differ by versions, by what is new and gone, and by what was built anew', () => {
    const before = closure('bash-5.1', 'curl-8.0', 'curl-8.0-bin', 'perl-5.38', 'etc', 'zlib-1.3');
    const after = closure('bash-5.2', 'curl-8.0!', 'curl-8.0-bin', 'etc!', 'zlib-1.3', 'jq-1.7');
    const { changes, same } = compare(before, after);
    expect(
      changes.map(({ name, change, before: was, after: is }) => [name, change, was, is]),
    ).to.deep.equal([
      ['bash', 'version', ['5.1'], ['5.2']],
      ['curl', 'rebuilt', ['8.0'], ['8.0']],
      ['etc', 'rebuilt', [], []],
      ['jq', 'added', [], ['1.7']],
      ['perl', 'removed', ['5.38'], []],
    ]);
    expect(same, 'zlib').to.equal(1);
  });

  it('say of each package how many bytes more it is', () => {
    const { changes } = compare(
      { paths: ['/s/a-1', '/s/b-1'], sizes: [10, 5] },
      { paths: ['/s/a-2', '/s/c-1'], sizes: [4, 7] },
    );
    expect(changes.map(({ name, bytes }) => [name, bytes])).to.deep.equal([
      ...[
        ['a', -6],
        ['b', -5],
        ['c', 7],
      ],
    ]);
  });
});
