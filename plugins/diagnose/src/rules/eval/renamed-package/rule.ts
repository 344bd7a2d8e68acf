import type { DiagnosisRule } from '@nixai/api';
import { word, renamed } from '../../shared/renamedRemoved.js';

/** An alias of nixpkgs that has become an error: `xlibs has been replaced by xorg`. */
export const renamedPackage: DiagnosisRule = {
  id: 'eval/renamed-package',
  class: 'renamed-removed',
  phase: 'eval',
  title: 'Package renamed or removed',
  components: ['evaluation', 'packages'],
  confidence: 0.88,
  patterns: [
    {
      anchors: [
        'has been renamed',
        'has been replaced',
        'has been removed',
        'was renamed to',
        'was removed',
        'has been superseded',
        'has been moved',
        'been deprecated',
        'is deprecated',
        'is now deprecated',
        'was replaced',
        'is now a',
        'has been unbundled',
        'have been removed',
        'have been renamed',
        'is no longer ',
        'is now maintained',
      ],
      line: new RegExp(
        `^\\s*(?:┃ )?(?:error: |Alias |trace: |warning: |evaluation warning: )?(?:.{0,20}evaluation aborted.{0,60}: )?(?:error: )?[\`'"]?(?<old>[\\w+.@-]{2,120})[\`'"]? (?<verb>(?:has|have) been (?:renamed|replaced|removed|superseded|moved|deprecated|unbundled)|was (?:renamed|removed|replaced)|is (?:now )?deprecated|is (?:now|no longer) (?:maintained|available|provided|supported|packaged|included|part of)(?! nixpkgs)[\\w -]{0,30}\\.?)(?: (?:to/replaced by|to|by|with|in favou?r of|into))?,? ?(?:[\`'"]?(?<new>${word})[\`'"]?)?(?<rest>.{0,300})`,
      ),
    },
  ],
  docs: [
    {
      title: 'nixpkgs: aliases.nix',
      url: 'https://github.com/NixOS/nixpkgs/blob/master/pkgs/top-level/aliases.nix',
    },
  ],
  explain(evidence) {
    const isNix =
      /^\s*(?:error|trace|warning|evaluation warning): /.test(evidence.line.text) &&
      evidence.line.source === undefined;
    return isNix ? renamed(evidence, false) : undefined;
  },
};
