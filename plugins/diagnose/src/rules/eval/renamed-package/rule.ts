import type { DiagnosisRule } from '@nixai/api';
import { instructed } from './instructed.js';
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
        'was moved',
        'was dropped',
        'been abandoned',
        'has ceased',
        'is unmaintained and',
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
        `^\\s*(?:┃ )?(?:error: |Alias |trace: |warning: |evaluation warning: )?(?:.{0,20}evaluation aborted.{0,60}: )?(?:error: )?(?:[Tt]he )?(?:(?:nixpkgs |top-level )?(?:package set|attribute|alias|scope|package|plugin|set) )?(?:top-level )?[\`'"]?(?<old>[\\w+.@-]{2,120})[\`'"]? (?:(?:scope|package|alias|attribute|set|plugin|development) )?(?<verb>(?:is (?:now the only version|unmaintained) and )?(?:has|have) been (?:renamed|replaced|removed|superseded|moved|deprecated|unbundled|abandoned)|has ceased|was (?:renamed|removed|replaced|dropped|moved)|is (?:now )?deprecated|is (?:now|no longer) (?:maintained|available|provided|supported|packaged|included|part of)(?! nixpkgs)[\\w -]{0,30}\\.?)(?: (?:to/replaced by|to|by|with|in favou?r of|into))?,? ?(?:[\`'"]?(?<new>${word})[\`'"]?)?(?<rest>.{0,300})`,
      ),
    },
    {
      // With its instructions: what it became, often with an example below.
      anchors: [
        'been separated',
        'been split',
        'been merged',
        'been folded',
        'been integrated',
        'been divided',
        'been unified',
        'been consolidated',
        'been dropped',
        'was split',
        'was separated',
        'was merged',
      ],
      line: /^\s*(?:┃ )?error: [`'"]?(?<whole>[\w+.@-]{2,120})[`'"]? (?:(?:has|have) been (?:separated|split|merged|folded|integrated|divided|unified|consolidated|dropped (?:from|in favou?r))|was (?:split|separated|merged))\b/,
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
    if (!isNix) return undefined;
    return evidence.get('whole') === '' ? renamed(evidence, false) : instructed(evidence);
  },
};
