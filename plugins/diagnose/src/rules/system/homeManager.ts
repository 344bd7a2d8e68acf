import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';

export const fileClobber: DiagnosisRule = {
  id: 'home-manager/file-clobber',
  class: 'hm-file-clobber',
  phase: 'home-manager',
  title: 'Home Manager would overwrite a file',
  components: ['home-manager'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['is in the way of', 'would be clobbered'],
      line: /Existing file ['"`](?<file>[^'"`]{0,300})['"`] (?:is in the way of|would be clobbered)(?: by)?(?: backing up)?(?: ['"`](?<by>[^'"`]{0,300})['"`])?/,
    },
  ],
  docs: [
    {
      title: 'Home Manager: backupFileExtension',
      url: 'https://nix-community.github.io/home-manager/nixos-options.xhtml#nixos-opt-home-manager.backupFileExtension',
    },
  ],
  explain(evidence) {
    const below = evidence
      .below(6)
      .flatMap(
        (text) =>
          /(?<path>(?:~|\/home\/|\/Users\/|\/root\/)[^\s'"`]{1,300})/.exec(text)?.groups?.[
            'path'
          ] ?? [],
      );
    const file = evidence.get('file') || below[0] || "a file in the user's home";
    const backup =
      /\.(?:backup|bak|hm-backup|old|hm-bak|\w{1,12}-backup)$/.test(file) ||
      /backing up/.test(evidence.line.text);
    const all = evidence
      .all(/Existing file ['"`](?<file>[^'"`]{1,300})['"`]/)
      .map(({ groups }) => groups?.['file'] ?? '');
    const short = file.replace(/^(?:\/home\/[^/]{1,80}|\/Users\/[^/]{1,80}|~)\//, '');
    return {
      culprit: file,
      facts: { files: all.join(', ') || undefined },
      message: backup
        ? `${file}, a backup of an earlier activation, is in the way of a new one: Home Manager does not overwrite backups.`
        : `${file} exists, is not managed by Home Manager, and is where it wants to put a link; so it stopped before changing anything.`,
      fixes: [
        shellFix(
          'Move the file away (or delete it), then switch again.',
          `mv '${file.replaceAll("'", '')}' '${file.replaceAll("'", '')}.before-hm'`,
          'data',
        ),
        nixFix(
          'Let Home Manager move such files aside.',
          'home-manager.backupFileExtension = "backup";   # standalone: home-manager switch -b backup',
        ),
        nixFix(
          'Or let it overwrite this one every time.',
          `home.file."${short}".force = true;   # xdg.configFile: the same`,
          'data',
        ),
      ],
      verify: ['home-manager switch   # or: systemctl status home-manager-$USER.service'],
    };
  },
};

/** What `systemctl status` leaves of such a failure: its last lines, without the names of the files. */
export const fileClobberCutOff: DiagnosisRule = {
  id: 'home-manager/file-clobber-cut-off',
  class: 'hm-file-clobber',
  phase: 'home-manager',
  title: 'Home Manager would overwrite a file',
  components: ['home-manager'],
  confidence: 0.9,
  patterns: [
    {
      anchors: ['Move or remove the above files', 'In standalone mode, use '],
      line: /Move or remove the above files|In standalone mode, use 'home-manager switch -b/,
    },
  ],
  docs: fileClobber.docs,
  explain(evidence) {
    if (evidence.all(/Existing file /).length > 0) return undefined;
    const user =
      /hm-activate-(?<user>[\w.-]{1,64})/.exec(evidence.line.source ?? '')?.groups?.['user'] ??
      evidence.all(/home-manager-(?<user>[\w.-]{1,64})\.service/)[0]?.groups?.['user'];
    const unit = user === undefined ? 'home-manager-USER' : `home-manager-${user}`;
    return {
      culprit: `a file in the home of ${user ?? 'the user'} (its name is cut off)`,
      facts: { user, unit: `${unit}.service` },
      message: `A file exists, is not managed by Home Manager, and is where it wants to put a link; so it stopped before changing anything. Which one stands above these lines, in the journal of ${unit}.`,
      fixes: [
        shellFix(
          'See which files, and move them away; then switch again.',
          `journalctl -b -u ${unit} | grep 'Existing file'`,
        ),
        nixFix(
          'Or let Home Manager move such files aside.',
          'home-manager.backupFileExtension = "backup";   # standalone: home-manager switch -b backup',
        ),
        advice(
          'If one of them is itself a backup (….backup), delete it, or take another extension: Home Manager does not overwrite backups.',
        ),
      ],
      verify: [`systemctl status ${unit}`],
    };
  },
};

export const dconf: DiagnosisRule = {
  id: 'home-manager/dconf',
  class: 'dconf-unavailable',
  phase: 'home-manager',
  title: 'dconf service is not available',
  components: ['home-manager', 'desktop'],
  confidence: 0.95,
  patterns: [
    { anchors: ['ca.desrt.dconf'], line: /ca\.desrt\.dconf/ },
    { anchors: ['Unit dconf.service'], line: /Unit dconf\.service (?:not found|is masked)/ },
    {
      anchors: ['GDBus.Error:'],
      line: /GDBus\.Error:\S{1,120}: (?:The name is not activatable|.{0,120}\/dconf\/user).{0,80}/,
    },
    {
      anchors: ['dconf-CRITICAL', 'dconf-WARNING', 'failed to commit changes to dconf'],
      line: /dconf-(?:CRITICAL|WARNING).{0,40}: .{1,200}|failed to commit changes to dconf: .{0,200}/,
    },
    {
      anchors: ['dconfSettings'],
      line: /(?:error|Error|failed).{0,80}dconfSettings|Activating dconfSettings.{0,20}error/,
    },
  ],
  docs: [
    {
      title: 'programs.dconf.enable',
      url: 'https://nixos.org/manual/nixos/stable/options#opt-programs.dconf.enable',
    },
  ],
  explain(evidence) {
    const runtime = evidence.all(
      /unable to create (?:file|directory) ['"](?<path>\/run\/user[^'"]{1,200})/,
    )[0]?.groups?.['path'];
    if (/not activatable/.test(evidence.line.text) && evidence.before(/dconf/, 8) === undefined)
      return undefined;
    const unit = evidence.all(/home-manager-[\w-]{1,40}\.service/)[0]?.[0];
    return {
      culprit: `dconf (ca.desrt.dconf)${unit === undefined ? '' : ` in ${unit}`}`,
      facts: { unit, runtime },
      message: `Home Manager writes settings to dconf (dconf.settings, or by gtk, stylix or GNOME modules), and no dconf service answers on the session's D-Bus: it is switched off in NixOS${runtime === undefined ? '' : `, and ${runtime} cannot be written`}.`,
      fixes: [
        nixFix(
          'Switch dconf on in the NixOS configuration.',
          'programs.dconf.enable = true;   # older: services.dbus.packages = [ pkgs.dconf ];',
          'restart',
        ),
        nixFix(
          'Or let Home Manager write nothing there, if you have no desktop.',
          'dconf.enable = false;',
        ),
        advice(
          'If you run home-manager over SSH or with sudo: there is no session bus; run it in your own session, or under dbus-run-session.',
        ),
      ],
      options: ['programs.dconf.enable'],
      verify: ['busctl --user list --activatable | grep dconf'],
    };
  },
};

export const darwinEtc: DiagnosisRule = {
  id: 'activation/darwin-etc',
  class: 'darwin-etc-conflict',
  phase: 'activation',
  title: 'nix-darwin would overwrite files in /etc',
  components: ['darwin'],
  confidence: 0.97,
  patterns: [
    {
      anchors: [
        'Unexpected files in /etc',
        'not overwriting',
        'not linking environment.etc',
        'unrecognized content',
      ],
      line: /Unexpected files in \/etc, aborting activation|files have unrecognized content and would be overwritten|not linking environment\.etc|warning: not (?:linking|overwriting) .{0,60}\/etc\/\S{1,80}/,
    },
    {
      anchors: ['.before-nix-darwin', '.orig and try'],
      line: /(?:[Rr]ename|move) .{0,60}\.before-nix-darwin/,
    },
  ],
  docs: [{ title: 'nix-darwin manual', url: 'https://nix-darwin.github.io/nix-darwin/manual/' }],
  explain(evidence) {
    const files = [
      ...new Set(
        evidence
          .all(/(?:^|[\s'"`])(?<file>\/(?:private\/)?etc\/[\w./-]{1,120})/)
          .map(({ groups }) => groups?.['file'] ?? ''),
      ),
    ].filter((file) => !file.includes('before-nix-darwin') && !file.startsWith('/etc/static'));
    const list = files.length === 0 ? ['/etc/nix/nix.conf'] : files;
    return {
      culprit: files.length === 0 ? 'files in /etc' : files.join(', '),
      facts: { files: files.join(', ') },
      message: `${files.length === 0 ? 'Files in /etc' : files.join(', ')} ${files.length === 1 ? 'was' : 'were'} written by the installer, macOS or you, and nix-darwin does not know the content, so it stops before it overwrites.`,
      fixes: [
        shellFix(
          'Look at what is in there, move what you need into the configuration, and rename the files.',
          list.map((file) => `sudo mv ${file} ${file}.before-nix-darwin`).join('\n'),
          'data',
        ),
        advice(
          'Settings of /etc/nix/nix.conf belong into nix.settings; or leave the file to the installer with nix.enable = false (Determinate).',
        ),
      ],
      verify: ['darwin-rebuild switch --flake .'],
    };
  },
};
