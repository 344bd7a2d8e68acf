import { definePlugin, isWritten } from '@nixai/api';

const settingsSection = {
  name: 'acme',
  describe: { bastion: 'The host that all SSH goes through' },
  defaults: { bastion: 'bastion.acme.example' },
  validate: (raw) =>
    typeof raw.bastion === 'string'
      ? { ok: true, value: raw }
      : { ok: false, faults: [{ path: ['bastion'], message: 'expected a host' }] },
};

const citation = { source: 'acme-house', title: 'SSH goes through the bastion' };

export default definePlugin((host) => {
  const settings = host.config.section(settingsSection);
  host.docSources.add('acme-house', () => ({
    name: 'acme-house',
    summary: 'House rules of Acme',
    kinds: ['rule'],
    async search({ text }) {
      if (!/ssh|bastion/i.test(text)) return [];
      const { bastion } = await settings();
      const rule = `Every SSH connection goes through \`${bastion}\`.`;
      const found = { id: 'ssh', kind: 'rule', title: citation.title, text: rule, score: 0.9 };
      return [{ ...found, why: 'house rule', citation }];
    },
    status: async () => ({ available: true, detail: '1 rule', counts: { rule: 1 } }),
  }));
  host.templates.add('acme', () => ({
    name: 'acme',
    summary: 'Machines of Acme',
    templates: [
      {
        id: 'acme-host',
        title: 'A machine of Acme',
        description: 'SSH through the bastion, and nothing else open.',
        kind: 'nixos',
        category: 'acme',
        tags: ['ssh', 'bastion'],
        variables: [
          {
            name: 'team',
            description: 'Whose it is',
            type: 'string',
            choices: ['web', 'data'],
            example: 'web',
          },
        ],
        source:
          '{\n  networking.domain = @team@ + ".acme.example";\n  services.openssh.openFirewall = false;\n}\n',
      },
    ],
  }));
  host.checkRules.add('acme', () => [
    {
      id: 'acme/ssh-through-the-bastion',
      severity: 'error',
      set: 'nixos',
      message: 'SSH is open to every address',
      why: 'Machines of Acme are reached through the bastion only',
      fix: 'Set services.openssh.openFirewall = false',
      docs: 'https://wiki.acme.example/bastion',
      options: ['services.openssh.openFirewall'],
      applies: ({ values }) => values.every((value) => isWritten(value, true)),
      samples: {
        fires: [{ 'services.openssh.openFirewall': true }],
        quiet: [{ 'services.openssh.openFirewall': false }],
      },
    },
  ]);
  host.providers.add('acme', () => ({
    name: 'acme',
    locality: 'loopback',
    defaultModel: 'acme-1',
    status: async () => ({ available: true, detail: 'the model server of Acme' }),
    models: async () => [{ name: 'acme-1' }],
    async *chat() {
      yield { type: 'text', text: 'Ask the platform team.' };
      yield { type: 'done', reason: 'stop' };
    },
  }));
});
