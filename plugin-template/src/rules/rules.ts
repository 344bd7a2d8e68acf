import type { DiagnosisRule } from '@nixai/api';

/** What `nixai diagnose` recognises beside its own rules: one root cause each. */
export const rules: readonly DiagnosisRule[] = [
  {
    id: 'acme-demo/cache-refused',
    class: 'acme-demo/cache-refused',
    phase: 'fetch',
    title: 'The binary cache of the house does not accept this machine',
    // Lines that hold an anchor meet the expression; all others cost nothing.
    patterns: [
      {
        anchors: ['cache.example.org'],
        line: /unable to download .https:\/\/cache\.example\.org\/(?<path>[^ ']+).: HTTP error (?<code>401|403)/,
      },
    ],
    confidence: 0.9,
    docs: [{ title: 'The binary cache', url: 'https://wiki.example.org/cache' }],
    explain: (evidence) => ({
      culprit: 'https://cache.example.org',
      message: `The cache answered with ${evidence.get('code')}: the token of this machine is missing or has expired.`,
      fixes: [
        {
          title: 'Put a fresh token into the netrc file that Nix reads',
          code: 'nix.settings.netrc-file = "/etc/nix/netrc";',
          language: 'nix',
          risk: 'none',
        },
      ],
      verify: ['nix store ping --store https://cache.example.org'],
      options: ['nix.settings'],
    }),
  },
];
