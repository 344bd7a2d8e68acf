import {
  placeName,
  withoutStorePath,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
} from '@nixai/api';
import { advice, nixFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

const argument =
  /while evaluating the module argument [`'"](?<name>[^'"`\s]{1,120})['"`](?: in ["']?(?<file>[^"'\s]{1,300}?)["']?:?$)?/;

const moduleLookup = /_module\.args|context name|lib\/modules\.nix:\d/;

const option = /while evaluating the option [`'"](?<name>[^'"`\s]{1,200})['"`]/;

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
    const at = evidence.frame();
    const place = at === undefined ? '' : placeName(at);
    const wanted = evidence.before(argument, 400) ?? evidence.after(argument, 400);
    const name = wanted?.groups?.['name'];
    if (name !== undefined || inModules(evidence))
      return argumentInImports(evidence, name, wanted?.groups?.['file'], place);
    const loop = evidence.before(option, 400) ?? evidence.after(option, 400);
    const subject = loop?.groups?.['name'];
    return {
      culprit:
        [subject, place].filter((part) => part !== undefined && part !== '').join(' at ') ||
        'a value that needs itself',
      at,
      facts: { option: subject },
      message: `${subject ?? 'A value'} depends on itself${place === '' ? '' : ` at ${place}`}: its definition reads what it defines, or a condition (mkIf, if, //) asks for the configuration that it is part of.`,
      fixes: cycleFixes(),
      verify: checkEvaluation(at),
    };
  },
};

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
    fixes: ownArguments.has(name ?? '') ? cycleFixes() : [passFromOutside(name), ...cycleFixes()],
    verify: checkEvaluation(),
  };
}

/** Arguments that the module system itself makes: passing them from outside mends nothing. */
const ownArguments = new Set(['config', 'options']);

function passFromOutside(name = 'inputs'): DiagnosisFix {
  return nixFix(
    'Pass what imports need from outside: specialArgs for NixOS, extraSpecialArgs for Home Manager.',
    `specialArgs = { inherit ${name}; };   # Home Manager: extraSpecialArgs`,
  );
}

function cycleFixes(): DiagnosisFix[] {
  return [
    nixFix(
      'Import a module always, and switch its contents with an option.',
      'config = lib.mkIf config.my.feature.enable { … };',
    ),
    advice(
      'Where a value is merged with itself (config.x = config.x // …, an overlay that uses final where prev is meant), take the earlier value: prev, super, or lib.mkMerge / lib.mkBefore.',
    ),
    advice('Run it again with --show-trace: the lines between two equal ones are the loop.'),
  ];
}
