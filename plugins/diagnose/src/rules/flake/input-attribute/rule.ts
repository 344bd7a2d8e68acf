import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** An input asks for something that its kind of address does not have, as submodules of a tarball. */
export const inputAttribute: DiagnosisRule = {
  id: 'flake/input-attribute',
  class: 'flake-input-attribute',
  phase: 'flake',
  title: 'Input has an attribute of another kind',
  components: ['flakes'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['not supported by scheme'],
      line: /input attribute ['"`](?<attribute>[\w-]{1,60})['"`] not supported by scheme ['"`](?<scheme>[\w+-]{1,30})['"`]/,
    },
    {
      anchors: ['has unsupported parameter', 'unsupported parameter'],
      line: /(?:URL|input) ['"`](?<url>[^'"`]{1,300})['"`] has unsupported parameter ['"`](?<attribute>[\w-]{1,60})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: flake references',
      url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#types',
    },
  ],
  explain(evidence) {
    const attribute = evidence.get('attribute');
    const url = evidence.get('url');
    const scheme = evidence.get('scheme') || (/^(\w{2,20}):/.exec(url)?.[1] ?? 'github');
    const forge = scheme === 'gitlab' ? 'gitlab.com' : 'github.com';
    const submodules = attribute === 'submodules' || attribute === 'shallow';
    return {
      culprit: `${attribute} (${url || `${scheme}:`})`,
      facts: { attribute, scheme },
      message: `An input of the flake, or of one of its inputs, is a ${scheme}: address with ${attribute}, and ${scheme}: ${submodules ? 'fetches a tarball, which has no submodules' : 'does not know that'}: git+https: does.`,
      fixes: [
        nixFix(
          `If the input is yours: fetch it with git.`,
          `inputs.YOUR_NAME.url = "git+https://${forge}/YOUR_REPOSITORY?${attribute}=1";`,
          {
            fill: {
              YOUR_NAME: `the input with ${attribute}: grep -n ${attribute} flake.nix flake.lock`,
              YOUR_REPOSITORY: 'OWNER/REPOSITORY of it',
            },
          },
        ),
        shellFix(
          'If it is an input of another flake: update that one, which has mended it or wants a newer Nix (see nix --version).',
          `grep -n -B3 -A12 ${shellWord(attribute)} flake.lock; nix flake update YOUR_NAME`,
          { fill: { YOUR_NAME: `the input that brings the one with ${attribute}` } },
        ),
        advice('An old lock file may hold it still: delete that entry by locking the input anew.'),
      ],
      verify: ['nix flake metadata'],
    };
  },
};
