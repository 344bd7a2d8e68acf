import {
  placeName,
  withoutStorePath,
  type DiagnosisFix,
  type DiagnosisRule,
  type Evidence,
  type SourcePosition,
} from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { byOwner, updateInput } from '../../shared/owner.js';
import { calledByShell } from './calledByShell.js';
import { notAnOverlay } from './notAnOverlay.js';
import { checkEvaluation } from '../../shared/verify.js';

/** A function gets an argument that it does not take, or lacks one that it needs. */
export const functionArgument: DiagnosisRule = {
  id: 'eval/function-argument',
  class: 'function-argument-mismatch',
  phase: 'eval',
  title: 'Function called with the wrong arguments',
  components: ['evaluation'],
  confidence: 0.92,
  patterns: [
    {
      anchors: ['called without required argument', 'called with unexpected argument'],
      line: /(?:function )?['"`]?(?<function>anonymous (?:function|lambda)|[\w.-]{1,120})['"`]?(?: at (?<file>[^\s:]{1,300}):(?<row>\d{1,7}):(?<column>\d{1,5}))?,? called with(?<out>out)? (?:required|unexpected) argument ['"`](?<name>[^'"`\s]{1,120})['"`](?: at (?<where>[^\s:]{1,300}):(?<at>\d{1,7}))?/,
    },
    {
      anchors: ['overlay does not take an argument'],
      line: /overlay does not take an argument named ['"`](?<overlay>final|prev)['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: functions',
      url: 'https://nix.dev/manual/nix/latest/language/syntax#functions',
    },
  ],
  explain(evidence) {
    if (evidence.get('overlay') !== '') return notAnOverlay(evidence.get('overlay'), evidence);
    const name = evidence.get('name');
    const missing = evidence.get('out') !== '';
    const called = calledFunction(evidence);
    const ofNixpkgs = !missing && called !== undefined && internal.test(called.file);
    const at = declared(evidence) ?? (ofNixpkgs ? called : evidence.frame());
    const place = at === undefined ? '' : ` at ${placeName(at)}`;
    return {
      culprit: `${name}${place}`,
      at,
      facts: { argument: name, function: evidence.get('function') },
      message: missing
        ? `The function${place} needs the argument ${name}, and its caller does not give it. With callPackage that means: there is no package ${name}.`
        : `The function${place} does not take the argument ${name} that its caller gives.`,
      fixes: missing
        ? (calledByShell(at?.file, evidence) ??
          byOwner(evidence, at, fixesForMissing(name, evidence, at), 'own first'))
        : ofNixpkgs
          ? callerOfAnotherTime(evidence)
          : fixesForUnexpected(name, evidence, at),
      verify: checkEvaluation(at, evidence.context),
    };
  },
};

function declared(evidence: Evidence) {
  const where = withoutStorePath(evidence.get('where'));
  if (where !== '') return { file: where, line: Number(evidence.get('at')) };
  const file = withoutStorePath(evidence.get('file'));
  if (file === '') return undefined;
  return { file, line: Number(evidence.get('row')), column: Number(evidence.get('column')) };
}

/** The function itself, which Nix names below its message. */
function calledFunction(evidence: Evidence): { file: string; line: number } | undefined {
  const found = evidence
    .below(2)
    .map((text) =>
      /^\s*at (?<file>\/[^\s:]{1,300}|«[^»]{1,200}»[^\s:]{1,200}):(?<line>\d{1,7})/.exec(text),
    )
    .find((one) => one !== null)?.groups;
  return found === undefined
    ? undefined
    : { file: withoutStorePath(found['file'] ?? ''), line: Number(found['line']) };
}

/** Functions that nixpkgs puts its own packages together with. */
const internal =
  /(?:^|\/)pkgs\/(?:development\/(?:interpreters|compilers|haskell-modules|lua-modules|ocaml-modules)|build-support|stdenv|top-level)\//;

/** It is called by an overlay, an override or a whole project that was written for another nixpkgs. */
function callerOfAnotherTime(evidence: Evidence): readonly DiagnosisFix[] {
  return [
    shellFix(
      `If an input or an overlay calls it: that was written for another nixpkgs. Update both together, or pin the one of before.`,
      evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
    ),
    shellFix(
      'If this project calls it (release.nix): build it with the nixpkgs of its time (its README or last commit tells which).',
      'nix-build -I nixpkgs=https://github.com/NixOS/nixpkgs/archive/YOUR_REVISION.tar.gz',
      { fill: { YOUR_REVISION: 'a branch or commit of nixpkgs of that time, as nixos-23.11' } },
    ),
  ];
}

/** A function in somebody else's source that lacks a package: that source wants another nixpkgs. */
function fixesForMissing(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const argument = packageName(name);
  const { kind, owner } = evidence.context.place(at?.file);
  const called =
    // Only callPackage says it so.
    / Function called without required/.test(` ${evidence.line.text.replace(/['"]/g, ' ')}`) ||
    evidence.all(/callPackage|customisation\.nix/)[0] !== undefined;
  const renamed = advice(
    `There is no package ${name} in this nixpkgs (renamed, removed, or only in a newer one): use its present name in the file that asks for it. nixai search pkg ${name} finds it.`,
  );
  const update = updateInput(evidence, at);
  // A package definition of nixpkgs itself was called by an overlay made for another nixpkgs.
  if (
    /(?:^|\/)(?:nixpkgs|nixos|source)?\/?pkgs\/(?:applications|development|tools|by-name|os-specific|servers|build-support)\//.test(
      at?.file ?? '',
    )
  )
    return [
      shellFix(
        `The file is of nixpkgs, and what calls it (an overlay or an input) was made for another nixpkgs, where ${name} exists: bring both to one date.`,
        evidence.context.flake === false
          ? 'sudo nix-channel --update'
          : 'nix flake update   # with channels: sudo nix-channel --update',
      ),
      advice(
        'If nixpkgs stays on a release: take the overlay at a commit of that time, or its branch for the release.',
      ),
    ];
  if (argument === undefined || argument.includes('.')) return [...update, renamed];
  const special = nixFix(
    `Pass it to the modules where the system is put together (Home Manager: extraSpecialArgs).`,
    `specialArgs = { inherit ${argument}; };`,
  );
  const give = nixFix(
    'Give it at the call, among its other arguments.',
    `{ inherit ${argument}; }`,
  );
  const optional = nixFix(
    'If it is not always needed, give it a default where the function is declared.',
    `{ ${argument} ? null, ... }:`,
  );
  // Every module is given these: who lacks one was called as a plain function.
  if (owner !== 'foreign' && /^(?:config|lib|options|pkgs|modulesPath)$/.test(argument))
    return [
      nixFix(
        `Modules are given ${argument} without being asked, so that the file is called by a plain import: give it there, as in import ./FILE { inherit ${argument}; }.`,
        `{ inherit ${argument}; }`,
      ),
      advice('Or, if it is meant as a module: put its path into imports, without a call.'),
      optional,
    ];
  // The function is right: who calls it is of another time.
  if (owner === 'foreign')
    return [
      shellFix(
        'The function is of somebody else, and what calls it (an input, or your overlay) is of another time: update the inputs together, or correct the call.',
        evidence.context.flake === false ? 'sudo nix-channel --update' : 'nix flake update',
      ),
      ...update.slice(-1),
      renamed,
    ];
  if (called || kind === 'package') return [renamed, give, optional];
  if (kind === 'nixos-module' || kind === 'home-module' || kind === 'darwin-module')
    return [special, give, optional];
  return [give, special, optional, renamed];
}

