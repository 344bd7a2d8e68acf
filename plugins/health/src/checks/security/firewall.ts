import type { HealthCheck, HealthMachine } from '@nixai/api';

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
  return stdout.trim() === 'active';
}
