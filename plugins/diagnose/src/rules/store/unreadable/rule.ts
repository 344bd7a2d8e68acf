import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** What lies in the store can be read by everybody; here it cannot. */
export const storeUnreadable: DiagnosisRule = {
  id: 'store/unreadable',
  class: 'store-unreadable',
  phase: 'store',
  title: 'The store cannot be read',
  components: ['store', 'security'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['cannot open shared object file: Permission denied'],
      line: /(?<program>\/nix\/store\/[0-9a-z]{32}-[^\s:]{1,260}): error while loading shared libraries: (?<library>[\w.+-]{1,200}): cannot open shared object file: Permission denied/,
    },
    {
      anchors: ['Permission denied: ', 'Permission denied'],
      line: /(?:PermissionError: \[Errno 13\] Permission denied: ['"`]?|error: opening file ['"`]|cannot open ['"`]?)(?<path>\/nix\/store\/[0-9a-z]{32}-[^'"`\s:]{1,260})['"`]?(?:: Permission denied|$)/,
    },
  ],
  docs: [
    {
      title: 'nix-store --repair-path',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-store/repair-path',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path');
    const whole = /^\/nix\/store\/[0-9a-z]{32}-[^/]+/.exec(path)?.[0];
    const name = whole?.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const program = evidence.get('program').replace(/^.*\//, '');
    return {
      culprit: name ?? `/nix/store (${program} cannot read ${evidence.get('library')})`,
      facts: { path: path || undefined, program: program || undefined },
      message:
        whole === undefined
          ? `${program} must not read ${evidence.get('library')} in the store, which everybody can read: the folder or mount /nix or /nix/store has lost its permissions (an umask, a bind mount, impermanence).`
          : `${path} must not be read, and what lies in the store is readable for everybody: the path is damaged (written by hand, or in a machine that stopped), or /nix lost its permissions.`,
      fixes: fixesFor(whole),
      verify: [
        'stat -c "%A %U %n" /nix /nix/store',
        ...(whole === undefined ? [] : [`nix-store --verify-path ${shellWord(whole)}`]),
      ],
    };
  },
};

function fixesFor(path: string | undefined): readonly DiagnosisFix[] {
  const modes = shellFix(
    'Give the folders of the store the permissions that they have everywhere (see what mounts them, if they are wrong again after a start).',
    'sudo chmod 755 /nix; sudo chmod 1775 /nix/store',
  );
  return path === undefined
    ? [modes]
    : [
        shellFix(
          'Fetch or build this path again.',
          `sudo nix-store --repair-path ${shellWord(path)}`,
        ),
        modes,
      ];
}