function fixesForUnexpected(
  name: string,
  evidence: Evidence,
  at: SourcePosition | undefined,
): readonly DiagnosisFix[] {
  const meant = evidence.after(/Did you mean ['"`]?(?<name>[\w'-]{1,80})['"`]?\?/, 12)?.groups?.[
    'name'
  ];
  const { kind, owner } = evidence.context.place(at?.file);
  const header = nixFix(
    'Let the function take more arguments than it names (add `...` at the end): a module always needs this.',
    '{ config, lib, pkgs, ... }:',
  );
  const remove = advice(
    `Take ${name} out of the call (or of the override): the function does not take it (any more, or not yet).${meant === undefined ? '' : ` Nix suggests ${meant}.`} If caller and function come from different inputs, update them together: nix flake update.`,
  );
  if (name === 'extraSpecialArgs')
    return [
      nixFix(
        'nixosSystem (and darwinSystem) takes specialArgs; extraSpecialArgs is what homeManagerConfiguration and the module of Home Manager take.',
        'specialArgs = YOUR_VALUE;',
        { fill: { YOUR_VALUE: 'what extraSpecialArgs is set to' } },
      ),
      remove,
    ];
  const isModule = ['nixos-module', 'home-module', 'darwin-module'].includes(kind);
  // A `default.nix` that is imported for its value: what calls it gives what it does not take.
  const caller = evidence.all(/import \.{1,2}\/?\S{0,80} \{/)[0] !== undefined;
  const ofModules =
    /^(?:config|lib|options|pkgs|modulesPath|specialArgs|inputs|osConfig|nixosConfig|_class|self|system|username|hostname)$/.test(
      name,
    );
  if (owner === 'foreign') return [remove, ...updateInput(evidence, at)];
  if (kind === 'flake')
    return [
      nixFix(
        `In flake.nix the function outputs gets every input: name ${name} in its arguments, or take the rest with ...`,
        'outputs = { self, nixpkgs, ... }: YOUR_OUTPUTS;',
        { fill: { YOUR_OUTPUTS: 'what stands there now' } },
      ),
      remove,
    ];
  if (caller) return [remove, header];
  return isModule || ofModules ? [header, remove] : [remove, header];
}
