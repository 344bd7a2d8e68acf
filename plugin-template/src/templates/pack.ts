import type { TemplatePack } from '@nixai/api';

/** What `nixai templates` lists beside its own: whole Nix files with variables. */
export const pack: TemplatePack = {
  name: 'acme-demo',
  summary: 'Machines of the house',
  templates: [
    {
      id: 'acme-demo-bastion-host',
      title: 'A machine that only the bastion reaches',
      description: 'SSH with keys only, open to the address of the bastion alone.',
      kind: 'nixos',
      category: 'server',
      tags: ['ssh', 'bastion'],
      variables: [
        {
          name: 'bastion',
          description: 'The address of the bastion',
          type: 'string',
          default: '192.0.2.10',
          pattern: /[0-9a-f.:]+/,
        },
        { name: 'port', description: 'The port of SSH', type: 'integer', default: 22, min: 1 },
      ],
      // A variable stands between @ and becomes a Nix literal: quotes and all.
      source: `{ lib, ... }:
{
  services.openssh = {
    enable = true;
    ports = [ @port@ ];
    openFirewall = false;
    settings.PasswordAuthentication = false;
  };
  networking.firewall.extraInputRules =
    "ip saddr " + @bastion@ + " tcp dport " + toString @port@ + " accept";
  networking.nftables.enable = true;
}
`,
    },
  ],
};
