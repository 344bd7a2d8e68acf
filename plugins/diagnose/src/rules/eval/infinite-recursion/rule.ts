import {
  placeName,
  withoutStorePath,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

const argument =
  /while evaluating the module argument [`'"](?<name>[^'"`\s]{1,120})['"`](?: in ["']?(?<file>[^"'\s]{1,300}?)["']?:?$)?/;

const moduleLookup = /_module\.args|context name|lib\/modules\.nix:\d/;

const option =
  /while evaluating the option [`'](?<name>[^'`\s]{1,200})['`]|while evaluating the option "(?<quoted>[^"\s]{1,200})"/;

/** The person's own file whose definitions were being read. */
const definitions = /while evaluating definitions from [`'"](?<file>[^'"`]{1,300})['"`]/;

const nameOf = (match: RegExpMatchArray | null | undefined): string | undefined =>
  match?.groups?.['name'] ?? match?.groups?.['quoted'];

/** Something depends on itself; with modules, mostly `imports` that need the configuration. */
export const infiniteRecursion: DiagnosisRule = {
  id: 'eval/infinite-recursion',
  class: 'infinite-recursion',
  phase: 'eval',
  title: 'Infinite recursion',
  components: ['evaluation'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['infinite recursion encountered'],
      line: /infinite recursion encountered(?:, at:? (?<place>\S{1,300}))?/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: writing modules (imports and specialArgs)',
      url: 'https://nixos.org/manual/nixos/stable/#sec-writing-modules',
    },
  ],
  explain(evidence) {
    const frame = evidence.frame();
    const own = ownDefinitions(evidence);
    // The library only carries out what a definition of the person asks for.
    const at = frame?.library === true && own !== undefined ? { file: own } : frame;
    const place = at === undefined ? '' : placeName(at);
    const wanted = evidence.before(argument, 400) ?? evidence.after(argument, 400);
    const name = wanted?.groups?.['name'];
    if (name !== undefined || inModules(evidence))
      return argumentInImports(evidence, name, wanted?.groups?.['file'], place);
    const loop = evidence.before(option, 400) ?? evidence.after(option, 400);
    const subject = nameOf(loop);
    const inImports =
      subject === undefined && evidence.before(/reference `config` in `imports`/, 40) !== undefined;
    if (inImports) return argumentInImports(evidence, undefined, undefined, '');
    return {
      culprit:
        [subject, place].filter((part) => part !== undefined && part !== '').join(' at ') ||
        'a value that needs itself',
      at,
      facts: { option: subject },
      message: `${subject ?? 'A value'} depends on itself${place === '' ? '' : ` at ${place}`}: its definition reads what it defines, or a condition (mkIf, if, //) asks for the configuration that it is part of.`,
      fixes: [
        ...(frame?.library === true ? [] : updateInput(evidence, at)),
        ...(subject === undefined && (place === '' || frame?.library === true) ? [wholeTrace] : []),
        ...cycleFixes(subject ?? place, subject !== undefined),
      ],
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

/** Nothing of the person's own stands in what was copied. */
const wholeTrace = shellFix(
  'See which definition of yours it is: the whole trace names it (the lines between two equal ones are the loop).',
  'nixos-rebuild build --show-trace 2>&1 | nixai diagnose   # or your own command with --show-trace',
);

function ownDefinitions(evidence: Evidence): string | undefined {
  const files = evidence.all(definitions).map(({ groups }) => groups?.['file'] ?? '');
  const own = files.findLast((file) => evidence.context.place(file).owner === 'own');
  return own === undefined ? undefined : withoutStorePath(own);
}

function inModules(evidence: Evidence): boolean {
  return (
    evidence.frame()?.library === true &&
    (evidence.before(moduleLookup) ?? evidence.after(moduleLookup)) !== undefined &&
    (evidence.before(option, 400) ?? evidence.after(option, 400)) === undefined
  );
}

function argumentInImports(
  evidence: Evidence,
  name: string | undefined,
  file: string | undefined,
  place: string,
) {
  const shown = name ?? 'a module argument';
  const where = file === undefined ? place : withoutStorePath(file);
  return {
    culprit: `${name === undefined ? 'a module argument' : `module argument ${name}`} used in imports${where === '' ? '' : ` (${where})`}`,
    at: file === undefined ? evidence.frame() : { file: where },
    facts: { argument: name },
    message: `To know its imports the module system needs ${shown}, and to know ${shown} it needs all imports: an argument that comes from config or _module.args (or pkgs, config, lib taken from pkgs) decides what is imported.`,
    fixes: ownArguments.has(name ?? '')
      ? cycleFixes(where)
      : name === undefined && file === undefined && !isLookup(evidence)
        ? [...eitherCause(), ...cycleFixes(where)]
        : [passFromOutside(name, isLookup(evidence)), ...cycleFixes(where)],
    verify: checkEvaluation(undefined, evidence.context),
  };
}

/** Nothing of the person's own stands in the trace: what they did last tells. */
function eitherCause(): readonly DiagnosisFix[] {
  return [
    shellFix(
      'If it came with an update of inputs: a module of one of them has the loop. Go back to the lock file of before, and update one input at a time to find which; pin that.',
      'git restore flake.lock',
    ),
    nixFix(
      'If it came with a change of yours: what imports = [ … ]; uses has to come in by specialArgs (Home Manager: extraSpecialArgs). pkgs and config cannot be used there: import the file by its path.',
      'specialArgs = { inherit YOUR_ARGUMENT; };',
      { fill: { YOUR_ARGUMENT: 'what imports uses: --show-trace names it' } },
    ),
  ];
}

/** The marked line of the module system is the one that looks an argument up. */
const isLookup = (evidence: Evidence): boolean =>
  evidence.after(/args\.\$\{name\} or config\._module\.args/, 8) !== undefined;

/** Arguments that the module system itself makes: passing them from outside mends nothing. */
const ownArguments = new Set(['config', 'options', 'pkgs', 'lib']);

function passFromOutside(name: string | undefined, lookedUp: boolean): DiagnosisFix {
  // The trace names neither the argument nor the file: what is in imports has to be looked at.
  if (name === undefined)
    return lookedUp
      ? nixFix(
          'An argument that is no argument of the module system decides what is imported (imports = [ inputs.… ]): pass it by specialArgs where the system is put together (nixosSystem); for a module of Home Manager by extraSpecialArgs.',
          'specialArgs = { inherit YOUR_ARGUMENT; };   # Home Manager: extraSpecialArgs',
          { fill: { YOUR_ARGUMENT: 'what imports uses, mostly inputs: --show-trace names it' } },
        )
      : nixFix(
          'See what imports = [ … ]; uses in your modules. An argument of your own comes in by specialArgs (Home Manager: extraSpecialArgs). pkgs and config cannot be used there: import the file by its path, or with lib (import ./file.nix { inherit lib; }), instead of pkgs.callPackage.',
          'specialArgs = { inherit YOUR_ARGUMENT; };',
          {
            fill: { YOUR_ARGUMENT: 'what imports uses: nixos-rebuild build --show-trace names it' },
          },
        );
  const title =
    'Pass what imports need from outside: specialArgs where the system is put together (nixosSystem); Home Manager: extraSpecialArgs.';
  const argument = packageName(name);
  return argument === undefined || argument.includes('.')
    ? advice(title)
    : nixFix(title, `specialArgs = { inherit ${argument}; };`);
}

function cycleFixes(place: string, isOption = false): DiagnosisFix[] {
  const itself = advice(
    `Where ${isOption ? place : 'a value'} is defined, do not read it (config.${isOption ? place : 'NAME'}) or what is made from it: take the earlier value, or lib.mkMerge, lib.mkBefore; a condition on it belongs into the value (lib.mkIf), not around the definition.`,
  );
  return [
    ...(isOption ? [itself] : []),
    advice(
      `Import modules always, and switch their contents with config = lib.mkIf …: what is in imports${place === '' ? '' : `, and what ${place} defines,`} must not depend on config, pkgs or an argument that comes from them.`,
    ),
    advice(
      'Where a value is merged with itself (x = config.x // …, an overlay that uses final where prev is meant, pkgs.foo overridden as foo), take the earlier value: prev, super, or lib.mkMerge, lib.mkBefore.',
    ),
    advice('Run it again with --show-trace: the lines between two equal ones are the loop.'),
  ];
}
