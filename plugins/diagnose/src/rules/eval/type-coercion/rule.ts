import {
  placeName,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';
import { markedAttribute } from '../../shared/markedSource.js';

/** A set, function or list where text is needed: in "${…}", +, toString, or a derivation's attribute. */
export const typeCoercion: DiagnosisRule = {
  id: 'eval/type-coercion',
  class: 'type-coercion',
  phase: 'eval',
  title: 'Value cannot become a string',
  components: ['evaluation'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['cannot coerce '],
      line: /cannot coerce (?:an? |the )?(?:value of type )?(?<kind>[\w -]{2,40}?) to (?:a |an )?(?:string|path)(?::? (?<shown>.{1,300}))?(?:, at .{1,300})?$/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: string interpolation',
      url: 'https://nix.dev/manual/nix/latest/language/string-interpolation',
    },
  ],
  explain(evidence) {
    const kind = evidence.get('kind');
    const at = evidence.frame();
    const attribute = attributeOf(evidence) ?? markedAttribute(evidence, at);
    const place = at === undefined ? '' : placeName(at);
    return {
      culprit:
        [attribute, place].filter((part) => part !== undefined && part !== '').join(' at ') || kind,
      at,
      facts: { kind, attribute, value: evidence.get('shown') || undefined },
      message: `A ${kind} stands where a string is needed${attribute === undefined ? '' : `, in the attribute ${attribute}`}${place === '' ? '' : ` (${place})`}.`,
      // A library turns into text what it was given; only what is null may be its own fault.
      fixes: /null/.test(kind)
        ? [
            ...(at === undefined ? [wholeTrace(attribute)] : []),
            ...ofDerivation(kind, attribute, at, evidence),
            ...byOwner(evidence, at, fixesFor(kind)),
          ]
        : byOwner(
            evidence,
            at,
            [
              ...ofDerivation(kind, attribute, at, evidence),
              ...givenTo(attribute, at, evidence),
              ...fixesFor(kind),
            ],
            'own first',
          ),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** A builder of nixpkgs turns into text what it is given: who gave it stands further down in the trace. */
const wholeTrace = (attribute: string | undefined): DiagnosisFix =>
  shellFix(
    `See what is null: the whole trace names the option or the file that gives it${attribute === undefined ? '' : ` to ${attribute}`}; mostly an option that has no default and is not set, or an input of another time.`,
    'nix build --show-trace 2>&1 | nixai diagnose   # or your own command with --show-trace',
  );

/** What a builder was given for a package: whoever writes the package mends it, and not the builder. */
function ofDerivation(
  kind: string,
  attribute: string | undefined,
  at: SourcePosition | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const place = evidence.context.place(at?.file);
  const builder =
    place.owner === 'foreign'
      ? place.input === 'nixpkgs'
      : place.inStore === true && /(?:^|\/)lib\//.test(at?.file ?? '');
  const [name = '', of] = (attribute ?? '').split(' of ');
  if (!builder || name === '' || (of === undefined && !/^(?:name|pname|version)$/.test(name)))
    return [];
  const package_ = of ?? 'a package';
  const what =
    of === undefined
      ? `its ${name === 'name' ? 'pname or version' : name} is ${kind}`
      : `what it has as ${name} is a ${kind}`;
  return [
    advice(
      `If you write ${package_}, or override it: ${what}; ${kind === 'null' ? 'give it text there, or leave it out' : 'name what is meant there, as one package or a text'}.${of === undefined ? ' (--show-trace names the package.)' : ''}`,
    ),
    shellFix(
      `If not: what ${package_} comes from (an input, an overlay) is of another time than nixpkgs, or broken. Take another revision of it.`,
      evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
    ),
  ];
}

/** The place is in somebody else's function: the value came from a configuration. */
function givenTo(
  attribute: string | undefined,
  at: SourcePosition | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  if (at === undefined || evidence.context.place(at.file).owner !== 'foreign') return [];
  const variables =
    at.file.endsWith('lib/shell.nix') ||
    /sessionVariables|environment\.variables/.test(attribute ?? '');
  return [
    advice(
      variables
        ? 'A value of home.sessionVariables (or environment.variables) is a set, and has to be text: see which one, and name what is meant inside it (a package gives its path by itself, a set of packages does not).'
        : `${at.file} only uses what it is given: find the option or argument of yours that ends there (with --show-trace, the last file of your own), and give it text.`,
    ),
  ];
}

/** Which attribute of which derivation or option was being turned into text. */
function attributeOf(evidence: Evidence): string | undefined {
  const attribute =
    /while evaluating (?:the )?attribute '(?<name>[^'\s]{1,200})' of (?:the )?derivation '(?<of>[^'\s]{1,200})'|while evaluating the (?:attribute|option|definition) [`'"](?<only>[^'"`\s]{1,200})['"`]/;
  const option = /while evaluating the option [`'"](?<only>[^'"`\s]{1,200})['"`]/;
  const groups = (
    evidence.before(option, 8) ??
    evidence.before(attribute) ??
    evidence.after(attribute)
  )?.groups;
  const of = groups?.['of'];
  return of === undefined ? groups?.['only'] : `${groups?.['name'] ?? ''} of ${of}`;
}

const it = { fill: { YOUR_VALUE: 'what stands at the place now' } };

function fixesFor(kind: string): DiagnosisFix[] {
  const byKind: Readonly<Record<string, DiagnosisFix>> = {
    set: advice(
      'Name what is meant inside the set: one of its attributes, for a set of packages one package (pkgs.hello, which becomes its store path by itself). Where an option of string type is set to a set, give it a string.',
    ),
    function: nixFix(
      'Call the function first; in a list, with parentheses around the call.',
      '(YOUR_VALUE YOUR_ARGUMENT)',
      { fill: { ...it.fill, YOUR_ARGUMENT: 'what the function wants' } },
    ),
    list: nixFix('Join the list to one string.', 'lib.concatStringsSep " " YOUR_VALUE', it),
    Boolean: nixFix('Say which words are meant.', 'lib.boolToString YOUR_VALUE', it),
    integer: nixFix('Turn the number into a string.', 'toString YOUR_VALUE', it),
    null: nixFix(
      'Leave it out where it is null.',
      'lib.optionalString (YOUR_VALUE != null) YOUR_VALUE',
      it,
    ),
  };
  const own = Object.entries(byKind).find(([name]) => kind.includes(name))?.[1];
  return [
    ...(own === undefined ? [] : [own]),
    nixFix(
      'To see what the value is, show it as text.',
      'builtins.trace (builtins.toJSON YOUR_VALUE) YOUR_VALUE',
      it,
    ),
    advice(
      'Options of string type (session variables, systemd settings, environment) take a string or a package, not a set: see nixai explain-option.',
    ),
  ];
}
