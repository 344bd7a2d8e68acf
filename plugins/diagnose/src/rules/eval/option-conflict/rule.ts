import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { nullAndNot } from './nullAndNot.js';
import { optionPath, shownValue } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { definitionsBelow, optionName, type Definition } from '../../shared/optionDefinition.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Two definitions of one option that cannot be merged, with equal priority. */
export const optionConflict: DiagnosisRule = {
  id: 'eval/option-conflict',
  class: 'option-conflict',
  phase: 'eval',
  title: 'Conflicting definitions of an option',
  components: ['evaluation', 'options'],
  confidence: 0.95,
  patterns: [
    {
      anchors: [
        'conflicting definition',
        'defined multiple times',
        'is both declared and',
        'The unique option',
      ],
      line: new RegExp(
        `The (?:unique )?option [\`'"](?<option>${optionName})['\`"](?: (?:has|is|in|defined).{0,40}?)? ?(?:has conflicting definition|conflicting definitions|is defined multiple times|defined multiple times)(?<rest>.{0,300})`,
      ),
    },
    {
      anchors: ['has conflicting definition'],
      line: /(?:option|The option) (?<option>[\w.-]{3,200}) has conflicting definition/,
    },
    {
      anchors: ['is defined both null and not null'],
      line: /The option [`'"](?<maybe>[\w."<>*-]{2,200})[`'"] is defined both null and not null, in [`'"](?<one>[^'"`]{1,300})['"`] and [`'"](?<two>[^'"`]{1,300})['"`]/,
    },
    {
      anchors: ['are mutually exclusive', 'mutually exclusive:'],
      line: /(?<option>[\w."<>/-]{3,200}) and [\w."<>/-]{3,200} are mutually exclusive/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: option definitions and priorities',
      url: 'https://nixos.org/manual/nixos/stable/#sec-option-definitions-setting-priorities',
    },
  ],
  explain(evidence) {
    if (evidence.get('maybe') !== '') return nullAndNot(evidence);
    const option = evidence.get('option');
    const definitions = definitionsBelow(evidence);
    const inline = [
      ...evidence.get('rest').matchAll(/[`'"](?<file>[^'"`\s]*\/[^'"`\s]*)['"`]/g),
    ].map(({ groups }) => ({ file: groups?.['file'] ?? '', value: undefined }));
    const all: readonly Definition[] = definitions.length > 0 ? definitions : inline;
    const files = all.map(({ file }) => file);
    const values = all.map(({ value }) => value).filter((value) => value !== undefined);
    const who = files.length === 0 ? 'two modules' : files.join(' and ');
    return {
      culprit: `${option}${files.length === 0 ? '' : ` (${files.join(', ')})`}`,
      at: files[0] === undefined ? undefined : { file: files[0] },
      facts: {
        option,
        files: files.join(', ') || undefined,
        values: values.join(' | ') || undefined,
      },
      message: `${who} define ${option} differently, with the same priority, and its type cannot merge them.`,
      fixes: fixesFor(option, all, evidence),
      options: [option],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

function fixesFor(
  option: string,
  definitions: readonly Definition[],
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const owns = (one: Definition): boolean => evidence.context.place(one.file).owner !== 'foreign';
  const own = definitions.filter(owns);
  const foreign = definitions.find((one) => !owns(one));
  const path = optionPath(option);
  const chosen = chosenBySystem(option, own);
  if (chosen !== undefined) return [chosen];
  const wanted = own[0] ?? definitions[0];
  const value = shownValue(wanted?.value);
  const shown = value ?? 'YOUR_VALUE';
  const fill = value === undefined ? { fill: { YOUR_VALUE: 'the value that shall win' } } : {};
  const where =
    own[0] === undefined
      ? 'in your own configuration'
      : value === undefined
        ? 'in any module of yours'
        : foreign === undefined && own.length > 1
          ? `in ${own[0].file} (or in the other file, whichever shall win)`
          : `in ${own[0].file}`;
  const force =
    path === undefined
      ? advice(`Say which value of ${option} wins: lib.mkForce before it, ${where}.`)
      : nixFix(`Say which value wins, ${where}.`, `${path} = lib.mkForce ${shown};`, fill);
  const two = own.length > 1 && foreign === undefined;
  const remove = advice(
    two
      ? `Or delete one of the two definitions, in ${own.map(({ file }) => file).join(' or ')}: if both say the same thing (a label and a device of one file system), one is enough.`
      : `Or switch off what you do not need of the two: the module that sets ${option} in ${foreign?.file ?? 'the other file'}, or your own definition.`,
  );
  const nixManaged = /^environment\.etc\."nix\/nix\.conf"|^nix\.(?:settings|package)/.test(option)
    ? [
        nixFix(
          'If another installer (Determinate) manages nix.conf, let this system leave it alone.',
          'nix.enable = false;',
          { holds: { platforms: ['darwin', 'linux'] } },
        ),
      ]
    : [];
  return [force, remove, ...nixManaged];
}

/** Where the wrong choice of two values can cost the system, or one of the two is never wrong. */
function chosenBySystem(option: string, own: readonly Definition[]): DiagnosisFix | undefined {
  const [one, other] = own;
  if (
    /^home\.(?:username|homeDirectory)$/.test(option) &&
    one?.value !== undefined &&
    other?.value !== undefined &&
    one.value !== other.value
  )
    return advice(
      `Two configurations that each name a user of their own (${one.value} and ${other.value}) are loaded together: import only one of them here, and put what both need into a file of its own that sets no ${option}.`,
    );
  if (/^home-manager\.users\..{1,80}\.home\.(?:username|homeDirectory)$/.test(option))
    return advice(
      `Take your own definition of ${option.split('.').slice(-2).join('.')} out, or set it for one user only: Home Manager's NixOS module sets it for each user, by the user's name.`,
    );
  if (!/^(?:fileSystems|swapDevices|boot\.initrd\.luks)\b/.test(option) || own.length < 2)
    return undefined;
  const generated = own.find(({ file }) => /hardware|generated/.test(file));
  return advice(
    `Delete the one of the two definitions that is not true of the machine (findmnt and lsblk -f show what is)${generated === undefined ? '' : `; ${generated.file} is generated from what was mounted when it was made, bind mounts too`}. Do not force one of them unseen: a wrong device does not start.`,
  );
}
