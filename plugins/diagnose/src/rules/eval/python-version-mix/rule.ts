import type { Diagnosis, DiagnosisRule, Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';
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
      anchors: ['not supported for interpreter'],
      line: /error: (?<unsupported>[\w.+-]{2,160}) not supported for interpreter (?<interpreter>(?:python|pypy)[\d.]{1,8})/,
    },
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
    if (evidence.get('unsupported') !== '') return notForInterpreter(evidence);
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

/** A module that left a Python behind, or is not ready for a new one, asked for in its set. */
function notForInterpreter(evidence: Evidence): Diagnosis {
  const name = evidence.get('unsupported');
  const interpreter = evidence.get('interpreter');
  const attribute = interpreter.replaceAll('.', '');
  return {
    culprit: `${name} for ${interpreter}`,
    facts: { package: name, interpreter },
    message: `${name} is not made for ${interpreter}, and something asks for it in the packages of that Python.`,
    fixes: [
      shellFix(
        `If a file of yours names ${attribute} (this lists them): take the module from another Python (python3Packages), or an older release of nixpkgs for that program.`,
        `grep -rnE --include='*.nix' '${/^\w+$/.test(attribute) ? attribute : 'python'}|${attribute.startsWith('python2') ? 'python2' : 'pythonPackages'}' .`,
      ),
      shellFix(
        'If none does: a package that you install still needs it. --show-trace names which; leave it out, or update what it comes from.',
        'nixos-rebuild dry-build --show-trace 2>&1 | grep -E "derivation|at /"   # or your own command with --show-trace',
      ),
    ],
    verify: checkEvaluation(undefined, evidence.context),
  };
}
