import type { DiagnosisRule } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';
import { checkEvaluation } from '../../shared/verify.js';

/** nixpkgs refuses a Python package whose dependency is built for another Python. */
export const pythonVersionMix: DiagnosisRule = {
  id: 'eval/python-version-mix',
  class: 'python-version-mix',
  phase: 'eval',
  title: 'Packages of two Pythons',
  components: ['evaluation', 'python'],
  confidence: 0.96,
  patterns: [
    {
      anchors: ['Python version mismatch in'],
      line: /Python version mismatch in ['"`](?<name>[^'"`\s]{2,160})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: Python',
      url: 'https://nixos.org/manual/nixpkgs/stable/#python',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const other = evidence.after(/named ['"`](?<is>python3?[.\d]{0,6}-[^'"`\s]{1,160})['"`]/, 6)
      ?.groups?.['is'];
    const set = setOf(name);
    const module = other?.replace(/^python[\d.]*-/, '').replace(/-\d.*$/, '');
    return {
      culprit: other === undefined ? name : `${other} in ${name}`,
      facts: { package: name, dependency: other },
      message: `${name} is built with ${versionOf(name)}, and ${other === undefined ? 'one of its dependencies' : other} with ${other === undefined ? 'another Python' : versionOf(other)}: modules of one Python cannot be used by another.`,
      fixes: [
        nixFix(
          `Take all of its dependencies from the set of its own Python, and build it by that set${module === undefined ? '' : ` (${module} stands where ${name.replace(/-\d[\d.]*$/, '')} lists its dependencies)`}.`,
          module !== undefined && /^[a-z][\w-]*$/i.test(module)
            ? `dependencies = [ pkgs.${set}.${module} ];`
            : `dependencies = with pkgs.${set}; [ YOUR_MODULES ];`,
          module !== undefined && /^[a-z][\w-]*$/i.test(module)
            ? {}
            : { fill: { YOUR_MODULES: 'the modules that it needs, by their names in that set' } },
        ),
      ],
      verify: checkEvaluation(undefined, evidence.context),
    };
  },
};

const version = /^python(?<major>\d)\.(?<minor>\d{1,2})-/;

/** `python312Packages` of `python3.12-…`. */
function setOf(name: string): string {
  const { major, minor } = version.exec(name)?.groups ?? {};
  return major === undefined ? 'python3Packages' : `python${major}${minor ?? ''}Packages`;
}

function versionOf(name: string): string {
  const { major, minor } = version.exec(name)?.groups ?? {};
  return major === undefined ? 'one Python' : `Python ${major}.${minor ?? ''}`;
}
