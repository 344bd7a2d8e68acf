import { definePlugin } from '@nixai/api';

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
