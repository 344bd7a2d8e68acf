import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** A builder stops on purpose, and says what a person has to do before it can go on. */
export const manualStep: DiagnosisRule = {
  id: 'build/manual-step',
  class: 'manual-step-needed',
  phase: 'build',
  title: 'Something has to be done by hand first',
  components: ['build', 'packages'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['cannot download file'],
      line: /[Uu]nfortunately, we cannot download file (?<file>\S{1,200}) automatically/,
    },
    {
      anchors: ['nix-prefetch-url ', 'nix-store --add-fixed', 'nix store add-file'],
      line: /^\s*(?:\$ )?(?<add>(?:nix-prefetch-url(?: --type \w+)?(?: --name \S+)? file:\/\/|nix-store --add-fixed |nix store add-file )\S.{0,200})$/,
    },
    {
      anchors: ['lease run ', 'lease execute '],
      line: /(?<why>.{0,200}?)[,;.:]? ?[Pp]lease (?:run|execute) [`'"](?<run>[^`'"]{2,120})[`'"]/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: requireFile',
      url: 'https://nixos.org/manual/nixpkgs/stable/#requirefile',
    },
  ],
  explain(evidence) {
    const derivation = evidence.block.derivation;
    // A hint in the middle of a log is no end of it.
    if (derivation === undefined && !/cannot download file/.test(evidence.line.text))
      return undefined;
    const run = evidence.get('run');
    if (run !== '') return runThis(run, evidence.get('why').trim(), derivation);
    const file = evidence.get('file') || derivation || 'a file';
    const add =
      evidence.get('add') ||
      evidence.after(
        /^\s*(?:\$ )?(?<add>(?:nix-prefetch-url|nix-store --add-fixed|nix store add-file) \S.{1,200})$/,
        25,
      )?.groups?.['add'] ||
      '';
    const where =
      (
        evidence.after(/(?<url>https?:\/\/[^\s'"]{6,300})/, 20) ??
        evidence.before(/(?<url>https?:\/\/[^\s'"]{6,300})/, 20)
      )?.groups?.['url'] ?? '';
    return {
      culprit: `${file} (has to be downloaded by hand)`,
      facts: { file, from: where || undefined },
      message: `${file} may only be downloaded by a person (a licence has to be accepted), and is not in the store yet.`,
      fixes: addFile(file, add, where),
      verify: buildAgain(derivation),
    };
  },
};

function addFile(file: string, add: string, where: string): readonly DiagnosisFix[] {
  const from = where === '' ? '' : ` from ${where}`;
  const name = /^[\w.+@%-]+$/.test(file) ? file : 'YOUR_FILE';
  const known =
    /^nix(?:-prefetch-url|-store --add-fixed| store add-file)(?: (?:--type|--name) [\w.-]+| sha256)* (?:file:\/\/)?[\w./+$-]+$/.test(
      add.trim(),
    );
  return [
    shellFix(
      `Download it${from}, add it to the store under exactly that name, and build again. (It is removed with the next garbage collection if nothing needs it.)`,
      known ? add.trim() : `nix-store --add-fixed sha256 ${name}`,
      name === 'YOUR_FILE' && !known ? { fill: { YOUR_FILE: 'the file that you downloaded' } } : {},
    ),
    advice('If the vendor has only a newer file by now: update nixpkgs, whose package names that.'),
  ];
}

function runThis(command: string, why: string, derivation: string | undefined) {
  const words = command.split(/\s+/).map(shellWord).join(' ');
  const clean = /^[\w./:=@+-]+(?: [\w./:=@+-]+){0,10}$/.test(command);
  return {
    culprit: `${command}${derivation === undefined ? '' : ` (asked for by ${derivation})`}`,
    facts: { command, reason: why || undefined, derivation },
    message: `The build${derivation === undefined ? '' : ` of ${derivation}`} stops on purpose${why === '' ? '' : `: ${why}`}. It asks you to run ${command} first.`,
    fixes: [
      clean
        ? shellFix(
            'Do that where your configuration is, have Git track what it writes, and build again.',
            words,
          )
        : advice(`Run ${command} where your configuration is, and build again.`),
    ],
    verify: buildAgain(derivation),
  };
}
