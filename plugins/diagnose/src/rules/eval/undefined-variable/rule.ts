import { placeName, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { commonNear } from '../../shared/commonPackages.js';
import { markedSource } from '../../shared/markedSource.js';
import { nerdFonts } from '../../shared/nerdFonts.js';
import { byOwner, updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

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
      fixes: fixesFor(name, at?.file, evidence),
      // Parsing finds no name that a `with` may bring.
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

/** A module that asks the library for what it does not have is newer than the library. */
function ofLibrarys(
  name: string,
  evidence: Evidence,
  update: readonly DiagnosisFix[],
): readonly DiagnosisFix[] {
  const source = markedSource(evidence, evidence.frame()) ?? '';
  return /\btypes\b|\blib\b/.test(source) && input(evidence) !== 'nixpkgs'
    ? [
        advice(
          `${input(evidence)} asks the library of nixpkgs for ${name}, which yours does not have: the two are of different releases. Take the branch of ${input(evidence)} for your release of nixpkgs, or update nixpkgs.`,
        ),
        ...update,
      ]
    : update;
}

const input = (evidence: Evidence): string =>
  evidence.context.place(evidence.frame()?.file).input ?? 'What it stands in';

/** Package sets and helpers that are attributes of pkgs. */
const ofPackages =
  /^(?:pkgs(?:[A-Z]\w+|i686Linux)|stdenv|mkShell|fetch(?:FromGitHub|FromGitLab|url|git|zip|patch)|writeText|writeShell\w*|callPackage|runCommand\w*|buildEnv|symlinkJoin|linuxPackages\w*|python3\d*Packages|haskellPackages|nodePackages|rustPlatform|buildGoModule|makeWrapper|substituteAll)$/;

const ofLibrary =
  /^(?:mk(?:If|Option|EnableOption|PackageOption|Force|Default|Merge|Before|After|Override|Forced)|optional(?:s|String|Attrs)?|types|concat(?:Strings|MapStrings|Map)?(?:Sep)?|mapAttrs\w*|genAttrs|getExe'?|literalExpression|flatten|recursiveUpdate|filterAttrs|attrValues|attrNames)$/;

const moduleHeads: Readonly<Record<string, string>> = {
  pkgs: '{ config, lib, pkgs, ... }:',
  lib: '{ config, lib, pkgs, ... }:',
  config: '{ config, lib, pkgs, ... }:',
  options: '{ config, lib, options, pkgs, ... }:',
  modulesPath: '{ config, lib, pkgs, modulesPath, ... }:',
  osConfig: '{ config, lib, pkgs, osConfig, ... }:',
};

function fixesFor(
  name: string,
  file: string | undefined,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const { kind, owner } = evidence.context.place(file);
  // A repository that is named by its address may be the person's own.
  const update = updateInput(evidence, file === undefined ? undefined : { file });
  const mending = mend(name, kind === 'flake', kind === 'package', evidence);
  const foreign = owner === 'foreign' || update.length > 0;
  if (!foreign && file !== undefined) return byOwner(evidence, { file }, mending);
  return foreign && !ofPackages.test(name)
    ? [...ofLibrarys(name, evidence, update), ...mending]
    : [...mending, ...update];
}

function mend(
  name: string,
  inFlake: boolean,
  inPackage: boolean,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  if (inFlake && name === 'pkgs')
    return [
      nixFix(
        'Bind it in a let around the outputs that use it (with the system written out, "x86_64-linux", where no system is bound). A module header does not belong into flake.nix.',
        'let\n  pkgs = nixpkgs.legacyPackages.${system};\nin',
      ),
    ];
  if (inFlake && name === 'lib')
    return [nixFix('In flake.nix it comes from the input nixpkgs.', 'nixpkgs.lib')];
  if (name === 'system') return systemFixes(inFlake);
  if (inFlake && ofInput(name, evidence)) return [asArgument(name)];
  if (/^nerd-?fonts$/.test(name)) return [nerdFonts];
  if (ofPackages.test(name))
    return [
      nixFix(
        `It is an attribute of pkgs: name it through pkgs${inPackage ? ', or take it as an argument of the package' : ''}.`,
        `pkgs.${name}`,
      ),
    ];
  if (ofLibrary.test(name))
    return [nixFix('It is a function of lib: name it through lib.', `lib.${name}`)];
  const head = moduleHeads[name];
  if (head !== undefined && evidence.frame() === undefined && /^(?:pkgs|lib)$/.test(name))
    return [
      nixFix(
        `If a module uses it: take ${name} as an argument, in the first lines of that file.`,
        head,
      ),
      nixFix(
        'If flake.nix uses it (a module header does not belong there): take it from the input nixpkgs.',
        name === 'lib' ? 'nixpkgs.lib' : 'nixpkgs.legacyPackages.${system}',
      ),
    ];
  if (head !== undefined)
    return [
      nixFix(
        `Take ${name} as an argument: ${inPackage ? `add ${name} to the arguments in the first lines of the file` : 'the file of a module begins so'}.`,
        head,
      ),
    ];
  const similar = similarName(evidence);
  const near = similar.length > 0 || inFlake ? undefined : commonNear(name);
  return [
    ...similar,
    ...(near === undefined
      ? []
      : [nixFix(`Did you mean ${near}? Write that package's name instead of ${name}.`, near)]),
    ...unknownName(name, inFlake, evidence),
  ];
}

/** `home-manager.nixosModules.…` in flake.nix: an input, by what is asked of it. */
function ofInput(name: string, evidence: Evidence): boolean {
  const source = markedSource(evidence, evidence.frame()) ?? '';
  const output =
    /^\.(?:(?:nixos|home|homeManager|darwin|flake)(?:Modules?|Configurations?)|lib|overlays?|packages|legacyPackages|outputs|inputs)\b/;
  const at = source.indexOf(`${name}.`);
  return at >= 0 && output.test(source.slice(at + name.length));
}

function asArgument(name: string): DiagnosisFix {
  return nixFix(
    `${name} is an input, and outputs does not take it by its name: add it to the arguments of outputs (and to inputs, if it is not there yet).`,
    `outputs = { self, nixpkgs, ${name}, ... }@inputs: YOUR_OUTPUTS;`,
    { fill: { YOUR_OUTPUTS: 'what stands there now' } },
  );
}

function systemFixes(inFlake: boolean): readonly DiagnosisFix[] {
  const bind = nixFix(
    'In a flake, bind it in a let around the outputs.',
    'let\n  system = "x86_64-linux";\nin',
  );
  const ask = nixFix(
    'In a module, ask pkgs for the system (the module must take pkgs).',
    'pkgs.stdenv.hostPlatform.system',
  );
  return inFlake ? [bind, ask] : [ask, bind, passIn('system')];
}

function unknownName(name: string, inFlake: boolean, evidence: Evidence): readonly DiagnosisFix[] {
  const package_ = packageName(name);
  const fromFlake =
    /^(?:inputs|self|username|user|hostname|host|vars|flake|outputs|unstable|pkgs-\w+|\w+-pkgs)$/;
  if (fromFlake.test(name) && !inFlake) return [passIn(name)];
  const marked = markedSource(evidence, evidence.frame());
  const inList =
    marked !== undefined &&
    /^\s*\(?[\w.'-]+\)?(?:\s+\(?[\w.'-]+\)?){0,12}\s*(?:#.*)?$/.test(marked);
  const withPackages = evidence.all(
    /with (?:pkgs|import)|systemPackages|home\.packages|buildInputs/,
  )[0];
  const shown = inList || withPackages !== undefined;
  const inSet = advice(
    `${shown ? 'There' : 'If it stands in a list of packages (with pkgs): there'} is no package ${name} in this nixpkgs: it is misspelled, has another attribute, or only a newer nixpkgs has it. See what it is called: nixai search pkg ${name}; then correct or remove it.`,
  );
  const inOther =
    package_ === undefined
      ? []
      : [nixFix('If it is a package, name the set that it is in.', `pkgs.${package_}`)];
  const spelling = advice(
    `Correct the spelling of ${name}, or bind it: as an argument of the file, or with let ${name} = … in before its use.`,
  );
  if (inList || marked === undefined || withPackages !== undefined)
    return [inSet, ...inOther, passIn(name)];
  return [spelling, ...inOther, passIn(name)];
}

/** Nix' own guess, where it is one name and close. */
function similarName(evidence: Evidence): readonly DiagnosisFix[] {
  const similar = /Did you mean ['"`]?(?<name>[\w'.-]+?)['"`]?\?/;
  const name = evidence.after(similar, 12)?.groups?.['name'];
  return name === undefined ? [] : [advice(`Write ${name} instead, if that is meant.`)];
}

function passIn(name: string): DiagnosisFix {
  const argument = packageName(name);
  const title = `If it comes from the flake, pass it to the modules with specialArgs (Home Manager: extraSpecialArgs), and take it as an argument: { ${name}, pkgs, ... }:`;
  return argument === undefined || argument.includes('.')
    ? advice(title)
    : nixFix(title, `specialArgs = { inherit ${argument}; };`);
}
