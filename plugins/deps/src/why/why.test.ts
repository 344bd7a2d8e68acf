import { expect } from 'chai';
import { graphOf, type Graph } from '../graph/graph.js';
import { matching, nearestNames } from './matching.js';
import { chainsTo, without } from './why.js';

const graph = (needs: Readonly<Record<string, string>>, roots?: readonly string[]): Graph =>
  graphOf(
    Object.entries(needs).map(([path, needed], at) => ({
      ...{ path, size: 10 ** at, needs: needed === '' ? [] : needed.split(' ') },
    })),
    roots,
  );

describe('why something is in it', () => {
  const read = graph({ top: 'a b', a: 'lib', b: 'a lib', lib: 'deep', deep: '', alone: '' }, [
    'top',
  ]);

  it('is each chain to it, the shortest first', () => {
    expect(chainsTo(read, 'lib', 10)).to.deep.equal({
      chains: [
        ['top', 'a', 'lib'],
        ['top', 'b', 'lib'],
        ['top', 'b', 'a', 'lib'],
      ],
      more: false,
    });
    expect(chainsTo(read, 'lib', 2)).to.have.property('more', true);
  });

  it('goes with what nothing else needs', () => {
    const whole = graph({ top: 'a b', a: 'lib', b: 'a lib', lib: 'deep', deep: '' });
    expect(without(whole, ['lib'])).to.deep.equal({ bytes: 11_000, paths: 2, with: ['deep'] });
    expect(without(whole, ['a'])).to.deep.equal({ bytes: 10, paths: 1, with: [] });
    expect(without(whole, ['a', 'b'])).to.deep.equal({
      ...{ bytes: 11_110, paths: 4, with: ['deep', 'lib'] },
    });
  });
});

describe('what a word means', () => {
  const at = (name: string): string => `/nix/store/${'a'.repeat(32)}-${name}`;
  const paths = [
    'openssl-3.0.1',
    'openssl-3.0.1-bin',
    'openssl-legacy-1.1',
    'perl-5.38',
    'perl5.38-URI-1',
  ].map(at);

  it('is the path, else the name, else the package, else what has it in its name', () => {
    const names = (word: string): string[] => matching(paths, word).map((path) => path.slice(44));
    expect(names(at('perl-5.38'))).to.deep.equal(['perl-5.38']);
    expect(names('openssl-3.0.1')).to.deep.equal(['openssl-3.0.1']);
    expect(names('OpenSSL')).to.deep.equal(['openssl-3.0.1', 'openssl-3.0.1-bin']);
    expect(names('ssl')).to.deep.equal([
      'openssl-3.0.1',
      'openssl-3.0.1-bin',
      'openssl-legacy-1.1',
    ]);
    expect(names('python')).to.deep.equal([]);
  });

  it('is what was nearly written', () => {
    expect(nearestNames(paths, 'opensll')).to.deep.equal(['openssl']);
  });
});
