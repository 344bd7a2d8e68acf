import { expect } from 'chai';
import fc from 'fast-check';
import { optionPathText } from '@nixai/nix/quoting';
import { segmentsOf, wordsOf } from './words.js';

describe('paths and their words', () => {
  it('splits at dots, but not inside quotes', () => {
    expect(segmentsOf('boot.kernel.sysctl."net.core.rmem_max"')).to.deep.equal([
      'boot', 'kernel', 'sysctl', 'net.core.rmem_max',
    ]); // prettier-ignore
  });

  it('prints a segment so that it is read back', () => {
    const segment = fc.string({ minLength: 1 }).filter((text) => !/^<.*>$/s.test(text));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        expect(segmentsOf(optionPathText(segments))).to.deep.equal(segments);
      }),
    );
  });

  it('finds the words of a name, and each segment joined up', () => {
    expect(wordsOf('networking.firewall.allowedTCPPorts')).to.have.members([
      'networking', 'firewall', 'allowed', 'tcp', 'ports', 'allowedtcpports',
    ]); // prettier-ignore
    expect(wordsOf('boot.loader.systemd-boot.enable')).to.include.members([
      'systemd',
      'systemdboot',
    ]);
    expect(wordsOf('services.fail2ban.<name>')).to.include('fail2ban').and.not.include('name');
  });
});
