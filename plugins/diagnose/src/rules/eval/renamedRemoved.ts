import { placeName, type Diagnosis, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../fix.js';
import { checkEvaluation } from '../verify.js';
import { moduleFile } from './optionDefinition.js';

const word = String.raw`[\w.+"<>@/-]{2,160}`;
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
        'was replaced',
        'is now a',
        'has been unbundled',
        'have been removed',
        'have been renamed',
        'is no longer ',
        'is now maintained',
      ],
      line: new RegExp(
        `^\\s*(?:┃ )?(?:error: |Alias |trace: |warning: |evaluation warning: )?(?:.{0,20}evaluation aborted.{0,60}: )?(?:error: )?[\`'"]?(?<old>[\\w+.@-]{2,120})[\`'"]? (?<verb>(?:has|have) been (?:renamed|replaced|removed|superseded|moved|deprecated|unbundled)|was (?:renamed|removed|replaced)|is deprecated|is (?:now|no longer) (?:maintained|available|provided|supported|packaged|included|part of)(?! nixpkgs)[\\w -]{0,30}\\.?)(?: (?:to/replaced by|to|by|with|in favou?r of|into))?,? ?(?:[\`'"]?(?<new>${word})[\`'"]?)?(?<rest>.{0,300})`,
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

function renamed(evidence: Evidence, isOption: boolean): Diagnosis {
  const old = evidence.get('old');
  const next = newName(evidence);
  const file = moduleFile(evidence.get('file'));
  const at = file === '' ? (isOption ? undefined : evidence.frame()) : { file };
  const what = isOption ? 'option' : 'name';
  const warning = /warning:|trace:/.test(evidence.line.text);
  const foreign =
    file !== '' &&
    /^\/nix\/store\/|catppuccin|stylix|nixvim|home-manager/.test(evidence.get('file'));
  return {
    culprit: next === undefined ? old : `${old} -> ${next}`,
    at,
    facts: { old, new: next, file: file || undefined },
    message:
      next === undefined
        ? `The ${what} ${old} was removed: ${evidence.line.text.replace(/^\s*(?:error|trace|warning|evaluation warning): /, '')}`
        : `The ${what} ${old} is called ${next} now${at === undefined ? '' : `; it is used in ${placeName(at)}`}.`,
    fixes: [
      ...(foreign
        ? [
            shellFix(
              'The old name is used by a module of another project: update that input.',
              'nix flake update',
            ),
          ]
        : []),
      next === undefined
        ? advice(
            `Remove ${old}, or follow what the message says: ${evidence.get('rest').trim().slice(0, 200) || 'see the release notes'}`,
          )
        : nixFix(
            `Rename ${old} to ${next} (replace it wherever it is used).`,
            isOption ? `${next} = …;` : next,
          ),
      ...(isOption
        ? []
        : [
            nixFix(
              'If you do not find where it is used, let aliases fail with a trace.',
              'nixpkgs.config.allowAliases = false;',
            ),
          ]),
    ],
    options: isOption ? [next ?? old] : undefined,
    verify: checkEvaluation(),
    // A warning does not stop anything.
    confidence: warning ? 0.6 : undefined,
  };
}

const saysInstead =
  /(?:use|favou?r of|replaced by|renamed to|switch to|available as|see) (?:the )?[`'"]?(?<name>[\w.+-]{2,160}?)[`'"]?(?: instead| package|[.,;]?$|[.,;)] )/i;
const noName = /^(?:because|as|since|due|it|and|in|the|from|upstream|to|a|an|)$/i;

/** The name to use instead, from the message or the two lines that go on with it. */
function newName(evidence: Evidence): string | undefined {
  const lines = [evidence.line.text, ...evidence.below(2)];
  const isGone = /removed|deprecated/.test(evidence.get('verb'));
  const named = evidence.get('new').replace(/[.,;:]+$/, '');
  if (!isGone && !noName.test(named)) return named;
  return lines
    .map((text) => saysInstead.exec(text)?.groups?.['name'])
    .find((name) => name !== undefined);
}
