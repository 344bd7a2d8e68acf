import { type DiagnosisFix, type Evidence } from '@nixai/api';
import { packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** The module system looks arguments up in lib/modules.nix: the missing attribute is an argument. */
export function isModuleArgument(evidence: Evidence, file: string | undefined): boolean {
  const lookup =
    /evaluating the module argument|_module\.args|addErrorContext \(context name\)|args\.\$\{name\}|functionArgs/;
  const told = evidence.before(/argument `(?<is>[\w-]{1,80})` is not externally provided/, 8);
  if (told?.groups?.['is'] === evidence.get('name')) return true;
  return (
    file?.endsWith('lib/modules.nix') === true &&
    (evidence.before(lookup, 60) ?? evidence.after(lookup, 60)) !== undefined
  );
}

/** What gives a module the argument that it asks for. */
export function argumentFixes(name: string, evidence: Evidence): readonly DiagnosisFix[] {
  return asksForIt(evidence) === undefined && ofNixpkgs.has(name)
    ? oldEvaluation(evidence)
    : [passArgument(name)];
}

/** The file whose module asks for the argument, as newer versions say it. */
const asksForIt = (evidence: Evidence): string | undefined =>
  evidence.all(
    /evaluating the module argument [`'"][^'"`]{1,80}['"`] in ['"`](?<file>[^'"`]{3,300})/,
  )[0]?.groups?.['file'];

/** Arguments that nixos/lib gives by itself, and only modules of nixpkgs ask for. */
const ofNixpkgs = new Set([
  'baseModules',
  'extraModules',
  'modules',
  'noUserModules',
  'modulesPath',
]);

function oldEvaluation(evidence: Evidence): readonly DiagnosisFix[] {
  return [
    evidence.context.flake === true
      ? shellFix(
          'nixpkgs gives that argument itself: the system is put together by the library of another revision than its modules are of. Update nixpkgs, and evaluate with nixpkgs.lib.nixosSystem of the same input.',
          'nix flake update nixpkgs',
        )
      : shellFix(
          'nixpkgs gives that argument itself, and this revision is broken or mixed of two: update the channel (or go back: nix-channel --rollback).',
          'sudo nix-channel --update',
        ),
  ];
}

function passArgument(name: string): DiagnosisFix {
  const title = `Pass ${name} where the system is put together (Home Manager: extraSpecialArgs), or set _module.args.${name} in a module that does not decide imports.`;
  const argument = packageName(name);
  return argument === undefined || argument.includes('.')
    ? advice(title)
    : nixFix(title, `specialArgs = { inherit ${argument}; };`);
}
