import { expect } from 'chai';
import fc from 'fast-check';
import { nameOf, packageNameOf } from './packageName.js';

const hash = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

describe('the name of a package', () => {
  for (const [name, ...parts] of [
    ['hello-2.12.1', 'hello', '2.12.1'],
    ['glibc-2.38-44', 'glibc', '2.38-44'],
    ['glibc-2.38-44-bin', 'glibc', '2.38-44', 'bin'],
    ['python3-3.11.6-env', 'python3', '3.11.6', 'env'],
    ['linux-6.6.1-modules-shrunk', 'linux', '6.6.1', 'modules-shrunk'],
    ['perl5.38.2-URI-5.21', 'perl5.38.2-URI', '5.21'],
    ['foo-2.0-unstable-2024-01-01', 'foo', '2.0-unstable-2024-01-01'],
    ['bar-1.0-rc', 'bar', '1.0-rc'],
    ['system-path', 'system-path', ''],
    ['man-db', 'man-db', ''],
    ['nixos-manual-html', 'nixos-manual-html', ''],
    ['iana-etc-20231227', 'iana-etc', '20231227'],
    ['coreutils-doc', 'coreutils', '', 'doc'],
    ['hello-2.12.1.drv', 'hello', '2.12.1'],
  ] as const)
    it(`is read off ${name}`, () => {
      const { name: found, version, part } = packageNameOf(`/nix/store/${hash}-${name}`);
      expect([found, version, ...(part === undefined ? [] : [part])]).to.deep.equal(parts);
    });

  it('has nothing that its path has not, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { name, version, part = '' } = packageNameOf(text);
        const said = nameOf(text).replace(/\.drv$/, '');
        const joined = [name, version, part].filter((one) => one !== '').join('-');
        expect(said.replace(/-/g, '')).to.equal(joined.replace(/-/g, ''));
      }),
    );
  });
});
