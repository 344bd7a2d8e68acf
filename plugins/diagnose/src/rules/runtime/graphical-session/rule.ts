import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const drivers = nixFix(
  'If no driver is set: switch graphics on (for NVIDIA also services.xserver.videoDrivers = [ "nvidia" ]), and restart.',
  'hardware.graphics.enable = true;   # before 24.11: hardware.opengl.enable',
  { risk: 'restart', holds: onNixos },
);

const gdm: Saying = {
  anchors: ['Session never registered'],
  line: /GdmDisplay: Session never registered, failing/,
  explain: () => ({
    culprit: 'the session that GDM starts',
    message:
      'GDM started a session, and that ended before it said that it is there. Why stands in the journal of the session (gnome-session, gnome-shell, the compositor), not in that of GDM.',
    fixes: [
      shellFix(
        'Read what the session itself said at its last start, and have that diagnosed.',
        'journalctl -b --no-pager -t gnome-session -t gnome-session-binary -t gnome-shell -t gnome-session-service | tail -80 | nixai diagnose',
      ),
      shellFix(
        'If an update came before it: go back to the generation that worked, until that is found.',
        'sudo nixos-rebuild switch --rollback',
        'restart',
      ),
    ],
    verify: ['journalctl -b -u display-manager --no-pager | tail -20'],
  }),
};

const noDevice: Saying = {
  anchors: [
    'any DRM device',
    'CBackend::create() failed',
    'Found 0 GPUs',
    'Unable to create backend',
    'Failed to create backend',
    'create the wlroots backend',
  ],
  line: /(?:Failed to open any DRM device|CBackend::create\(\) failed|Found 0 GPUs|(?:Unable|Failed) to create (?:the )?(?:wlroots )?backend)/,
  explain: ({ before }) => {
    const seat = before(
      /(?:[Ff]ailed to open a (?:session|seat)|seatd?.{0,40}(?:denied|No such file|refused)|libseat)/,
      30,
    );
    return {
      culprit: seat === undefined ? 'the graphics device (DRM)' : 'the seat (logind, seatd)',
      message:
        seat === undefined
          ? 'The compositor finds no graphics device that it may draw on: the driver is not loaded, or the session may not open it.'
          : 'The compositor gets no seat: it was started outside of a login at the screen (by ssh, sudo, in tmux or a unit), or neither logind nor seatd gives it one.',
      fixes: [
        shellFix(
          'If it was started by ssh, sudo or a unit: log in at a text console of the machine (Ctrl+Alt+F2) as yourself, and start it there.',
          'loginctl list-sessions; loginctl show-session self -p Seat -p Type -p Active',
        ),
        drivers,
        shellFix(
          'See which devices and drivers there are.',
          'ls -l /dev/dri; lspci -k | grep -EA3 "VGA|3D|Display"',
        ),
      ],
      verify: ['ls -l /dev/dri'],
    };
  },
};

const noScreens: Saying = {
  anchors: ['no screens found', 'Cannot run in framebuffer mode'],
  line: /(?:no screens found|Cannot run in framebuffer mode)/,
  explain: () => ({
    culprit: 'X.Org: no screen',
    message:
      'X.Org finds no driver for the graphics card, or the driver finds no card: the kernel module is not loaded, or videoDrivers names another one.',
    fixes: [
      shellFix(
        'See what the card is, which module runs it, and which lines of X say why.',
        'lspci -k | grep -EA3 "VGA|3D|Display"; grep -E "\\(EE\\)|\\(WW\\)" /var/log/X.0.log',
      ),
      nixFix(
        'If videoDrivers names a driver that is not of this card: take it out, or name the right one ("nvidia", or nothing: modesetting is the default).',
        'services.xserver.videoDrivers = [ "modesetting" ];',
        { risk: 'restart', holds: onNixos },
      ),
    ],
    verify: ['journalctl -b -u display-manager --no-pager | tail -30'],
    confidence: 0.85,
  }),
};

const unsupportedGpu: Saying = {
  anchors: ['--unsupported-gpu'],
  line: /Proprietary Nvidia drivers are (?:in use|NOT supported)|Launch Sway with --unsupported-gpu/,
  explain: () => ({
    culprit: 'sway (the driver of NVIDIA)',
    message: 'Sway does not start with the driver of NVIDIA unless it is told to.',
    fixes: [
      nixFix('Tell it.', 'programs.sway.extraOptions = [ "--unsupported-gpu" ];', {
        holds: onNixos,
      }),
      nixFix(
        'If Home Manager starts it:',
        'wayland.windowManager.sway.extraOptions = [ "--unsupported-gpu" ];',
      ),
    ],
    verify: ['sway --validate --unsupported-gpu'],
  }),
};

const greeter: Saying = {
  anchors: ['Greeter stopped', 'Greeter session', 'greeter exited', 'display number from pipe'],
  line: /(?:sddm.{0,20})?(?:Greeter stopped|Failed to read display number from pipe|greeter exited without creating a session|Greeter session (?:selected but )?(?:ended|failed))/,
  explain: () => ({
    culprit: 'the greeter of the display manager',
    message:
      'The display manager runs, and its greeter (the screen to log in) ends at once: its theme or its display does not start.',
    fixes: [
      shellFix(
        'Read what the greeter said.',
        'journalctl -b --no-pager -u display-manager -u greetd -t sddm-greeter -t sddm | tail -60 | nixai diagnose',
      ),
      advice(
        'If a theme was set or updated before: take it out, and see whether the plain one starts.',
      ),
    ],
    verify: ['systemctl status display-manager --no-pager'],
    confidence: 0.8,
  }),
};

/** What draws the desktop does not come up. */
export const graphicalSession = ruleOfSayings(
  {
    id: 'runtime/graphical-session',
    class: 'graphical-session',
    phase: 'runtime',
    title: 'Desktop does not start',
    components: ['graphics'],
    confidence: 0.9,
    yieldsTo: ['driver-version-mismatch', 'nvidia-driver', 'shared-lib-missing'],
    docs: [{ title: 'NixOS wiki: Wayland', url: 'https://wiki.nixos.org/wiki/Wayland' }],
  },
  [gdm, noDevice, noScreens, unsupportedGpu, greeter],
);
