import type { DiagnosisRule } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';
import { inPackage } from '../../shared/packageOwner.js';

export const patchFailed: DiagnosisRule = inPackage({
  id: 'build/patch',
  class: 'patch-failed',
  phase: 'build',
  title: 'Patch does not apply',
  components: ['build'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'FAILED at',
        'FAILED --',
        'hunk FAILED',
        'hunk ignored',
        'hunks ignored',
        'hunks FAILED',
        'Hunk #',
      ],
      line: /(?:Hunk #\d{1,4} (?:FAILED|ignored) at \d{1,7}|\d{1,4} out of \d{1,4} hunks? (?:FAILED|ignored))(?:.{0,60}saving rejects to file (?<reject>\S{1,200}))?/,
    },
    {
      anchors: ['Reversed (or previously applied)', 'malformed patch', 'Only garbage was found'],
      line: /Reversed \(or previously applied\) patch detected|malformed patch at line|Only garbage was found in the patch input/,
    },
    {
      anchors: ['patch does not apply', 'patch failed:'],
      line: /error: (?:patch failed: (?<file>\S{1,200}):\d{1,7}|(?<other>\S{1,200}): patch does not apply)/,
    },
    { anchors: ['find file to patch'], line: /can't find file to patch at input line/ },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: patchPhase',
      url: 'https://nixos.org/manual/nixpkgs/stable/#ssec-patch-phase',
    },
  ],
  explain(evidence) {
    const patch = evidence.before(
      /applying patch (?:\/nix\/store\/[0-9a-z]{32}-)?(?<patch>\S{1,200})/,
      80,
    )?.groups?.['patch'];
    const rejects = /saving rejects to file (?<file>\S{1,200})\.rej/;
    const file =
      evidence.get('reject').replace(/\.rej$/, '') ||
      evidence.get('file') ||
      evidence.get('other') ||
      evidence.before(/patching file ['"]?(?<file>\S{1,200})/, 60)?.groups?.['file'] ||
      evidence.after(rejects, 30)?.groups?.['file'];
    const package_ = evidence.block.derivation;
    const applied = /Reversed/.test(evidence.line.text);
    const name = patch?.replace(/^.*\//, '');
    return {
      culprit: [name ?? file ?? 'a patch', package_ && `on ${package_}`]
        .filter((part) => part)
        .join(' '),
      facts: { patch: name, file, derivation: package_ },
      message: applied
        ? `${name ?? 'The patch'} is in the source${package_ === undefined ? '' : ` of ${package_}`} already: upstream took it, or it is applied twice.`
        : `${name ?? 'A patch'} does not fit the source${package_ === undefined ? '' : ` of ${package_}`}${file === undefined ? '' : ` (${file})`}: it was made for another version than the one that is built (an override of src or version, or an updated input).`,
      fixes: [
        nixFix(
          'Drop it, if upstream has it or the version does not need it.',
          `patches = builtins.filter (p: !(lib.hasInfix ${nixString(name ?? 'YOUR_PATCH')} (toString p))) (old.patches or [ ]);`,
          name === undefined
            ? { fill: { YOUR_PATCH: 'a part of the file name of the patch' } }
            : {},
        ),
        advice(
          `Or update it: take the patch (variant) that belongs to this version, or make it again against this source.`,
        ),
        advice(
          'If you overrode src or version of the package, take the override away, or bring its patches in step; if not, update nixpkgs, so that patch and source are of one revision.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
});
