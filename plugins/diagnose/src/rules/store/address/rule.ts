import type { Diagnosis, DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** Another store is named in a way that this Nix does not take. */
export const storeAddress: DiagnosisRule = {
  id: 'store/address',
  class: 'store-address',
  phase: 'store',
  title: 'Store is named in a way that Nix does not take',
  components: ['store', 'ssh', 'networking'],
  confidence: 0.9,
  yieldsTo: ['remote-builder-ssh'],
  patterns: [
    {
      anchors: ['invalid SSH host name'],
      line: /invalid SSH host name ['"`](?<host>[^'"`\s]{1,200})['"`]/,
    },
    {
      anchors: ['know how to open Nix store'],
      line: /don't know how to open Nix store ['"`](?<url>[^'"`\s]{1,300})['"`]/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: store types',
      url: 'https://nix.dev/manual/nix/latest/store/types/',
    },
  ],
  explain(evidence) {
    const host = evidence.get('host');
    if (host.startsWith('-')) return optionAsHost(host);
    const url = evidence.get('url') || `ssh://${host}`;
    const six =
      /^ssh(?:-ng)?:\/\/(?:(?<user>[\w.-]{1,40})@)?(?<address>(?:[0-9a-f]{0,4}:){3,8}[0-9a-f]{0,4})/i.exec(
        url,
      )?.groups;
    if (six !== undefined) return bareAddress(six['address'] ?? '', six['user'] ?? 'root');
    return {
      culprit: url,
      facts: { store: url },
      message: `${url} is no store that this Nix can open: the kind of store before :// is misspelled or of a newer Nix, or what is named is a folder or a host without it.`,
      fixes: [
        advice(
          'Name it by its kind: ssh-ng://HOST (another machine), file:///FOLDER or https://HOST (a binary cache), s3://BUCKET, local?root=FOLDER, daemon, auto. For nixos-rebuild --target-host and nix-copy-closure only USER@HOST is written.',
        ),
      ],
      verify: ['nix --version'],
    };
  },
};

/** A tool of before writes options that nix-copy-closure has no more. */
const optionAsHost = (option: string): Diagnosis => ({
  culprit: `${option} (taken for a host)`,
  facts: { option },
  message: `${option} stands where the host is expected: nix-copy-closure has that option no more, and what calls it (a deployment tool, a script) was written for an older Nix.`,
  fixes: [
    shellFix(
      'If the command is yours: copy with nix copy; what the other machine does not trust is signed before.',
      'nix store sign --recursive --key-file YOUR_KEY YOUR_PATH && nix copy --to ssh://YOUR_HOST YOUR_PATH',
      {
        fill: {
          YOUR_KEY: 'the file of the secret key',
          YOUR_PATH: 'what is to be copied',
          YOUR_HOST: 'the other machine',
        },
      },
    ),
    advice(
      'If a tool calls it: take a newer version of the tool, or another one (nixos-rebuild --target-host does the same).',
    ),
  ],
  verify: ['nix-copy-closure --help | head -20'],
});

/** Colons of an IPv6 address are taken for those before a port. */
const bareAddress = (address: string, user: string): Diagnosis => ({
  culprit: `${address} (IPv6)`,
  facts: { address },
  message: `The other machine is named by its IPv6 address, and this version of Nix cannot tell its colons from that before a port.`,
  fixes: [
    shellFix(
      "Give it a name in ssh's own settings, and deploy to that name.",
      `printf 'Host YOUR_NAME\\n  HostName ${address.replace(/[^0-9a-fA-F:]/g, '')}\\n  User ${user.replace(/[^\w.-]/g, '')}\\n' >> ~/.ssh/config`,
      { fill: { YOUR_NAME: 'what you call that machine' } },
    ),
    advice('Or take a newer Nix, which takes it in brackets: ssh://root@[2001:db8::1].'),
  ],
  verify: ['nix --version'],
});
