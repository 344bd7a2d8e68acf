import type { DiagnosisRule } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

export const permissionDenied: DiagnosisRule = {
  id: 'runtime/permission-denied',
  class: 'permission-denied',
  phase: 'runtime',
  title: 'Service may not use a path',
  components: ['services', 'systemd', 'security'],
  confidence: 0.78,
  patterns: [
    {
      anchors: ['ermission denied', 'EACCES'],
      line: /(?<path>\/(?:var|srv|home|etc|run|mnt|data|root|opt)\/[^\s'"`:,()]{1,240})['"`]?[:,)]? {0,3}.{0,80}(?:[Pp]ermission denied|EACCES)|EACCES: permission denied, \w{2,12} ['"](?<node>\/[^'"]{1,240})/,
    },
    {
      anchors: ['ermission denied'],
      line: /[Pp]ermission denied:? ['"](?<path>\/(?:var|srv|home|etc|run|mnt|data|root|opt)\/[^'"]{1,240})/,
    },
  ],
  docs: [
    {
      title: 'systemd.exec: StateDirectory',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#RuntimeDirectory=',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path') || evidence.get('node');
    const program = evidence.line.source;
    // Only a service of the journal: in a build or a shell it is something else.
    if (
      program === undefined ||
      evidence.block.derivation !== undefined ||
      /daemon-socket/.test(path)
    )
      return undefined;
    const name = program.replace(/\.service$/, '');
    const state = /^\/var\/lib\/(?<is>[\w.-]{1,80})/.exec(path)?.groups?.['is'];
    return {
      culprit: `${path} (${name})`,
      facts: { path, program },
      message: `${name} may not use ${path}: the file belongs to another user (often after the user or its id changed), or the unit's sandbox (ProtectSystem, ProtectHome, DynamicUser) closes it.`,
      fixes: [
        shellFix(
          'See whose it is, and who the service runs as.',
          `ls -ld ${path}; systemctl show -p User,Group,ProtectHome,ReadWritePaths ${name}.service`,
        ),
        ...(state === undefined
          ? []
          : [
              nixFix(
                'Let systemd make and own the folder.',
                `systemd.services.${name}.serviceConfig.StateDirectory = "${state}";`,
                'restart',
              ),
            ]),
        nixFix(
          'Or give it to the user of the service.',
          `systemd.tmpfiles.rules = [ "Z ${path} - USER GROUP -" ];`,
          'security',
        ),
      ],
      verify: [`systemctl restart ${name} && systemctl status ${name}`],
    };
  },
};
