import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** lanzaboote signs what is booted, and has no keys, or no stub, to do it with. */
export const secureBootKeys: DiagnosisRule = {
  id: 'boot/secure-boot-keys',
  class: 'secure-boot-keys',
  phase: 'boot',
  title: 'Boot files cannot be signed',
  components: ['boot', 'security'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['Failed to install generation', 'Get stub name'],
      line: /Failed to install generation(?: (?<generation>\d{1,6}))?[.:]{1,2} (?<why>(?!.{0,80}No space left).{3,200})/,
    },
    {
      anchors: ['Failed to read public key', 'secureboot/keys', '/sbctl/keys'],
      line: /(?<why>.{0,120}(?<key>\/(?:etc\/secureboot|var\/lib\/sbctl)\/keys\/\S{0,120}).{0,40}(?:No such file|does not exist|Failed|cannot).{0,80})/,
    },
    {
      anchors: [
        'verification requested but nobody cares',
        'bad shim signature',
        'prohibited by secure boot policy',
      ],
      line: /(?<firmware>verification requested but nobody cares|bad shim signature|prohibited by secure boot policy)/,
    },
  ],
  docs: [
    {
      title: 'lanzaboote: quick start',
      url: 'https://github.com/nix-community/lanzaboote/blob/master/docs/QUICK_START.md',
    },
  ],
  explain(evidence) {
    if (evidence.get('firmware') !== '') return refusedByFirmware(evidence.get('firmware'));
    const key = evidence.get('key').replace(/['"`:,.]+$/, '');
    const why = evidence.get('why').trim();
    const number = evidence.get('generation');
    const generation = number === '' ? 'a generation' : `generation ${number}`;
    const stub = /stub/i.test(why);
    return {
      culprit: key !== '' ? key : `${generation}: ${why}`,
      facts: { reason: why, key: key || undefined },
      message: stub
        ? `lanzaboote cannot sign ${generation} (${why}): a file that it needs of that generation, or a signing key, is not there.`
        : `lanzaboote cannot sign what is booted: ${why}.`,
      fixes: [
        shellFix(
          'Make the signing keys, and see where lanzaboote looks for them (boot.lanzaboote.pkiBundle; sbctl uses /var/lib/sbctl, older ones /etc/secureboot).',
          'sudo nix run nixpkgs#sbctl -- create-keys; ls /var/lib/sbctl/keys /etc/secureboot/keys',
          'security',
        ),
        advice(
          'If the keys are there: an old generation whose files are gone is in the way; delete it (sudo nix-collect-garbage --delete-older-than 1d), and switch again.',
          'data',
        ),
      ],
      verify: ['sudo nix run nixpkgs#sbctl -- verify'],
    };
  },
};

/** Secure Boot is on, and what GRUB loads is not signed: NixOS signs nothing of its own. */
function refusedByFirmware(words: string): Diagnosis {
  return {
    culprit: 'Secure Boot',
    facts: { reason: words },
    message:
      'Secure Boot is on in the firmware, and what is to be started is not signed with a key that it knows: neither GRUB nor the kernels of NixOS are, unless something (lanzaboote, Limine) signs them.',
    fixes: [
      advice('Turn Secure Boot off in the setup of the firmware, and start again.', 'restart'),
      advice(
        'To have it on: let lanzaboote (or boot.loader.limine.secureBoot) sign what is booted, and enroll its keys; until that works it has to be off.',
      ),
    ],
    verify: ['bootctl status | grep -i "secure boot"'],
  };
}
