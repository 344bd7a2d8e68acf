import type { DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** The users or the group that builds run as are not what Nix, or nix-darwin, expects. */
export const buildUsers: DiagnosisRule = {
  id: 'store/build-users',
  class: 'build-users',
  phase: 'store',
  title: 'Build users do not fit',
  components: ['nix', 'darwin', 'store'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['in the group '],
      line: /the user ['"`](?<user>[\w.-]{1,64})['"`] in the group ['"`](?<group>[\w.-]{1,64})['"`] does not exist/,
    },
    {
      anchors: ['Build user group has mismatching GID'],
      line: /(?<gid>Build user group has mismatching GID)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: multi-user mode',
      url: 'https://nix.dev/manual/nix/latest/installation/multi-user',
    },
  ],
  explain(evidence) {
    const id = evidence.after(/nixbld group has GID (?<has>\d{1,10}), whereas/, 8)?.groups?.['has'];
    const user = evidence.get('user');
    const group = evidence.get('group') || 'nixbld';
    return {
      culprit:
        user !== ''
          ? `${user} (of the group ${group})`
          : `${group}${id === undefined ? '' : ` (GID ${id})`}`,
      facts: { user: user || undefined, group, gid: id },
      message:
        evidence.get('gid') !== ''
          ? `The group ${group} has ${id === undefined ? 'another ID' : `the ID ${id}`} than nix-darwin would give it: the ID of new installations was changed from 30000 to 350.`
          : `Builds run as the users of the group ${group}, and ${user} is gone${user.startsWith('_') ? ': macOS 15 took the IDs of the first ones away when it was installed' : ''}.`,
      fixes: fixesFor(id, user, group, evidence),
      verify: [
        'nix-build --no-out-link -E "derivation { name = \\"x\\"; system = builtins.currentSystem; builder = \\"/bin/sh\\"; args = [ \\"-c\\" \\"echo > $out\\" ]; }"',
      ],
    };
  },
};

function fixesFor(
  id: string | undefined,
  user: string,
  group: string,
  evidence: Evidence,
): readonly DiagnosisFix[] {
  if (id !== undefined)
    return [
      nixFix(
        'Say the ID that the group has, in the nix-darwin configuration.',
        `ids.gids.nixbld = ${id};`,
      ),
      nixFix(
        'Or, if Nix is managed by its own installer (Determinate), leave it to that.',
        'nix.enable = false;',
      ),
    ];
  if (evidence.get('gid') !== '')
    return [
      advice(
        'Set ids.gids.nixbld to the ID that the group has (dscl . -read /Groups/nixbld PrimaryGroupID says it).',
      ),
    ];
  return user.startsWith('_') || evidence.context.platform === 'darwin'
    ? [
        shellFix(
          'Make the users again, under IDs that macOS leaves alone: by the script of the Nix project.',
          "curl --proto '=https' --tlsv1.2 -sSf -L https://github.com/NixOS/nix/raw/master/scripts/sequoia-nixbld-user-migration.sh | bash -",
          'security',
        ),
        advice(
          'Until then a command runs without build users with: sudo … --option build-users-group "".',
        ),
      ]
    : [
        advice(
          `Make ${user} again as a member of ${group} (the installer of Nix does so), or take the name out of that group; on NixOS switch to a generation that has both.`,
        ),
      ];
}
