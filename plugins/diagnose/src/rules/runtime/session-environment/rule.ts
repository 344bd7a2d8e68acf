import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const runtimeDir: Saying = {
  anchors: ['XDG_RUNTIME_DIR'],
  line: /XDG_RUNTIME_DIR (?:is |env(?:ironment)? variable |)?(?:is )?(?:not set|invalid|unset)/,
  explain: () => ({
    culprit: 'XDG_RUNTIME_DIR',
    message:
      'There is no session of systemd here: whoever logs in gets a folder /run/user/NUMBER, and sudo, su, ssh without PAM, cron and containers have none.',
    fixes: [
      shellFix(
        'If you came here by sudo or su: log in as that user properly, with a session of its own.',
        'machinectl shell YOUR_USER@.host',
        { fill: { YOUR_USER: 'the user that it shall run as' } },
      ),
      shellFix(
        'If that user is logged in anyway (or lingers): only the variable is missing.',
        'export XDG_RUNTIME_DIR="/run/user/$(id -u)"',
      ),
    ],
    verify: ['loginctl; ls -ld "/run/user/$(id -u)"'],
    confidence: 0.85,
  }),
};

const noBus: Saying = {
  anchors: [
    'Cannot autolaunch D-Bus',
    'Failed to connect to bus',
    'Failed to connect to user scope bus',
    '/bus: No such file',
    'bus: Connection refused',
  ],
  line: /(?:Cannot autolaunch D-Bus without X11|Failed to connect to (?:user scope )?bus(?: via local transport)?: (?<why>No medium found|No such file or directory|Operation not permitted|\$DBUS_SESSION_BUS_ADDRESS.{0,80}not defined.{0,60})|unix:path=\/run\/user\/\d+\/bus.{0,40}(?:No such file|refused)|\/run\/user\/\d+\/bus: No such file)/,
  explain: ({ get }) => ({
    culprit: 'the bus of the user session',
    facts: { error: get('why') || undefined },
    message:
      'What runs here speaks to the D-Bus of a user session, and there is none: it was started by sudo, su, ssh without a session, cron or a system unit, or as another user than the one who is logged in.',
    fixes: [
      shellFix(
        'If it shall act for another user (systemctl --user): name the user, and its bus is found.',
        'systemctl --user --machine=YOUR_USER@.host status',
        { fill: { YOUR_USER: 'the user that it is for' } },
      ),
      shellFix(
        'If you are that user, and only the variables are missing:',
        'export XDG_RUNTIME_DIR="/run/user/$(id -u)" DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/$(id -u)/bus"',
      ),
      nixFix(
        'If nobody is logged in when it runs: keep a session of that user alive.',
        'users.users.YOUR_USER.linger = true;',
        {
          fill: { YOUR_USER: 'the user that it is for' },
          holds: onNixos,
        },
      ),
    ],
    verify: ['loginctl list-users'],
    confidence: 0.8,
  }),
};

const gpgTerminal: Saying = {
  anchors: ['Inappropriate ioctl for device'],
  line: /gpg: .{0,60}failed: Inappropriate ioctl for device/,
  explain: () => ({
    culprit: 'GPG_TTY',
    message:
      'gpg-agent asks for the passphrase in a terminal, and does not know in which one you are.',
    fixes: [
      shellFix(
        'Tell it (for good: in the start file of the shell).',
        'export GPG_TTY="$(tty)"; gpg-connect-agent updatestartuptty /bye',
      ),
      nixFix(
        'Or have NixOS set the agent up, and the variable with it.',
        'programs.gnupg.agent.enable = true;',
        { holds: onNixos },
      ),
    ],
    verify: ['echo test | gpg --clearsign > /dev/null'],
  }),
};

const pinentry: Saying = {
  anchors: ['No pinentry'],
  line: /(?:gpg|gpg-agent\S{0,12}): .{0,80}No pinentry/,
  explain: ({ context }) => ({
    culprit: 'pinentry',
    message: 'gpg-agent has no program that asks for the passphrase.',
    fixes: [
      nixFix(
        'Enable the agent of NixOS, which brings one (pinentryPackage names another).',
        'programs.gnupg.agent.enable = true;',
        { holds: onNixos },
      ),
      nixFix(
        'With Home Manager: enable its service, and name the program.',
        'services.gpg-agent = {\n  enable = true;\n  pinentry.package = pkgs.pinentry-curses;\n};',
      ),
      shellFix(
        'Then start the agent anew; a file of yours may name one that is gone.',
        'cat ~/.gnupg/gpg-agent.conf; gpgconf --kill gpg-agent',
      ),
    ].slice(context.tool === 'home-manager' ? 1 : 0),
    verify: ['gpgconf --check-programs'],
  }),
};

const sshAgent: Saying = {
  anchors: ['connection to your authentication agent', 'Error connecting to agent'],
  line: /(?:Could not open a connection to your authentication agent|Error connecting to agent: (?<why>.{3,80}))/,
  explain: () => ({
    culprit: 'ssh-agent (SSH_AUTH_SOCK)',
    message: 'ssh-add asks an agent, and none runs, or SSH_AUTH_SOCK names one that has ended.',
    fixes: [
      shellFix('For this shell: start one.', 'eval "$(ssh-agent -s)" && ssh-add'),
      nixFix(
        'For good: one that runs in every session (not beside the one of GNOME or GnuPG). Log in again.',
        'programs.ssh.startAgent = true;',
        { holds: onNixos },
      ),
      advice(
        'If the agent is another program (gpg-agent, 1Password, KeePassXC): SSH_AUTH_SOCK has to name its socket.',
      ),
    ],
    verify: ['echo "$SSH_AUTH_SOCK"; ssh-add -l'],
  }),
};

const polkit: Saying = {
  anchors: ['No authentication agent found', 'no authentication agent'],
  line: /(?:polkit.{0,40}|Error (?:executing|getting).{0,120}|Error: )?[Nn]o authentication agent found/,
  explain: () => ({
    culprit: 'an authentication agent of polkit',
    message:
      'Polkit wants to ask for the password, and the session has no program that does: desktops bring one, window managers alone do not.',
    fixes: [
      nixFix(
        'Start one with the session (this is the one of GNOME; KDE and others have their own).',
        'security.polkit.enable = true;\nsystemd.user.services.polkit-agent = {\n  wantedBy = [ "graphical-session.target" ];\n  serviceConfig.ExecStart = "${pkgs.polkit_gnome}/libexec/polkit-gnome-authentication-agent-1";\n};',
        { holds: onNixos },
      ),
      shellFix('Or do it once, in a terminal, with sudo.', 'sudo -v'),
    ],
    verify: ['systemctl --user status polkit-agent'],
  }),
};

/** Programs that speak to what a login session has, and are run without one. */
export const sessionEnvironment = ruleOfSayings(
  {
    id: 'runtime/session-environment',
    class: 'session-missing',
    phase: 'runtime',
    title: 'Login session lacks what the program asks for',
    components: ['runtime', 'security'],
    confidence: 0.92,
    yieldsTo: ['dconf-unavailable'],
    docs: [
      {
        title: 'pam_systemd(8)',
        url: 'https://www.freedesktop.org/software/systemd/man/latest/pam_systemd.html',
      },
    ],
  },
  [runtimeDir, noBus, gpgTerminal, pinentry, sshAgent, polkit],
);
