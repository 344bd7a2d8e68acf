import { shellWord, type Diagnosis, type DiagnosisFix, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { byOwner } from '../../shared/owner.js';

/** What is under packages, checks or devShells has to be a derivation; functions and sets go elsewhere. */
export function noDerivation(path: string, evidence: Evidence): Diagnosis {
  const at = evidence.frame();
  return {
    culprit: path,
    at,
    facts: { tried: path },
    message: `${path} is an output of the flake, and no derivation: a function, a set or a value stands where nix flake check and nix build expect a package.`,
    fixes: byOwner(evidence, at, noDerivationFixes(path)),
    verify: ['nix flake check'],
  };
}

/** packages, checks and their like have systems as names: what stands there is one level too high. */
export function noSystem(name: string): Diagnosis {
  return {
    culprit: name,
    facts: { tried: name },
    message: `${name} stands in an output of the flake (packages, checks, devShells, apps) where the name of a system is expected, as x86_64-linux: a package or check was put there without its system, or what is no output by system is called like one.`,
    fixes: [
      advice(
        `If a file of your flake names ${name}: put it under a system (packages.x86_64-linux.${/^[\w-]+$/.test(name) ? name : 'NAME'} = …;), or under an output of another name, as lib or legacyPackages.`,
      ),
      shellFix(
        `If none does (this finds it), an input that makes your outputs has it: update that input.`,
        `grep -rnwF -- ${shellWord(name)} . --include='*.nix'; nix flake metadata`,
      ),
    ],
    verify: ['nix flake check --no-build'],
  };
}

/** The outputs may be written in the person's flake.nix, or be made by an input that writes them. */
function noDerivationFixes(path: string): readonly DiagnosisFix[] {
  const name = path.split('.').at(-1)?.replace(/"/g, '') ?? path;
  return [
    advice(
      `If a file of your flake names ${name}: take it out of ${path.split('.')[0] ?? 'packages'}: a function belongs into lib (or an overlay), a set of packages or configurations into legacyPackages, a shell into devShells.`,
    ),
    shellFix(
      `If none does (this finds it), an input that makes your outputs has it: update that input.`,
      `grep -rnwF -- ${shellWord(name)} . --include='*.nix'; nix flake metadata`,
    ),
  ];
}

/** What is built of a configuration beside the system comes from a module that has to be imported. */
const builtBy: Readonly<Record<string, string>> = {
  diskoScript: 'disko',
  diskoScriptNoDeps: 'disko',
  diskoImages: 'disko',
  diskoImagesScript: 'disko',
  disko: 'disko',
  formatScript: 'disko',
  mountScript: 'disko',
  tarballBuilder: 'nixos-wsl',
};

/** `nixosConfigurations.web1.config.system.build.diskoScript`: the machine may be there, and not its script. */
export function ofModule(wanted: string, flake: string): readonly DiagnosisFix[] | undefined {
  const { host = '', output = '' } =
    /^nixosConfigurations\.(?<host>"[^"]{1,80}"|[\w-]{1,80})\.config\.system\.build\.(?<output>\w{1,40})$/.exec(
      wanted,
    )?.groups ?? {};
  const module = builtBy[output];
  if (module === undefined) return undefined;
  const name = host.replace(/"/g, '');
  return [
    nixFix(
      `If the flake has the configuration ${name}: its modules do not make ${output}. Import ${module}'s module there, of a recent revision (nix flake update ${module}).`,
      `modules = [ inputs.${module}.nixosModules.${module === 'disko' ? 'disko' : 'default'} ];`,
    ),
    shellFix(
      `If it has none of that name (this lists them): name one that is there, after #.`,
      `nix flake show ${shellWord(flake === '' ? '.' : flake)}`,
    ),
  ];
}
