import { placeName, type Diagnosis, type DiagnosisFix, type Evidence } from '@nixai/api';
import { failedAssertionsAround, optionsIn, removedOption } from './assertions.js';
import { optionPath, packageName } from './code.js';
import { advice, nixFix, shellFix } from './fix.js';
import { moduleFile } from './optionDefinition.js';
import { updateInput } from './owner.js';
import { checkEvaluation } from './verify.js';

export const word = String.raw`[\w.+"<>@/-]{2,160}`;

/** What is left of a message without the words of Nix around it. */
const said = (evidence: Evidence): string =>
  evidence.line.text.replace(/^\s*(?:error|trace|warning|evaluation warning): /, '').trim();

/** A name that nixpkgs or a module no longer has, and what it is called instead. */
export function renamed(evidence: Evidence, isOption: boolean): Diagnosis {
  const items = isOption ? failedAssertionsAround(evidence) : [];
  if (items.some((text) => removedOption(text) !== undefined)) return goneOptions(evidence, items);
  const old = evidence.get('old');
  const next = newName(evidence);
  const file = moduleFile(evidence.get('file'));
  const at = file === '' ? evidence.frame() : { file };
  const what = isOption ? 'option' : 'name';
  // A warning does not stop anything.
  const warning = /warning:|trace:/.test(evidence.line.text);
  const place = at === undefined || ('library' in at && at.library) ? undefined : at;
  return {
    culprit: next === undefined ? old : `${old} -> ${next}`,
    at: place,
    facts: { old, new: next, file: file || undefined },
    message:
      next === undefined
        ? `The ${what} ${old} was removed: ${said(evidence)}`
        : `The ${what} ${old} is called ${next} now${place === undefined ? '' : `; it is used in ${placeName(place)}`}.`,
    fixes: [
      ...updateInput(evidence, place),
      ...(isOption && /nix-darwin/.test(evidence.line.text)
        ? [
            shellFix(
              'If you do not set it yourself, Home Manager does: bring nix-darwin and Home Manager to one release.',
              'nix flake update nix-darwin home-manager',
            ),
          ]
        : []),
      ...(isOption || place !== undefined
        ? [replaceIt(old, next, isOption, evidence)]
        : namedSomewhere(old, replaceIt(old, next, isOption, evidence))),
    ],
    options: isOption ? [next ?? old] : undefined,
    verify: checkEvaluation(undefined, evidence.context),
    confidence: warning ? 0.6 : undefined,
  };
}

/** Nothing says which file names it: the person's own, or one of an input. */
function namedSomewhere(old: string, replace: DiagnosisFix): readonly DiagnosisFix[] {
  const find = `grep -rnwF -- '${old.replace(/[^\w.+@-]/g, '')}' . --include='*.nix'`;
  return [
    {
      ...replace,
      title: `If a file of yours names ${old}: ${replace.title.charAt(0).toLowerCase()}${replace.title.slice(1)}`,
      step: 'if',
    },
    shellFix(`If none does (this finds it), an input uses it: update that input.`, find),
  ];
}

function replaceIt(
  old: string,
  next: string | undefined,
  isOption: boolean,
  evidence: Evidence,
): DiagnosisFix {
  if (next === undefined && /moved to (?:the )?top[- ]level/.test(said(evidence)))
    return advice(`Write the packages of ${old} without ${old}. before them (pkgs.NAME).`);
  if (next === undefined)
    return advice(
      `Take ${old} out of your configuration, or name another in its place. What nixpkgs says of it: ${said(evidence).slice(0, 240)}`,
    );
  const title = `Write ${next} instead of ${old}, wherever it is used.`;
  if (!isOption) {
    const name = packageName(next);
    return name === undefined ? advice(title) : nixFix(title, name);
  }
  const path = optionPath(next);
  return path === undefined
    ? advice(title)
    : nixFix(`${title} Keep the value that you gave.`, `${path} = YOUR_VALUE;`, {
        fill: { YOUR_VALUE: `the value that ${old} has now` },
      });
}

