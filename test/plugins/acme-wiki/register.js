import { definePlugin } from '@nixai/api';

const page = {
  id: 'bastion',
  kind: 'page',
  title: 'SSH goes through the bastion',
  text: 'At Acme every SSH connection goes through `bastion.acme.example`: set `services.openssh.openFirewall = false`.',
  score: 0.9,
  why: 'house rule',
  citation: {
    source: 'acme-wiki',
    title: 'SSH goes through the bastion',
    url: 'https://wiki.acme.example/ssh',
  },
  options: ['services.openssh.openFirewall'],
};

export default definePlugin((host) => {
  host.docSources.add('acme-wiki', () => ({
    name: 'acme-wiki',
    summary: "Acme's own rules",
    kinds: ['page'],
    search: async ({ text }) => (/ssh|bastion/i.test(text) ? [page] : []),
    status: async () => ({ available: true, detail: '1 page', counts: { page: 1 } }),
  }));
});
