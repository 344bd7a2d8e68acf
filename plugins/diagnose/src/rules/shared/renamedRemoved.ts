import { placeName, type Diagnosis, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from './fix.js';
import { checkEvaluation } from './verify.js';
import { moduleFile } from './optionDefinition.js';

export const word = String.raw`[\w.+"<>@/-]{2,160}`;

export function renamed(evidence: Evidence, isOption: boolean): Diagnosis {
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

export const saysInstead =
  /(?:use|favou?r of|replaced by|renamed to|switch to|available as|see) (?:the )?[`'"]?(?<name>[\w.+-]{2,160}?)[`'"]?(?: instead| package|[.,;]?$|[.,;)] )/i;

export const noName = /^(?:because|as|since|due|it|and|in|the|from|upstream|to|a|an|)$/i;

/** The name to use instead, from the message or the two lines that go on with it. */
export function newName(evidence: Evidence): string | undefined {
  const lines = [evidence.line.text, ...evidence.below(2)];
  const isGone = /removed|deprecated/.test(evidence.get('verb'));
  const named = evidence.get('new').replace(/[.,;:]+$/, '');
  if (!isGone && !noName.test(named)) return named;
  return lines
    .map((text) => saysInstead.exec(text)?.groups?.['name'])
    .find((name) => name !== undefined);
}
