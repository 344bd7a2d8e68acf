import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { nixFix, shellFix } from '../../shared/fix.js';

export const fileClobber: DiagnosisRule = {
  id: 'home-manager/file-clobber',
  class: 'hm-file-clobber',
  phase: 'home-manager',
  title: 'Home Manager would overwrite a file',
  components: ['home-manager'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['is in the way', 'would be clobbered'],
      line: /Existing file ['"`](?<file>[^'"`]{0,300})['"`] (?:is in the way(?: of|$)|would be clobbered)(?: by)?(?: backing up)?(?: ['"`](?<by>[^'"`]{0,300})['"`])?/,
    },
  ],
  docs: [
    {
      title: 'Home Manager: backupFileExtension',
      url: 'https://nix-community.github.io/home-manager/nixos-options.xhtml#nixos-opt-home-manager.backupFileExtension',
    },
  ],
  explain(evidence) {
    // With a backup extension it is only told, and done.
    if (/will be moved to|will be skipped since they are the same/.test(evidence.line.text))
      return undefined;
    const below = evidence
      .below(6)
      .flatMap(
        (text) =>
          /(?<path>(?:~|\/home\/|\/Users\/|\/root\/)[^\s'"`]{1,300})/.exec(text)?.groups?.[
            'path'
          ] ?? [],
      );
    // One version of Home Manager has the two names in the wrong places.
    const swapped = evidence.get('file') === '' && evidence.get('by') !== '';
    const file =
      evidence.get('file') || evidence.get('by') || below[0] || "a file in the user's home";
    const backup =
      /\.(?:backup|bak|hm-backup|old|hm-bak|\w{1,12}-backup)$/.test(file) ||
      (/backing up/.test(evidence.line.text) && !swapped);
    const all = evidence
      .all(/Existing file ['"`](?<file>[^'"`]{1,300})['"`]/)
      .map(({ groups }) => groups?.['file'] ?? '');
    return {
      culprit: file,
      facts: { files: all.join(', ') || undefined },
      message: backup
        ? `${file}, a backup of an earlier activation, is in the way of a new one: Home Manager does not overwrite backups.`
        : `${file} exists, is not managed by Home Manager, and is where it wants to put a link; so it stopped before changing anything.`,
      fixes: fixesFor(file, all, backup, evidence),
      verify: [
        ofModule(evidence) === undefined && evidence.context.tool === 'home-manager'
          ? 'home-manager switch'
          : `systemctl status "${ofModule(evidence) ?? 'home-manager-$USER.service'}"`,
      ],
    };
  },
};

/** The unit that activates a home where Home Manager is a module of NixOS; there its command is not used. */
function ofModule(evidence: Evidence): string | undefined {
  const unit = /\bhome-manager-(?<user>[\w-]{1,40})\.service\b/;
  const activates = /^hm-activate-(?<user>[\w-]{1,40})$/;
  const sources = [evidence.line, ...evidence.block.lines].map(({ source = '' }) => source);
  const user =
    evidence.all(unit)[0]?.groups?.['user'] ??
    sources
      .map((one) => (unit.exec(one) ?? activates.exec(one))?.groups?.['user'])
      .find((one) => one !== undefined);
  return user === undefined ? undefined : `home-manager-${user}.service`;
}

function fixesFor(
  file: string,
  all: readonly string[],
  backup: boolean,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const { context } = evidence;
  const module = ofModule(evidence) !== undefined;
  const known = /^[~/]/.test(file);
  const files = [...new Set(all.length > 0 ? all : known ? [file] : [])].slice(0, 6);
  const move = shellFix(
    backup
      ? 'Move the old backup away (or delete it, if you do not need it), then switch again.'
      : `Move ${files.length > 1 ? 'the files' : 'the file'} away, then switch again.`,
    files.length === 0
      ? 'mv -n YOUR_FILE YOUR_FILE.before-hm'
      : files.map((one) => `mv -n ${shellWord(one)} ${shellWord(`${one}.before-hm`)}`).join('\n'),
    files.length === 0 ? { fill: { YOUR_FILE: 'the file that it names' } } : {},
  );
  const aside =
    context.tool === 'home-manager' && !module
      ? shellFix(
          'Let Home Manager move such files aside, at this switch.',
          'home-manager switch -b backup',
        )
      : nixFix(
          module
            ? 'Let Home Manager move such files aside: this in configuration.nix, then nixos-rebuild switch.'
            : 'Let Home Manager move such files aside, with its NixOS or nix-darwin module (by itself: home-manager switch -b backup).',
          `home-manager.backupFileExtension = "${backup ? 'backup2' : 'backup'}";`,
        );
  const short = file.replace(/^(?:\/home\/[^/]{1,80}|\/Users\/[^/]{1,80}|\/root|~)\//, '');
  const force = nixFix(
    'Or let it overwrite this one every time.',
    `home.file.${nixString(short)}.force = true;`,
    'data',
  );
  return [...(module && !backup ? [aside, move] : [move, aside]), ...(known ? [force] : [])];
}
