import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix, onNixos } from '../../shared/fix.js';

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
      line: /GDBus\.Error:\S{1,120}: (?:The name is not activatable|Failed to create file ["'](?<missing>\/[^"']{1,200}\/dconf)\/user[^"']{0,40}["']: No such file|.{0,120}\/dconf\/user).{0,80}/,
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
    const missing = evidence.get('missing');
    if (missing !== '')
      return {
        culprit: `${missing} does not exist`,
        facts: { folder: missing },
        message: `Home Manager writes settings to dconf, and the folder of its database, ${missing}, is not there, so that the file cannot be created.`,
        fixes: [
          shellFix('Make the folder, and switch again.', `mkdir -p ${shellWord(missing)}`),
          advice('A newer Home Manager makes it by itself: update that input or channel.'),
        ],
        verify: [`ls -ld ${shellWord(missing)}`],
      };
    return {
      culprit: `dconf (ca.desrt.dconf)${unit === undefined ? '' : ` in ${unit}`}`,
      facts: { unit, runtime },
      message: `Home Manager writes settings to dconf (dconf.settings, or by gtk, stylix or GNOME modules), and no dconf service answers on the session's D-Bus: it is switched off in NixOS${runtime === undefined ? '' : `, and ${runtime} cannot be written`}.`,
      fixes: [
        nixFix('Switch dconf on in the NixOS configuration.', 'programs.dconf.enable = true;', {
          risk: 'restart',
          holds: onNixos,
        }),
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
