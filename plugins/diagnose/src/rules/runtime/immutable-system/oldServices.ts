import { nixFix, shellFix, onNixos } from '../../shared/fix.js';
import type { Saying } from '../../shared/sayings.js';

/** What other distributions start and schedule services with; here systemd and an option do. */
export const oldServices: Saying = {
  anchors: ['command not found'],
  line: /(?:^|[\s:])(?:sudo: )?(?<tool>service|chkconfig|update-rc\.d|rc-service|crontab|atq|batch): command not found/,
  explain({ get, block }) {
    const tool = get('tool');
    if (block.derivation !== undefined) return undefined;
    const option =
      tool === 'crontab'
        ? 'services.cron.enable = true;'
        : /^(?:atq|batch)$/.test(tool)
          ? 'services.atd.enable = true;'
          : undefined;
    return {
      culprit: tool,
      facts: { program: tool },
      message:
        option === undefined
          ? `${tool} is of other systems: on NixOS services are units of systemd, and the configuration says which start.`
          : `${tool} comes with its daemon, and NixOS has that only when the configuration says so.`,
      fixes:
        option === undefined
          ? [
              shellFix(
                'See, start or restart the service with systemctl.',
                'systemctl status YOUR_SERVICE',
                { fill: { YOUR_SERVICE: 'the service; all of them: systemctl list-units' } },
              ),
              nixFix(
                'To have it started with the system.',
                'services.YOUR_SERVICE.enable = true;',
                {
                  holds: onNixos,
                  fill: { YOUR_SERVICE: 'the service, as search.nixos.org/options has it' },
                },
              ),
            ]
          : [
              nixFix('Enable the daemon; its program comes with it.', option, {
                holds: onNixos,
              }),
            ],
      verify: ['systemctl --failed'],
    };
  },
};
