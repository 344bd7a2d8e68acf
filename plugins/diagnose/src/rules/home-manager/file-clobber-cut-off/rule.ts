import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { fileClobber } from '../file-clobber/rule.js';

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
      anchors: [
        'Move or remove the above files',
        'In standalone mode, use ',
        'home-manager.backup',
        'on the related file options',
      ],
      line: /Move or remove the above files|In standalone mode, use 'home-manager switch -b|^\s*- 'home-manager\.backup(?:FileExtension|Command)'|^\s*- Set 'force = true' on the related file options/,
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
          `journalctl -b -u ${user === undefined ? "'home-manager-*'" : shellWord(unit)} | grep 'Existing file'`,
        ),
        nixFix(
          'Or let Home Manager move such files aside.',
          'home-manager.backupFileExtension = "backup";',
        ),
        advice(
          'If one of them is itself a backup (….backup), delete it, or take another extension: Home Manager does not overwrite backups.',
        ),
      ],
      verify: [
        user === undefined
          ? "systemctl status 'home-manager-*'"
          : `systemctl status ${shellWord(unit)}`,
      ],
    };
  },
};
