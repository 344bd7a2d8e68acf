import type { HealthCheck, HealthMachine } from '@nixai/api';
import { NotTold } from '../../machine/unknown.js';

/** All that `systemctl is-active` says of a unit; "inactive" also of one that there is not. */
const states = new Set([
  ...['active', 'inactive', 'failed', 'activating', 'deactivating', 'reloading', 'refreshing'],
  ...['maintenance', 'unknown'],
]);

export const firewall: HealthCheck = {
  id: 'net.firewall',
  title: 'Firewall',
  group: 'security',
  about: "Whether NixOS's own firewall is on (`firewall.service` or `nftables.service`).",
  profiles: ['server', 'desktop'],
  needs: ['running', 'systemd', 'nixos'],
  levels: { minor: 'it is off' },
  async run(machine) {
    for (const unit of ['firewall.service', 'nftables.service'])
      if (await isActive(machine, unit)) return [{ status: 'ok', summary: `${unit} is active` }];
    return [
      {
        status: 'minor',
        summary: 'off: whatever listens can be reached',
        fix: {
          title: 'Turn it on (SSH stays open where its service is on)',
          code: 'networking.firewall.enable = true;',
          language: 'nix',
        },
      },
    ];
  },
};

async function isActive(machine: HealthMachine, unit: string): Promise<boolean> {
  const { stdout } = await machine.run(['systemctl', 'is-active', '--', unit]);
  const said = stdout.trim();
  if (!states.has(said)) throw new NotTold(`systemctl does not say whether ${unit} is active`);
  return said === 'active';
}
