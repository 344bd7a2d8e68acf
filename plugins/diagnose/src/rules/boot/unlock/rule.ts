import { nixFix, shellFix, advice } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';
import { nothingToRead } from './nothingToRead.js';

/** The encrypted disk does not open with what was given. */
export const bootUnlock = ruleOfSayings(
  {
    id: 'boot/unlock',
    class: 'luks-unlock',
    phase: 'boot',
    title: 'Encrypted disk is not unlocked',
    components: ['boot', 'storage', 'security'],
    confidence: 0.9,
    docs: [
      {
        title: 'NixOS manual: LUKS-encrypted file systems',
        url: 'https://nixos.org/manual/nixos/stable/#sec-luks-file-systems',
      },
    ],
  },
  [
    nothingToRead,
    {
      anchors: [
        'No key available with this passphrase',
        'Failed to activate with specified passphrase',
        'Failed to activate with key file',
        'is not a valid LUKS device',
      ],
      line: /(?<key>No key available with this passphrase|Failed to activate with (?:specified passphrase|key file))|Device (?<device>\/\S{1,200}) is not a valid LUKS device/,
      explain(evidence) {
        const device =
          evidence.get('device') ||
          (evidence.before(
            /(?:systemd-cryptsetup@(?<is>[\w\\-]{1,80})|for disk (?<disk>[^\s!]{1,120})|cryptsetup\[\d{1,9}\].{0,60}(?<path>\/dev\/\S{1,120}))/,
            12,
          )?.groups?.['disk'] ??
            '');
        const file = /key file/.test(evidence.line.text);
        const invalid = evidence.get('device') !== '';
        return {
          culprit: device || (file ? 'the key file' : 'the passphrase'),
          facts: { device: device || undefined },
          message: invalid
            ? `${device} is declared as an encrypted disk (boot.initrd.luks.devices), and has no LUKS header.`
            : file
              ? 'The key file is there, and it is not one of the keys of that disk.'
              : 'What was typed (or read from a file) is none of the keys of that disk. At the start the keyboard has the layout of the console, which may not be yours.',
          fixes: invalid
            ? [
                shellFix(
                  'See which disk is the encrypted one (FSTYPE crypto_LUKS), and name it by its UUID.',
                  'lsblk -o NAME,FSTYPE,UUID,MOUNTPOINTS',
                ),
              ]
            : file
              ? [
                  shellFix(
                    'Add the file as a key of that disk.',
                    'sudo cryptsetup luksAddKey YOUR_DISK YOUR_FILE',
                    {
                      fill: { YOUR_DISK: 'the encrypted partition', YOUR_FILE: 'the key file' },
                    },
                  ),
                  advice(
                    'Or remove keyFile from boot.initrd.luks.devices, so that the passphrase is asked for.',
                  ),
                ]
              : [
                  nixFix(
                    'If it is right with another layout: give the console yours before it is asked for.',
                    'console = { earlySetup = true; keyMap = "YOUR_LAYOUT"; };',
                    { fill: { YOUR_LAYOUT: 'as de or fr (localectl list-keymaps)' } },
                  ),
                  shellFix(
                    'If it is not: try the passphrase from a running system, and see which keys there are.',
                    'sudo cryptsetup open --test-passphrase YOUR_DISK; sudo cryptsetup luksDump YOUR_DISK',
                    { fill: { YOUR_DISK: 'the encrypted partition' } },
                  ),
                ],
          verify: ['lsblk -o NAME,FSTYPE,UUID,MOUNTPOINTS'],
        };
      },
    },
  ],
);
