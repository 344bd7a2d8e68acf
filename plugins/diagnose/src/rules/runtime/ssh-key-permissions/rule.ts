import { shellWord, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** ssh does not use a key, or a configuration, that others may read or write. */
export const sshKeyPermissions: DiagnosisRule = {
  id: 'runtime/ssh-key-permissions',
  class: 'ssh-key-permissions',
  phase: 'runtime',
  title: 'ssh does not take a file that others may use',
  components: ['security', 'networking'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['are too open'],
      line: /Permissions (?<mode>0?\d{3}) for ['"](?<path>[^'"]{2,240})['"] are too open/,
    },
    {
      anchors: ['Bad owner or permissions on'],
      line: /Bad owner or permissions on (?<config>[^\s]{2,240})/,
    },
  ],
  docs: [{ title: 'ssh(1): FILES', url: 'https://man.openbsd.org/ssh#FILES' }],
  explain(evidence) {
    // Of a host key the unit of sshd tells.
    if (evidence.line.source?.startsWith('sshd') === true) return undefined;
    const key = evidence.get('path');
    const path = key || evidence.get('config');
    const mode = evidence.get('mode');
    const inStore =
      path.startsWith('/nix/store/') || evidence.all(/\/nix\/store\//)[0] !== undefined;
    const file = shellWord(path);
    return {
      culprit: `${path}${mode === '' ? '' : ` (${mode})`}`,
      facts: { path, mode: mode || undefined },
      message:
        key === ''
          ? `ssh reads ${path} only if it belongs to you or root and nobody else may write to it.`
          : `The private key ${path} can be read by others (mode ${mode}), and ssh ignores such a key: it may ask for a password, or be refused, because of that.`,
      fixes: [
        ...(inStore
          ? [
              advice(
                key === ''
                  ? 'If the file is a link into the Nix store (Home Manager): let an activation script copy it, with the mode 600.'
                  : 'If the key is a link into the Nix store: everybody can read what is there. Take it out, make a new key, and keep it with sops-nix or agenix.',
                'security',
              ),
            ]
          : []),
        shellFix(
          inStore ? 'If it is a file of yours: close it.' : 'Let only you read it.',
          key === '' ? `ls -lL ${file}; chmod 600 ${file}` : `chmod 600 ${file}`,
        ),
      ],
      verify: [`ls -lL ${file}`],
    };
  },
};
