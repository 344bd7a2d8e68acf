import type { DiagnosisRule } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';
import { updateInput } from '../../shared/owner.js';
import { checkEvaluation } from '../../shared/verify.js';

/** As of 2025 nixpkgs builds no Python package whose way to be built is not said. */
export const pythonFormat: DiagnosisRule = {
  id: 'eval/python-format',
  class: 'python-format-missing',
  phase: 'eval',
  title: 'Python package does not say how it is built',
  components: ['evaluation', 'python'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['does not configure a '],
      line: /(?<name>\S{2,160}) does not configure a [`'"]format[`'"]/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: buildPythonPackage',
      url: 'https://nixos.org/manual/nixpkgs/stable/#buildpythonpackage-function',
    },
  ],
  explain(evidence) {
    const name = evidence.get('name');
    const at = evidence.frame();
    return {
      culprit: name,
      at,
      facts: { package: name },
      message: `${name} sets neither pyproject nor format, and this nixpkgs asks for one: it no longer takes setuptools for granted.`,
      fixes: [
        ...updateInput(evidence, at),
        nixFix(
          'Say it where the package is defined (buildPythonPackage, buildPythonApplication); setuptools is what was taken before.',
          'pyproject = true;\nbuild-system = [ pkgs.python3Packages.setuptools ];',
        ),
      ],
      verify: checkEvaluation(at, evidence.context),
    };
  },
};
