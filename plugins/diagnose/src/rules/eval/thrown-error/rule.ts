import {
  placeName,
  shellWord,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';
import { wellKnown } from '../failed-assertions/wellKnown.js';

/** A module or package stops the evaluation with words of its own (throw, abort). */
export const thrownError: DiagnosisRule = {
  id: 'eval/thrown-error',
  class: 'thrown-error',
  phase: 'eval',
  title: 'Evaluation was stopped with a message',
  components: ['evaluation'],
  // Whatever else a rule knows of the same line is surer.
  confidence: 0.6,
  yieldsTo: [
    'renamed-removed',
    'assertion-failed',
    'option-not-exist',
    'unfree-package',
    'insecure-package',
    'package-broken',
    'fod-hash-mismatch',
  ],
  patterns: [
    {
      anchors: ['evaluation aborted with the following'],
      line: /evaluation aborted with the following error message: ['"](?<said>.{1,400}?)['"]?$/,
    },
    {
      anchors: ['error: '],
      line: /^\s{1,12}error: (?<said>(?!attribute |undefined |syntax |The option|A definition|infinite|assertion|cannot coerce|value is|expected|function |builder |Cannot build|hash mismatch|Package|Refusing|getting status|path |opening|unable|access |file |failed to|\d+ dep|build of|stack |attempt)[^/]\S{1,60} \S.{5,360})$/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: builtins.throw',
      url: 'https://nix.dev/manual/nix/latest/language/builtins#builtins-throw',
    },
  ],
  explain(evidence) {
    const aborted = evidence.line.text.includes('evaluation aborted');
    const said = evidence.get('said').trim();
    // A function of nixpkgs' library checks what it is given.
    const checks = /^(?<is>lib(?:\.[\w']{2,40}){1,4}): /.exec(said)?.groups?.['is'];
    // Only where the trace says that it was thrown: other errors have their own words.
    if (
      !aborted &&
      checks === undefined &&
      evidence.before(/calling the 'throw' builtin|caused by explicit throw/, 60) === undefined &&
      !cutTrace(said, evidence)
    )
      return undefined;
    if (/^[: ]*exit (?:code|status) \d/.test(said)) return undefined;
    const whole = [said, ...goesOn(evidence)].join(' ');
    const answer = wellKnown(whole);
    const at = evidence.frame();
    const own = at === undefined || at.library ? undefined : at;
    return {
      culprit: `${said.slice(0, 160)}${own === undefined ? '' : ` (${placeName(own)})`}`,
      at: own,
      facts: { message: said },
      message: `What is evaluated${own === undefined ? '' : ` at ${placeName(own)}`} stops with its own message: ${whole.slice(0, 400)}`,
      fixes: [
        ...(answer ??
          (own === undefined && checks !== undefined
            ? ofLibrary(checks, evidence)
            : [
                advice(`Do what it says: ${whole.slice(0, 400)}`),
                ...(own === undefined ? [saidBy(said)] : []),
              ])),
        ...updateInput(evidence, own),
      ],
      verify: checkEvaluation(own, evidence.context),
    };
  },
};

/** What Nix says itself where evaluation stops, by how that begins. */
const ofNix =
  /^(?:[Ff]ailed|[Cc]annot|[Cc]ould not|getting|program|SQLite|executing|creating|changing|writing|reading|cached|interrupted|some|inputs?|flake|in flake|while|[Gg]it|cloning|the|option|store|derivation|hash|list|string|JSON|NAR|invalid|unsupported|not|no|lock|you|an?|experimental|value|too|out of|division|integer|floating|regex|tarball|HTTP|'|"|`|dynamic|duplicate|called|selected|infinite|illegal|imported?|archive|URL|curl|SSL|protocol|querying|writing|missing|Nix|Lix|access|attempted|building|error|evaluation|fetching|query|setting|unexpected|unknown|unrecogni[sz]ed|wrong|while) ?/;

/** Of a long trace only the outer end is shown, without the throw: what no message of Nix begins with is one. */
const cutTrace = (said: string, evidence: Evidence): boolean =>
  !ofNix.test(said) &&
  evidence.before(/^\s*\(stack trace truncated;/, 6) !== undefined &&
  evidence.before(/^\s*… while (?:evaluating|calling) /, 60) !== undefined;

/** Whose message it is decides where it is mended. */
function saidBy(said: string): DiagnosisFix {
  const words = /[\w./'-]+(?: [\w./'-]+){2,7}/.exec(said.replace(/[\w./-]*\d[\w./-]*/g, '|'))?.[0];
  return shellFix(
    'See who says it: what this finds is a check of yours; if it finds nothing, an input says it, which --show-trace names.',
    `grep -rnF --include='*.nix' -- ${shellWord(words ?? said.slice(0, 60))} .`,
  );
}

/** A message of several lines is indented as its first. */
function goesOn(evidence: Evidence): readonly string[] {
  const indent = /^\s*/.exec(evidence.line.text)?.[0] ?? '';
  const lines: string[] = [];
  if (indent.length < 4) return lines;
  for (const text of evidence.below(8)) {
    if (!text.startsWith(indent) || text.trim() === '' || /^\s*(?:at \/|…|error:)/.test(text))
      break;
    lines.push(text.trim());
  }
  return lines;
}

/** What calls the library is not shown: a file of the person's, or a module of an input of another time. */
const ofLibrary = (name: string, { context }: Evidence): readonly DiagnosisFix[] => [
  shellFix(
    `If a file of yours calls ${name} (this lists them): give it what the message asks for.`,
    `grep -rn --include='*.nix' ${name.split('.').at(-1)?.replace(/\W/g, '') ?? 'lib'} .`,
  ),
  shellFix(
    'If none does: a module of an input does, and that input and nixpkgs are of two times. Update them together; if this began with an update, go back to the lock file of before.',
    context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
  ),
];
