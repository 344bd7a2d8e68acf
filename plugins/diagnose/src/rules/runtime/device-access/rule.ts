import { nixFix, shellFix } from '../../shared/fix.js';
import { enableForGroup, joinGroup } from '../../shared/groups.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import type { Diagnosis, DiagnosisFix } from '@nixai/api';

const denied = (
  device: string,
  fixes: readonly DiagnosisFix[],
  why = 'it belongs to root and a group that you are not in',
): Diagnosis => ({
  culprit: device,
  facts: { device },
  message: `Your user may not open ${device}: ${why}.`,
  fixes,
  verify: [`ls -l ${device.startsWith('/dev/') ? device : '/dev/bus/usb'}; id -nG`],
});

/** Devices by their path, and the group or option that is for them. */
const devices: readonly (readonly [RegExp, (path: string) => readonly DiagnosisFix[]])[] = [
  [
    /^\/dev\/(?:tty(?:USB|ACM|S)\d|serial)/,
    () => joinGroup('dialout', 'Serial ports are for the group dialout: join it.'),
  ],
  [
    /^\/dev\/uinput/,
    () => [
      enableForGroup(
        'Let programs make input devices: this makes the group and its rule. Log in again afterwards.',
        'hardware.uinput.enable',
        'uinput',
      ),
    ],
  ],
  [
    /^\/dev\/input\//,
    () =>
      joinGroup(
        'input',
        'Input devices are for the group input (who is in it can read all that is typed): join it.',
      ),
  ],
  [
    /^\/dev\/i2c-/,
    () => [
      enableForGroup(
        'Have the devices of the bus for a group, and join it. Log in again afterwards.',
        'hardware.i2c.enable',
        'i2c',
      ),
    ],
  ],
  [
    /^\/dev\/(?:video\d|media\d)/,
    () => joinGroup('video', 'Cameras are for the group video: join it (or log in at the screen).'),
  ],
  [
    /^\/dev\/dri\/|^\/dev\/kfd/,
    () =>
      joinGroup(
        'render',
        'The graphics card is for the groups render and video (who is logged in at the screen needs neither): join it.',
      ),
  ],
  [/^\/dev\/snd\//, () => joinGroup('audio', 'Sound devices are for the group audio: join it.')],
  [
    /^\/dev\/tpmrm?\d/,
    () => [
      enableForGroup(
        'Have the TPM for a group, and join it. Log in again afterwards.',
        'security.tpm2.enable',
        'tss',
      ),
    ],
  ],
  [
    /^\/dev\/(?:hidraw\d|bus\/usb\/)/,
    () => [
      shellFix('See what the device is: maker and kind stand behind ID.', 'lsusb'),
      nixFix(
        'Give it to who is logged in at the screen, by its numbers (if nixpkgs has a package of rules for it: services.udev.packages). Plug it in anew.',
        'services.udev.extraRules = \'\'\n  SUBSYSTEM=="usb", ATTR{idVendor}=="YOUR_VENDOR", TAG+="uaccess"\n  KERNEL=="hidraw*", ATTRS{idVendor}=="YOUR_VENDOR", TAG+="uaccess"\n\'\';',
        {
          risk: 'security',
          fill: { YOUR_VENDOR: 'the four digits before the colon that lsusb prints' },
        },
      ),
    ],
  ],
];

const byPath: Saying = {
  anchors: ['/dev/'],
  line: /(?:^|[\s'"`(])(?<device>\/dev\/(?:tty(?:USB|ACM|S)\d{1,3}|serial\/\S{1,80}|uinput|input\/\w{1,20}|i2c-\d{1,3}|video\d{1,3}|media\d{1,3}|dri\/\w{1,20}|kfd|snd\/\w{1,20}|tpm(?:rm)?\d|hidraw\d{1,3}|bus\/usb\/\d{3}\/\d{3}))\b.{0,80}(?:Permission denied|EACCES|errno[= ]13|Operation not permitted)|(?:Permission denied|EACCES).{0,80}?(?<late>\/dev\/(?:tty(?:USB|ACM|S)\d{1,3}|uinput|input\/\w{1,20}|i2c-\d{1,3}|video\d{1,3}|dri\/\w{1,20}|kfd|snd\/\w{1,20}|tpm(?:rm)?\d|hidraw\d{1,3}|bus\/usb\/\d{3}\/\d{3}))\b/,
  explain({ get, block }) {
    const device = get('device') || get('late');
    const fixes = devices.find(([path]) => path.test(device))?.[1](device);
    return fixes === undefined || block.derivation !== undefined
      ? undefined
      : denied(device, fixes);
  },
};

const adb: Saying = {
  anchors: ['insufficient permissions for device', 'no permissions (user'],
  line: /(?:insufficient permissions for device|no permissions \(user)/,
  explain: () =>
    denied(
      'the phone (adb)',
      [
        enableForGroup(
          'Until NixOS 25.11: this brings the rules and the group for phones. (Later systemd gives the phone to who is logged in at the screen by itself: plug it in anew.)',
          'programs.adb.enable',
          'adbusers',
        ),
        shellFix(
          'Then start its server anew, and allow the computer on the phone.',
          'adb kill-server; adb devices',
        ),
      ],
      'no rule of udev gives it to you, or its server was started before there was one',
    ),
};

/** A device that only its group, or who is logged in at the screen, may open. */
export const deviceAccess = ruleOfSayings(
  {
    id: 'runtime/device-access',
    class: 'device-access',
    phase: 'runtime',
    title: 'Device may not be opened',
    components: ['security'],
    confidence: 0.9,
    yieldsTo: ['kvm-denied'],
    docs: [
      {
        title: 'NixOS option: users.users.<name>.extraGroups',
        url: 'https://search.nixos.org/options?query=users.users.%3Cname%3E.extraGroups',
      },
    ],
  },
  [byPath, adb],
);
