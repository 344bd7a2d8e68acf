import { expect } from 'chai';
import { severalVersions } from './versions.js';

const hash = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

describe('several versions of a package', () => {
  it('are told of packages alone, and outputs of one version are one', () => {
    const paths = [
      ...['openssl-1.1.1w', 'openssl-3.0.13', 'openssl-3.0.13-bin', 'glibc-2.38', 'glibc-2.38-dev'],
      ...['fix-1.patch', 'fix-2.patch', 'source', 'etc'],
    ].map((name) => `/nix/store/${hash}-${name}`);
    const found = severalVersions({ paths, sizes: paths.map((_, at) => at + 1) });
    expect(
      found.map(({ name, versions }) => [name, ...versions.map((v) => [v.version, v.bytes])]),
    ).to.deep.equal([['openssl', ['1.1.1w', 1], ['3.0.13', 5]]]);
  });
});
