import type { DiagnosisRule } from '@nixai/api';
import { word, renamed } from '../../shared/renamedRemoved.js';

const quoted = (group: string): string => `[\`'"]?(?<${group}>${word.replace('"', '')})[\`'"]?`;

/** An option that has another name now: the module system warns, or refuses if it was removed. */
export const renamedOption: DiagnosisRule = {
  id: 'eval/renamed-option',
  class: 'renamed-removed',
  phase: 'eval',
  title: 'Option renamed or removed',
  components: ['evaluation', 'options'],
  confidence: 0.9,
  patterns: [
    {
      anchors: [
        'has been renamed to',
        'has been changed to',
        'was renamed to',
        'has been moved to',
        'is renamed to',
        'has been replaced by',
        'has been merged into',
      ],
      line: new RegExp(
        `[Oo]ption (?:definition )?[\`'"](?<old>[^'"\`\\s]{2,200})['"\`](?:,? (?:defined|which is defined|used) (?:multiple times )?in [\`'"](?<file>[^'\`"]{1,300})['\`"](?:,? [^']{0,200}'[^']{1,300}')?,?)? (?:has been|was|is) (?:renamed|changed|moved|replaced|merged)(?: to| by| into| with)? ${quoted('new')}`,
      ),
    },
    {
      anchors: ['The option definition'],
      line: /The option definition [`'"](?<old>[^'"`\s]{2,200})['"`](?: in [`'"](?<file>[^'"`]{1,300})['"`])? no longer has any effect(?:;|,)?(?<rest>.{0,300})/,
    },
    {
      anchors: ['Obsolete option'],
      line: /Obsolete option [`'"](?<old>[^'"`\s]{2,200})['"`] is used[.,]? (?:It was renamed to|use) [`'"]?(?<new>[^'"`\s]{2,200}?)['"`]?\.?$/,
    },
    {
      anchors: ['The option '],
      line: /The option [`'"](?<old>[^'"`\s]{2,200})['"`] (?:can no longer be used since it's been removed|has been removed)(?<rest>.{0,300})/,
    },
  ],
  docs: [
    { title: 'NixOS release notes', url: 'https://nixos.org/manual/nixos/stable/release-notes' },
  ],
  explain: (evidence) => renamed(evidence, true),
};
