import type { DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';

/** A person stopped it: nothing is wrong. */
export const interrupted: DiagnosisRule = {
  id: 'activation/interrupted',
  class: 'interrupted',
  phase: 'activation',
  title: 'Stopped by hand',
  components: ['nix'],
  confidence: 0.5,
  patterns: [
    {
      anchors: ['interrupted by the user'],
      line: /error: interrupted by the user/,
    },
    {
      anchors: ['was interrupted'],
      line: /error: download of ['"`]\S{4,400}['"`] was interrupted/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: nix build',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-build',
    },
  ],
  explain(evidence) {
    // What failed before it was stopped is what there is to say.
    if (
      evidence.all(
        /^error: (?!interrupted|download of)|unexpected error in download thread|failed with exit code|Cannot build/,
      )[0] !== undefined
    )
      return undefined;
    return {
      culprit: 'interrupted by the user',
      message:
        'The run was stopped by hand (Ctrl-C, or its terminal was closed). That is no fault: what was built up to then is kept.',
      fixes: [advice('Run the same command again: it goes on from what is built.')],
      verify: ['echo $?   # 0 after a run that came to its end'],
    };
  },
};
