import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const appImage: Saying = {
  anchors: ['libfuse.so.2', 'AppImages require FUSE', 'require FUSE to run'],
  line: /(?:error loading libfuse\.so\.2|AppImages require FUSE)/,
  explain: () => ({
    culprit: 'an AppImage (libfuse.so.2)',
    message:
      'An AppImage mounts itself by FUSE 2, and the library of that is not where it looks: NixOS has no /usr/lib.',
    fixes: [
      nixFix(
        'Have AppImages run by themselves, in an environment that they know.',
        'programs.appimage = {\n  enable = true;\n  binfmt = true;\n};',
        { holds: onNixos },
      ),
      shellFix('Or run this one so.', 'nix run nixpkgs#appimage-run -- ./YOUR_FILE.AppImage', {
        fill: { YOUR_FILE: 'the file' },
      }),
    ],
    verify: ['nix run nixpkgs#appimage-run -- --help'],
  }),
};

const allowOther: Saying = {
  anchors: ['user_allow_other'],
  line: /option allow_(?:other|root) only allowed if 'user_allow_other' is set/,
  explain: () => ({
    culprit: '/etc/fuse.conf (user_allow_other)',
    message:
      'A mount by FUSE asks that other users (root among them) may see it, and /etc/fuse.conf does not allow that.',
    fixes: [
      nixFix('Allow it.', 'programs.fuse.userAllowOther = true;', {
        risk: 'security',
        holds: onNixos,
      }),
      advice('Or mount it without allow_other (impermanence: allowOther = false;).'),
    ],
    verify: ['cat /etc/fuse.conf'],
  }),
};

const notPermitted: Saying = {
  anchors: ['fusermount'],
  line: /fusermount3?: (?<why>mount failed: Operation not permitted|failed to open \/etc\/fuse\.conf.{0,60}|(?:user|entry).{0,80}not found|mounting over filesystem type .{0,60}|failed to open mountpoint.{0,80}|fuse device not found.{0,60})/,
  explain({ get }) {
    const why = get('why');
    return {
      culprit: `fusermount: ${why}`,
      facts: { error: why },
      message: /not permitted/.test(why)
        ? 'The fusermount that is called has no setuid bit: it is the one of a package (in the store), and not the wrapper of NixOS; or a unit forbids new privileges.'
        : `FUSE does not mount it: ${why}.`,
      fixes: /not permitted/.test(why)
        ? [
            shellFix(
              'Let the wrapper come first in PATH (of a unit: path or environment with /run/wrappers/bin).',
              'type -a fusermount fusermount3; export PATH="/run/wrappers/bin:$PATH"',
              { holds: onNixos },
            ),
            advice(
              'Of a unit: serviceConfig.NoNewPrivileges and PrivateUsers keep it from mounting: leave them off. In a container: pass /dev/fuse and the right to mount (--device /dev/fuse --cap-add SYS_ADMIN).',
            ),
          ]
        : /device not found/.test(why)
          ? [shellFix('Load its module.', 'sudo modprobe fuse', 'restart')]
          : [
              shellFix(
                'See what is there.',
                'cat /etc/fuse.conf; ls -l /dev/fuse; findmnt -t fuse',
              ),
            ],
      verify: ['ls -l /dev/fuse /run/wrappers/bin/fusermount*'],
      confidence: /not permitted/.test(why) ? undefined : 0.7,
    };
  },
};

/** File systems of programs: FUSE needs its library, its device and a setuid helper. */
export const fuse = ruleOfSayings(
  {
    id: 'runtime/fuse',
    class: 'fuse-unavailable',
    phase: 'runtime',
    title: 'FUSE does not mount',
    components: ['runtime'],
    confidence: 0.92,
    docs: [{ title: 'NixOS wiki: AppImage', url: 'https://wiki.nixos.org/wiki/Appimage' }],
  },
  [appImage, allowOther, notPermitted],
);
