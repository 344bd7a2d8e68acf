import type { DiagnosisRule } from '@nixai/api';
import { attributeName } from '../../shared/code.js';
import { nixFix } from '../../shared/fix.js';

export const waitOnline: DiagnosisRule = {
  id: 'activation/wait-online',
  class: 'wait-online-timeout',
  phase: 'activation',
  title: 'Waiting for the network timed out',
  components: ['systemd', 'networking'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['wait-online'],
      line: /(?<unit>(?:NetworkManager|systemd-networkd|ifstate)-wait-online(?:@[\w.-]{1,40})?(?:\.service)?).{0,120}(?:[Ff]ailed|failed state|timeout|exit-code|FAILURE|Timeout)|(?:the following units failed|Job for|Failed to (?:start|restart)).{0,200}?(?<other>[\w-]{1,60}-wait-online(?:@[\w.-]{1,40})?\.service)|warning: .{0,60}?(?<third>[\w-]{1,60}-wait-online\.service)|Timeout occurred while waiting for network connectivity/,
    },
  ],
  docs: [
    {
      title: 'systemd-networkd-wait-online',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd-networkd-wait-online.service.html',
    },
  ],
  explain(evidence) {
    const named =
      evidence.get('unit') ||
      evidence.get('other') ||
      evidence.get('third') ||
      evidence.all(/(?<unit>[\w-]{1,60}-wait-online(?:@[\w.-]{1,40})?\.service)/)[0]?.groups?.[
        'unit'
      ] ||
      'systemd-networkd-wait-online.service';
    const unit = named.endsWith('.service') ? named : `${named}.service`;
    const manager = unit.startsWith('NetworkManager');
    const name = unit.replace(/\.service$/, '');
    return {
      culprit: unit,
      facts: { unit },
      message: `${unit} waited for the network to be up and gave up: an interface that it watches never gets online${manager ? ' (during a switch NetworkManager restarts, and nm-online -s times out)' : ' (networkd waits for every interface that it manages; it may be switched on beside NetworkManager, by networking.useNetworkd, facter or a container module)'}. The switch itself is done.`,
      fixes: manager
        ? [
            nixFix(
              'Do not wait, if nothing needs network-online.target.',
              `systemd.services.${attributeName(name)}.enable = false;`,
              'restart',
            ),
            nixFix(
              'Or change what it waits for (ExecStart).',
              `systemd.services.${attributeName(name)}.serviceConfig.ExecStart = [ "" "\${pkgs.networkmanager}/bin/nm-online -q" ];`,
              'restart',
            ),
          ]
        : [
            nixFix(
              'Wait for any interface, not for all; or name those that may stay down.',
              'systemd.network.wait-online.anyInterface = true;',
              'restart',
            ),
            nixFix('Or do not wait.', 'systemd.network.wait-online.enable = false;', 'restart'),
            nixFix(
              'If you did not want networkd at all, switch it off.',
              'networking.useNetworkd = false;',
              'restart',
            ),
          ],
      verify: [`systemctl status ${unit}`, 'networkctl list   # or: nmcli device'],
    };
  },
};
