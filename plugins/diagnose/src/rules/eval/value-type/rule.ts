import {
  placeName,
  type Diagnosis,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { markedSource } from '../../shared/markedSource.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

const kinds = String.raw`(?:an? |the )?(?<KIND>function|set|list|string|integer|int|float|Boolean|bool|null|path|built-in function|thunk|partially applied built-in function|string without context)`;

const named = (group: string): string => kinds.replace('KIND', group);

/** A value of one kind stands where another is needed. */
export const valueType: DiagnosisRule = {
  id: 'eval/value-type',
  class: 'value-type-mismatch',
  phase: 'eval',
  title: 'Value of the wrong kind',
  components: ['evaluation'],
  confidence: 0.88,
  patterns: [
    {
      anchors: [' was expected'],
      line: new RegExp(`value is ${named('found')} while ${named('wanted')} was expected`),
    },
    {
      anchors: [' but found '],
      line: new RegExp(
        `expected ${named('wanted')} but found ${named('found')}(?:: (?<shown>.{0,200}))?`,
      ),
    },
    {
      anchors: ['is not a function but'],
      line: new RegExp(
        `attempt to call something which is not a (?<wanted>function) but ${named('found')}`,
      ),
    },
    {
      anchors: ['overlays passed to nixpkgs must be functions'],
      line: /All (?<overlays>overlays) passed to nixpkgs must be functions/,
    },
  ],
  docs: [
    { title: 'Nix manual: data types', url: 'https://nix.dev/manual/nix/latest/language/types' },
  ],
  explain(evidence) {
    if (evidence.get('overlays') !== '') return notAnOverlay(evidence);
    const found = evidence.get('found');
    const wanted = evidence.get('wanted');
    const at = evidence.frame();
    const lambda = /«lambda(?: \S{1,100})? @ (?<place>[^»\s]{1,300})»/.exec(evidence.get('shown'))
      ?.groups?.['place'];
    const attribute = evidence.before(
      /while evaluating (?:the )?attribute '(?<is>[\w.-]{1,80})' of (?:the )?derivation '(?<of>[^']{1,120})'/,
      30,
    )?.groups;
    const place =
      at === undefined
        ? (lambda ??
          (attribute === undefined
            ? `${found} instead of ${wanted}`
            : `${attribute['is'] ?? ''} of ${attribute['of'] ?? ''}`))
        : at.file === '(string)'
          ? `the expression at ${placeName(at)}`
          : placeName(at);
    const source = markedSource(evidence, at)?.trim().slice(0, 120);
    return {
      culprit: source === undefined ? place : `${source} at ${place}`,
      at,
      facts: { found, wanted, function: lambda },
      message: `A ${wanted} is needed here, and the value is a ${found}.`,
      fixes: [
        ...overlays(found, source),
        ...updateInput(evidence, at),
        ...calledPath(found, source),
        ...(at === undefined && lambda === undefined ? [findPlace(found)] : []),
        ...fixesFor(found, wanted),
      ],
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** The trace was cut before it came to a file of the person's own. */
const findPlace = (found: string): DiagnosisFix =>
  shellFix(
    `See which option and file that is: the last file of your own in the whole trace gives a ${found}.`,
    'nixos-rebuild dry-build --show-trace 2>&1 | nixai diagnose   # with your own --flake',
  );

/** nixpkgs says that much itself, but not which. */
function notAnOverlay(evidence: Evidence): Diagnosis {
  return {
    culprit: 'overlays (nixpkgs)',
    message:
      'One of the overlays that nixpkgs is given is no function of two arguments (final: prev: …): mostly a whole set of them, or what overlays has for each system.',
    fixes: [
      nixFix(
        'Where nixpkgs.overlays is set (or nixpkgs imported): name one overlay of the input.',
        'overlays = [ inputs.YOUR_INPUT.overlays.default ];',
        {
          fill: {
            YOUR_INPUT:
              'the input with the overlay; it has overlays.default, or the older overlay: nix flake show',
          },
        },
      ),
      shellFix('See what an input has.', 'nix flake show YOUR_URL', {
        fill: { YOUR_URL: 'the address of the input' },
      }),
    ],
    verify: checkEvaluation(undefined, evidence.context),
  };
}

/** nixpkgs puts overlays together in its own files: the mistake is where they are given. */
function overlays(found: string, source: string | undefined): readonly DiagnosisFix[] {
  if (/\+\+ overlays \+\+/.test(source ?? '') && found !== 'list')
    return [
      nixFix(
        'overlays is a list, where nixpkgs is imported or nixpkgs.overlays is set: put the overlay in brackets.',
        'overlays = [ (final: prev: { }) ];',
      ),
    ];
  if (/^\s*extends =|super \/\/ f self super|overlay final prev|f final prev/.test(source ?? ''))
    return [
      nixFix(
        `An overlay is a function of two arguments, and one of those given is a ${found}: (inputs.NAME.overlays.default, not inputs.NAME.overlays).`,
        'overlays = [ (final: prev: { }) ];',
      ),
    ];
  return [];
}

/** `(./file.nix { … })`: the path itself is no function, what is in the file may be one. */
function calledPath(found: string, source: string | undefined): readonly DiagnosisFix[] {
  const file = /\(?\s*(?<file>\.{1,2}\/[\w./-]{1,200})\s*\{/.exec(source ?? '')?.groups?.['file'];
  return found === 'path' && file !== undefined
    ? [
        nixFix(
          'A path is not called: import it first (the file must be a function of those arguments).',
          `(import ${file} {`,
        ),
      ]
    : [];
}

function fixesFor(found: string, wanted: string): readonly DiagnosisFix[] {
  if (found.includes('function') && wanted === 'list')
    return [
      nixFix(
        'If the function itself is meant (a module, an overlay): put it in a list.',
        '[ YOUR_VALUE ]',
        { fill: { YOUR_VALUE: 'what stands there now' } },
      ),
      nixFix(
        'If the list that it gives is meant: call it (an imported file that begins with an argument list is a function).',
        'import ./YOUR_FILE.nix { inherit pkgs lib; }',
        {
          fill: {
            YOUR_FILE: 'the file that is imported there; give it the arguments that it names',
          },
        },
      ),
    ];
  if (found.includes('function') && wanted !== 'function')
    return [
      nixFix(
        'Call the function: an imported file that begins with an argument list is one.',
        'import ./YOUR_FILE.nix { inherit pkgs lib; }',
        {
          fill: {
            YOUR_FILE: 'the file that is imported there; give it the arguments that it names',
          },
        },
      ),
      advice(
        'In a list, put parentheses around a call: [ (f x) ], not [ f x ]. If the expression worked before, the function or package of that name changed: update the input that it comes from; nix-shell does not read the overlays of configuration.nix.',
      ),
    ];
  if (wanted === 'function')
    return [
      advice(
        `What is called is a ${found}, not a function: take the argument away, put a semicolon, comma or parentheses where two items or operands run together, or check what the name is bound to. A file that is no function is imported without an argument.`,
      ),
    ];
  if (wanted === 'list')
    return [
      nixFix('Put the value in a list.', '[ YOUR_VALUE ]', {
        fill: { YOUR_VALUE: 'what stands there now' },
      }),
    ];
  if (wanted === 'string')
    return [
      nixFix('Turn it into a string, or quote it.', 'toString YOUR_VALUE', {
        fill: { YOUR_VALUE: 'what stands there now' },
      }),
    ];
  return [
    advice(
      `Give a ${wanted} here, or follow the trace to where the ${found} comes from (--show-trace).`,
    ),
  ];
}
