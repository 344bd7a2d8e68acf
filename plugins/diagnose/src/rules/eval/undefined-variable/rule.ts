import { placeName, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { checkEvaluation } from '../../shared/verify.js';

/** Names that people expect in a module, and the way to get them there. */
const moduleArguments: Readonly<Record<string, string>> = {
  pkgs: '{ config, lib, pkgs, ... }:',
  lib: '{ config, lib, pkgs, ... }:',
  config: '{ config, lib, pkgs, ... }:',
  options: '{ config, lib, options, pkgs, ... }:',
  modulesPath: '{ config, lib, pkgs, modulesPath, ... }:',
};

/** A name that no enclosing scope binds; Nix finds it before it evaluates anything. */
export const undefinedVariable: DiagnosisRule = {
  id: 'eval/undefined-variable',
  class: 'undefined-variable',
  phase: 'eval',
  title: 'Undefined variable',
  components: ['evaluation'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['undefined variable'],
      line: /undefined variable ['"`](?<name>[^'"`\s]{1,200})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: scoping',
      url: 'https://nix.dev/manual/nix/latest/language/scope',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const at = evidence.frame();
    const place = at === undefined ? '' : ` at ${placeName(at)}`;
    return {
      culprit: `${name}${place}`,
      at,
      facts: { name },
      message: `The name ${name} is used${place}, and nothing around it defines it: no let, no function argument, no with. Inside "with pkgs; [ … ]" it also means that there is no package of that name.`,
      fixes: fixesFor(name, evidence),
      verify: checkEvaluation(at),
    };
  },
};

function fixesFor(name: string, evidence: Evidence): DiagnosisFix[] {
  const similar = evidence.after(/Did you mean (?:one of )?['"]?(?<name>[\w'.-]+)/, 6);
  const near: DiagnosisFix[] =
    similar === undefined
      ? []
      : [{ title: `Write ${similar.groups?.['name'] ?? ''} instead.`, risk: 'none' }];
  return [...near, ...knownName(name)];
}

function knownName(name: string): DiagnosisFix[] {
  const head = moduleArguments[name];
  if (head !== undefined)
    return [
      {
        title: `Take ${name} as an argument of the file.`,
        code: head,
        language: 'nix',
        risk: 'none',
      },
    ];
  if (name === 'system')
    return [
      {
        title: 'In a module, ask pkgs for the system (pkgs.system in older nixpkgs).',
        code: 'pkgs.stdenv.hostPlatform.system',
        language: 'nix',
        risk: 'none',
      },
      passIn(name),
      {
        title: 'In a flake, bind it in a let around the outputs.',
        code: 'let system = "x86_64-linux"; in',
        language: 'nix',
        risk: 'none',
      },
    ];
  if (name === 'inputs' || name === 'self' || name === 'username' || name === 'hostname')
    return [passIn(name)];
  return [
    {
      title: `Check the spelling of ${name} (a typo?), and where it is bound: rename the reference, or define it.`,
      code: `let ${name} = …; in`,
      language: 'nix',
      risk: 'none',
    },
    {
      title: `If ${name} is a package, name the set that it is in; \`nixai search pkg ${name}\` finds its attribute.`,
      code: `pkgs.${name}`,
      language: 'nix',
      risk: 'none',
    },
    passIn(name),
  ];
}

function passIn(name: string): DiagnosisFix {
  return {
    title: `If it comes from the flake, pass it to the modules with specialArgs (Home Manager: extraSpecialArgs), and take it as an argument: { ${name}, pkgs, ... }:`,
    code: `specialArgs = { inherit ${name}; };`,
    language: 'nix',
    risk: 'none',
  };
}
