import { nixFix } from '../../../shared/fix.js';
import type { Answer } from '../../../shared/answers.js';

/** Cards, desktops and sound. */
export const graphicsAndSound: readonly Answer[] = [
  [
    /hardware\.nvidia\.open/,
    () => [
      nixFix(
        'Choose the kernel module: open for Turing (RTX 20, GTX 16) and newer, false for older cards.',
        'hardware.nvidia.open = true;',
        'restart',
      ),
    ],
  ],
  [
    /GPU bus IDs must be configured/,
    () => [
      nixFix(
        'Say where the cards are: lspci shows 01:00.0, which is written PCI:1:0:0, in decimal (amdgpuBusId for AMD).',
        'hardware.nvidia.prime = {\n  intelBusId = "PCI:0:2:0";\n  nvidiaBusId = "PCI:1:0:0";\n};',
        'restart',
      ),
    ],
  ],
  [
    /Offload command requires offloading/,
    () => [
      nixFix('Switch offloading on.', 'hardware.nvidia.prime.offload.enable = true;', 'restart'),
    ],
  ],
  [
    /PipeWire based PulseAudio.{0,80}`(?<option>[\w.]{5,60}\.enable)` to be set to false/,
    ({ option = 'services.pulseaudio.enable' }) => [
      nixFix(
        'Switch PulseAudio itself off: PipeWire takes its place (mkForce, as a desktop may switch it on).',
        `${option} = lib.mkForce false;`,
      ),
    ],
  ],
  [
    /plasma5 and plasma6 at the same time/,
    () => [
      nixFix(
        'Take services.xserver.desktopManager.plasma5.enable out: plasma6 stays.',
        'services.desktopManager.plasma6.enable = true;',
      ),
    ],
  ],
  [
    /xdg\.portal\.enable to true requires a portal implementation/,
    () => [
      nixFix(
        'Name one (that of your desktop; gtk serves anywhere).',
        'xdg.portal.extraPortals = [ pkgs.xdg-desktop-portal-gtk ];',
      ),
    ],
  ],
];