/** Several options that are gone, and what else the same list of assertions says. */
function goneOptions(evidence: Evidence, items: readonly string[]): Diagnosis {
  const gone = items.map(removedOption).filter((name) => name !== undefined);
  const others = items.filter((text) => removedOption(text) === undefined);
  const [only] = items;
  const next = items.length === 1 && only !== undefined ? insteadIn([only]) : undefined;
  const named = [...gone, ...others.flatMap((text) => optionsIn(text).slice(0, 1))];
  const defined = definedIn(items);
  const file = moduleFile(evidence.get('file') || defined);
  return {
    culprit: next === undefined ? [...new Set(named)].join(', ') : `${gone.join(', ')} -> ${next}`,
    at: file === '' ? undefined : { file },
    facts: Object.fromEntries(items.map((text, index) => [`assertion ${index + 1}`, text])),
    message: `${gone.join(' and ')} ${gone.length === 1 ? 'is' : 'are'} gone from this release: ${items.join(' — ').replace(/\/nix\/store\/[0-9a-z]{32}-/g, '')}`,
    fixes: [
      ...updateInput(evidence, file === '' ? undefined : { file: defined || file }),
      ...(next === undefined ? [] : [replaceIt(gone.join(', '), next, true, evidence)]),
      advice(
        `Take ${gone.join(' and ')} out of your configuration${others.length === 0 ? '' : `; and: ${others.map(shortAdvice).join('; ')}`}.`,
      ),
    ],
    options: next === undefined ? gone : [next],
    verify: checkEvaluation(undefined, evidence.context),
  };
}

const shortAdvice = (text: string): string =>
  /system\.stateVersion/.test(text) && /YY\.MM/.test(text)
    ? 'set system.stateVersion back to the release of the first installation, in the form "YY.MM" ("24.05")'
    : text.slice(0, 240).replace(/\.$/, '');

const saysInstead =
  /(?:\buse|favou?r of|replaced by|renamed to|switch to|available as|migrate to) (?:the )?[`'"]?(?<name>[\w.+-]{2,160}?)[`'"]?(?: instead| directly| package|[.,;]?$|[.,;)] )/i;

const noName =
  /^(?:because|as|since|due|it|and|in|the|from|upstream|to|a|an|instead|what|which|this|that|them|your|our|other|any|another|one|release|see|top-level|because|of|for|once|until|its|their|being|lack|you|https?.*|)$/i;

/** The name to use instead, from the message or the two lines that go on with it. */
function newName(evidence: Evidence): string | undefined {
  const lines = [evidence.line.text, ...evidence.below(2)];
  const isGone = /removed|deprecated|no longer|dropped|abandoned|ceased/.test(evidence.get('verb'));
  const named = evidence.get('new').replace(/[.,;:]+$/, '');
  if (!isGone && !noName.test(named)) return named;
  return insteadIn(lines);
}

/** The name that is for most, where a message has several. */
const otherwise = /otherwise,? use [`'"]?(?<name>[\w.+-]{2,160}?)[`'"]?(?:[.,;)]? |[.,;)]?$)/i;

const insteadIn = (lines: readonly string[]): string | undefined =>
  lines.map((text) => otherwise.exec(text)?.groups?.['name']).find((name) => name !== undefined) ??
  lines
    .map((text) => saysInstead.exec(text)?.groups?.['name'])
    .find((name) => name !== undefined && !noName.test(name));

/** The file that sets an option which is gone, as the message names it. */
const definedIn = (items: readonly string[]): string =>
  items
    .map((text) =>
      /option definition [`'"][^'"`\s]{2,200}['"`] in [`'"](?<file>[^'"`\s]{3,300})['"`]/.exec(
        text,
      ),
    )
    .find((found) => found !== null)?.groups?.['file'] ?? '';
