import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';
import { packagesOf, parseCabal } from './cabal.js';

const cabal = `cabal-version: 2.4
name:          weather
version:       1.2.0
synopsis:      Tells the weather
license:       BSD-3-Clause

flag dev
  default: False

common shared
  build-depends: base >=4 && <5
               , text

library
  import: shared
  build-depends: aeson
  extra-libraries: z

executable wx
  import: shared
  main-is: Main.hs
  build-depends: weather, optparse-applicative
  if os(windows)
    build-depends: Win32
  if flag(dev)
    build-depends: ghcid

test-suite spec
  type: exitcode-stdio-1.0
  build-depends: hspec ^>= 2.11
`;

describe('a project of Haskell', () => {
  it('has the packages of its sections, and not those of other systems or of flags that are off', async () => {
    const { text } = await derivationOf({ 'weather.cabal': cabal });
    expect(text).to.contain(`executableHaskellDepends = with haskellPackages; [
    base
    optparse-applicative
    text
  ];`);
    expect(text)
      .to.contain('testHaskellDepends = with haskellPackages; [ hspec ];')
      .and.contain('librarySystemDepends = [ zlib ];')
      .and.not.contain('Win32')
      .and.not.contain('ghcid');
    // Its builder knows no meta.
    expect(text)
      .to.contain('license = lib.licenses.bsd3;')
      .and.contain('mainProgram = "wx";')
      .and.not.contain('meta =');
  });

  it('reads lists with a comma first, last, and on lines of their own', () => {
    const sections = parseCabal(
      'library\n  build-depends:\n    , a >= 1\n    , b\n  exposed-modules: X\n\nexecutable y\n  build-depends: c, d,\n    e\n',
    );
    const names = (index: number) =>
      packagesOf(sections[index]!, 'build-depends').map((one) => one.name);
    expect(names(1)).to.deep.equal(['a', 'b']);
    expect(names(2)).to.deep.equal(['c', 'd', 'e']);
  });
});
