import { shellWord, type Diagnosis, type DiagnosisFix, type Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** The script of a unit: its variables are set by the module, of which a newer release has others. */
function ofUnit(evidence: Evidence): readonly DiagnosisFix[] {
  const script =
    /(?<path>\/nix\/store\/[0-9a-z]{32}-unit-script-(?<unit>[\w@.-]{1,80})\/bin\/[\w@.-]{1,80}): line (?<row>\d{1,5})/.exec(
      evidence.line.text,
    )?.groups;
  if (script === undefined) return [];
  return [
    ...(/^postgresql-/.test(script['unit'] ?? '')
      ? [
          advice(
            'The line calls $PSQL, which the module of PostgreSQL sets no more (NixOS 25.11): write psql, in systemd.services.postgresql-setup.script (postStart of postgresql before). If an input adds the line, update that.',
          ),
        ]
      : []),
    shellFix(
      'See which variable stands first in that line; what sets it is the module that the line was written for, or a setting of yours.',
      `sed -n ${script['row'] ?? '1'}p ${shellWord(script['path'] ?? '')}`,
    ),
  ];
}

/** A script calls a tool by a variable that nothing has set. */
export function emptyVariable(argument: string, evidence: Evidence): Diagnosis {
  const hook =
    /\/nix\/store\/[0-9a-z]{32}-(?<name>[\w.+-]{1,100}?)(?:-hook)?\/nix-support\/setup-hook/.exec(
      evidence.line.text,
    )?.groups?.['name'];
  const package_ = evidence.block.derivation;
  return {
    culprit: `${argument}${hook === undefined ? '' : ` (the hook ${hook})`}${package_ === undefined ? '' : ` in ${package_}`}`,
    facts: { hook, derivation: package_ },
    message: `A script calls a program by a variable, and the variable is empty, so that its first argument ${argument} is taken for the program.${hook === undefined ? '' : ` The hook ${hook} expects the tools of a compiler (READELF, STRIP, OBJCOPY).`}`,
    fixes: [
      ...ofUnit(evidence),
      ...(hook === undefined
        ? []
        : [
            nixFix(
              'Build it with stdenv, which has these tools, instead of stdenvNoCC.',
              'stdenv.mkDerivation',
            ),
          ]),
      nixFix(
        'Or add the tools to a build without a compiler.',
        'nativeBuildInputs = [ pkgs.stdenv.cc.bintools ];',
      ),
      advice(
        'In a script of your own: see which variable stands before that argument, and set it.',
      ),
    ],
    verify: buildAgain(package_),
  };
}
