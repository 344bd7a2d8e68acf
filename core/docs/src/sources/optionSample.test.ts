import type { ParsedOption } from './format/optionFile.js';
import { parseOptionFile } from './format/optionFile.js';

const option = (type: string, description = '', more: object = {}) => ({
  declarations: ['nixos/modules/services/web-servers/nginx/default.nix'],
  description,
  loc: [],
  readOnly: false,
  type,
  ...more,
});

/** A small option set in the shape of a channel's `options.json`. */
export const optionSample = {
  fileSystems: option('attribute set of (submodule)', 'The file systems to be mounted.'),
  'fileSystems.<name>.device': option('null or string', 'Location of the device.'),
  'networking.firewall.allowedTCPPorts': option(
    'list of 16 bit unsigned integer; between 0 and 65535 (both inclusive)',
    'List of TCP ports on which incoming connections are accepted.',
    { default: { _type: 'literalExpression', text: '[ ]' } },
  ),
  'networking.firewall.enable': option('boolean', 'Whether to enable the firewall.'),
  'boot.kernel.sysctl': option('attribute set of (sysctl option value)', 'Runtime parameters.'),
  'boot.kernel.sysctl."net.core.rmem_max"': option('null or signed integer', 'Receive buffer.'),
  'services.nginx.enable': option('boolean', 'Whether to enable Nginx Web Server.', {
    default: { _type: 'literalExpression', text: 'false' },
    example: { _type: 'literalExpression', text: 'true' },
  }),
  'services.nginx.package': option('package', 'Nginx package to use.'),
  'services.nginx.virtualHosts': option('attribute set of (submodule)', 'Virtual hosts.'),
  'services.nginx.virtualHosts.<name>.forceSSL': option('boolean', 'Whether to redirect to HTTPS.'),
  'services.nginx.virtualHosts.<name>.locations': option(
    'attribute set of (submodule)',
    'Locations.',
  ),
  'services.nginx.virtualHosts.<name>.locations.<name>.proxyPass': option(
    'null or string',
    'Adds a proxy_pass directive.',
  ),
  'services.openssh.enable': option('boolean', 'Whether to enable the OpenSSH daemon.'),
  'services.openssh.ports': option('list of 16 bit unsigned integer', 'Ports to listen on.'),
  'services.openssh.settings': option('attribute set of (atom (null, bool, int, float or string))'),
  'services.openssh.settings.PasswordAuthentication': option('boolean', 'Passwords allowed.'),
  'services.openssh.settings.PermitRootLogin': option('null or one of "yes", "no"', 'Root login.'),
  'services.pipewire.enable': option('boolean', 'Whether to enable PipeWire.'),
  'services.postgresql.enable': option('boolean', 'Whether to enable PostgreSQL.'),
  'services.postgresql.dataDir': option('path', 'The data directory.'),
  'services.nextcloud.enable': option('boolean', 'Whether to enable Nextcloud.'),
  'systemd.services.<name>.serviceConfig': option(
    'attribute set of (systemd option)',
    'See systemd.',
  ),
  'services.syncthing.settings.devices.*.id': option('string', 'The device id.'),
};

export function sampleOptions(): ParsedOption[] {
  return parseOptionFile(optionSample);
}
