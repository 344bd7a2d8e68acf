import type { Diagnosis, Evidence } from '@nixai/api';
import { nixString } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { moduleFile } from '../../shared/optionDefinition.js';
import { checkEvaluation } from '../../shared/verify.js';

/** Two modules for one program: to the one an option is a value, to the other a set of options. */
export function parentOfOthers(evidence: Evidence): Diagnosis {
  const option = evidence.get('parent');
  const file = moduleFile(evidence.get('of'));
  const other = moduleFile(
    evidence.after(/option\(s\) with prefix .{2,200} in module [`'"](?<is>[^'"`]{1,300})['"`]/, 6)
      ?.groups?.['is'] ?? '',
  );
  const name = /^(?:modules|nixos\/modules)\/(?<is>[\w./-]{3,120}?)(?:\.nix|\/default\.nix)?$/.exec(
    file,
  )?.groups?.['is'];
  const system =
    name !== undefined && /^(?:nixos\/)?modules\/(?:programs|services|misc)\//.test(file);
  return {
    culprit: `${option} (${file}${other === '' ? '' : `, ${other}`})`,
    facts: { option, files: `${file}, ${other}` },
    message: `${other === '' ? 'Another module' : other} declares options inside ${option}, which ${file} declares as one value: two modules for the same thing are loaded${system ? ' (NixOS or Home Manager has that module itself now)' : ''}.`,
    fixes: [
      advice(
        `Import one of them: take the module of the input out of imports, and write its settings as the other one has them.`,
      ),
      ...(system
        ? [
            nixFix(
              'Or keep the module of the input, and switch the other one off.',
              `disabledModules = [ ${nixString(`${name}${/\.nix$/.test(file) ? '.nix' : ''}`)} ];`,
            ),
          ]
        : []),
    ],
    options: [option],
    verify: checkEvaluation(undefined, evidence.context),
  };
}
