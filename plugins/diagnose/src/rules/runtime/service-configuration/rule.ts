import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { unitAround } from '../../shared/units.js';

/** A server refuses its own configuration file, when it starts or when the system is built. */
export const serviceConfiguration: DiagnosisRule = {
  id: 'runtime/service-configuration',
  class: 'service-configuration',
  phase: 'runtime',
  title: 'Server refuses its configuration',
  components: ['services', 'systemd', 'build'],
  confidence: 0.88,
  yieldsTo: ['port-in-use', 'permission-denied', 'disk-full'],
  patterns: [
    {
      anchors: ['[emerg]'],
      line: /nginx: \[emerg\] (?<why>(?!bind\(\)).{3,300})/,
    },
    {
      anchors: ['Bad configuration option', 'terminating, 1 bad configuration'],
      line: /(?<file>\/\S{3,200}):? (?:line )?(?<row>\d{1,5}):? (?<why>Bad configuration option: \S{1,80}|Directive '.{1,80}' is not allowed.{0,80})/,
    },
    {
      anchors: ['adapting config using', 'loading initial config'],
      line: /(?<why>Error: (?:adapting config using \w{2,30}|loading initial config): .{3,300})/,
    },
    {
      anchors: ['Invalid config', 'Failed config for', 'configuration file is invalid'],
      line: /(?<why>(?:Invalid config(?:uration)?|Failed config for|[Cc]onfiguration file is invalid)[: ].{3,300})/,
    },
    {
      anchors: ['Unknown lvalue', 'Failed to parse service'],
      line: /(?<file>\/etc\/systemd\/\S{3,200}):(?<row>\d{1,5}): (?<why>(?:Unknown (?:lvalue|key)|Failed to parse).{3,200})/,
    },
  ],
  docs: [
    {
      title: 'NixOS manual: service management',
      url: 'https://nixos.org/manual/nixos/stable/#sec-systemctl',
    },
  ],
  explain(evidence) {
    const why = evidence.get('why').trim();
    const unit = unitAround(evidence);
    const program = evidence.line.text.includes('nginx:')
      ? 'nginx'
      : /Bad configuration option|Directive/.test(why)
        ? 'sshd'
        : /adapting config|initial config/.test(why)
          ? 'caddy'
          : (unit ?? evidence.line.source ?? 'the server').replace(/\.service$/, '');
    const upstream = /host not found in upstream/.test(why);
    return {
      culprit: `${program}: ${why.slice(0, 200)}`,
      facts: { unit, reason: why, file: evidence.get('file') || undefined },
      message: `${program} refuses its configuration: ${why}. The file in /nix/store is made from the options of services.${program}; the mistake is there.`,
      fixes: [
        advice(
          upstream
            ? `nginx looks names up when it starts: use an address (127.0.0.1) in proxyPass, let it start after the name can be resolved, or give it a resolver (services.nginx.resolver.addresses).`
            : `Correct the option of services.${program} that this comes from (extraConfig, settings, virtualHosts): ${why.slice(0, 200)}`,
        ),
        shellFix(
          'See the whole journal of the unit.',
          `journalctl -b -u ${shellWord(unit ?? `${program}.service`)} --no-pager | tail -30`,
        ),
      ],
      verify: [`systemctl status ${shellWord(unit ?? `${program}.service`)}`],
    };
  },
};
