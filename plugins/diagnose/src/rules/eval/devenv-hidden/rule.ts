import type { DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** devenv names what it asked for, and not why the configuration gives none. */
export const devenvHidden: DiagnosisRule = {
  id: 'eval/devenv-hidden',
  class: 'devenv-evaluation',
  phase: 'eval',
  title: 'devenv does not say why it cannot be evaluated',
  components: ['evaluation', 'devenv'],
  confidence: 0.6,
  yieldsTo: ['*'],
  patterns: [
    {
      anchors: ['attribute', 'from devenv'],
      line: /× Failed to (?:get|evaluate) (?:(?:shell )?attribute|the shell) ?(?:['"`](?<attribute>[^'"`]{1,120})['"`] )?from devenv/,
    },
  ],
  docs: [{ title: 'devenv: files and variables', url: 'https://devenv.sh/basics/' }],
  explain(evidence) {
    const attribute = evidence.get('attribute');
    return {
      culprit: `devenv.nix${attribute === '' ? '' : ` (asked for ${attribute})`}`,
      facts: { attribute: attribute || undefined },
      message:
        'devenv could not evaluate the configuration, and this message does not hold the reason: what stands in it is only what it asked for first. Mostly devenv.nix does not parse, or sets what does not exist.',
      fixes: [
        shellFix('See whether the file parses.', 'nix-instantiate --parse devenv.nix > /dev/null'),
        shellFix(
          'If it does: have the whole error printed (versions after 2.1.1 do so by themselves).',
          'devenv --verbose shell 2>&1 | nixai diagnose',
        ),
      ],
      verify: ['devenv info'],
    };
  },
};
