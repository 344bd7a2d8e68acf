import { expect } from 'chai';
import { findMismatches, replaceHash } from './mismatch.js';

const right = 'sha256-ZkAfAQsaFX7npyDcBDFS4Xa8kOMVH6yGfxGD7c0iQ+o=';
const fake = 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const log = `error: hash mismatch in fixed-output derivation '/nix/store/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-weather-1.2-go-modules.drv':
         specified: ${fake}
            got:    ${right}
error: 1 dependencies of derivation failed`;
const text = `{
  src = fetchFromGitHub {
    hash = lib.fakeHash;
  };

  # Not computed: there is no go here.
  # Next: build it
  vendorHash = lib.fakeHash;
}`;

describe('a hash from a build log', () => {
  it('is found in the words of new and of old Nix, and in colour', () => {
    expect(findMismatches(log)).to.deep.equal([
      { name: 'weather-1.2-go-modules', specified: fake, got: right },
    ]);
    expect(findMismatches(log.replace('specified:', '\u001b[31mwanted:\u001b[0m'))).to.have.length(
      1,
    );
    expect(findMismatches('got: sha256-x')).to.deep.equal([]);
  });

  it('is put where it belongs, and nowhere else', () => {
    const [mismatch] = findMismatches(log);
    expect(replaceHash(text, mismatch!)).to.deep.equal({
      attribute: 'vendorHash',
      text: text
        .replace(/\n {2}# Not[^\n]*\n[^\n]*/, '')
        .replace('vendorHash = lib.fakeHash', `vendorHash = "${right}"`),
    });
    const ofSource = replaceHash(text, { ...mismatch!, name: 'source' });
    expect(ofSource).to.include({ attribute: 'hash' });
  });

  it('replaces no hash that was not the one specified', () => {
    const [mismatch] = findMismatches(log);
    const other = text.replaceAll('lib.fakeHash', `"${right.replace('Zk', 'Zl')}"`);
    expect(replaceHash(other, mismatch!)).to.have.property('why');
  });
});
