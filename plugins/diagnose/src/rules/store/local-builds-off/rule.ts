import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

/** `max-jobs = 0`, and no remote builder: nothing can be built that no cache has. */
export const localBuildsOff: DiagnosisRule = {
  id: 'store/local-builds-off',
  class: 'local-builds-off',
  phase: 'store',
  title: 'Building is switched off',
  components: ['nix', 'build'],
  confidence: 0.95,
  yieldsTo: ['remote-builder-ssh', 'wrong-system'],
  patterns: [
    {
      anchors: [
        'local builds are disabled',
        'Unable to start any build',
        'unable to start any build',
      ],
      line: /(?:local builds are disabled|[Uu]nable to start any build; (?:either )?(?<what>increase '?--max-jobs|remote machines).{0,200})/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: max-jobs',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-max-jobs',
    },
  ],
  explain(evidence) {
    const what = evidence.before(
      /Cannot build ['"`]\/nix\/store\/[0-9a-z]{32}-(?<name>[^'"`\s]{1,200}?)\.drv/,
      4,
    )?.groups?.['name'];
    const remote = /remote machines/.test(evidence.get('what'));
    return {
      culprit: remote ? 'remote builders' : 'max-jobs = 0',
      facts: { derivation: what },
      message: remote
        ? 'Nix may build nothing here (max-jobs = 0), and no remote builder takes this build: none has the system and the features that it asks for, or none answers.'
        : `${what ?? 'Something'} is in no cache, and this Nix may build nothing itself: max-jobs is 0, and there is no remote builder that takes it.`,
      fixes: [
        shellFix(
          'Let this run build here (give your own command the same options).',
          'nix build --max-jobs auto',
        ),
        nixFix('If it shall build here for good.', 'nix.settings.max-jobs = "auto";'),
        shellFix(
          'If a remote builder shall do it: see whether it answers, and which systems and features it has.',
          'nix config show builders; cat /etc/nix/machines; sudo nix store info --store ssh-ng://YOUR_BUILDER',
          { fill: { YOUR_BUILDER: 'the builder: user@host' } },
        ),
      ],
      verify: ['nix config show max-jobs'],
    };
  },
};
