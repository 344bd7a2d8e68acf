import type { DiagnosisRule } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** A path is not signed by a key that the receiver trusts. */
export const missingSignature: DiagnosisRule = {
  id: 'store/missing-signature',
  class: 'missing-signature',
  phase: 'store',
  title: 'Path has no trusted signature',
  components: ['store', 'security', 'fetch'],
  confidence: 0.94,
  patterns: [
    {
      anchors: [
        'lacks a valid signature',
        'lacks a signature by a trusted',
        'does not have a valid signature',
        'is not signed by a',
        'is not signed by any',
      ],
      line: /(?:path ['"`])?(?<path>\/nix\/store\/[^\s'"`]{34,260})['"`]? (?:because it )?(?:lacks a (?:valid signature|signature by a trusted key)|does not have a valid signature|is not signed by a)/,
    },
    {
      anchors: [
        'is not signed by any of the keys',
        'lack a valid signature',
        'no valid signature',
        'a valid signature',
        'signed by any of the keys',
        'it lacks a',
      ],
      line: /ignoring substitute for ['"`](?<path>\/nix\/store\/[^\s'"`]{34,260})['"`] from ['"`](?<cache>[^'"`]{1,200})['"`], as it's not signed|(?<path2>\/nix\/store\/[^\s'"`]{34,260}).{0,80}(?:lacks? a (?:valid )?signature|no valid signature|is not signed by any of the keys)/,
    },
    {
      anchors: ['does not have a valid signature'],
      line: /substituter ['"`](?<cache>[^'"`]{1,200})['"`] does not have a valid signature for path ['"`](?<path>\/nix\/store\/[^\s'"`]{34,260})/,
    },
    {
      anchors: ['cannot add path'],
      line: /cannot add path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] because it lacks/,
    },
    {
      anchors: ['not a trusted user', 'is not trusted', 'restricted setting'],
      line: /(?:ignoring the (?:untrusted |client-specified )?(?:substituter|setting) ['"`](?<cache>[^'"`]{1,200})['"`],? (?:because it is|as it is|you are)? ?(?:a restricted setting and you are )?not (?:a )?trusted(?: user)?)/,
    },
    {
      anchors: ['not a trusted substituter', 'untrusted substituter'],
      line: /ignoring untrusted substituter ['"`](?<cache>[^'"`]{1,200})['"`]/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: trusted-public-keys',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-trusted-public-keys',
    },
  ],
  explain(evidence) {
    const path = evidence.get('path') || evidence.get('path2');
    const cache =
      evidence.get('cache') ||
      evidence.before(/from ['"`](?<from>[^'"`\s]{3,200})['"`]/, 6)?.groups?.['from'] ||
      evidence.all(
        /(?:from|to|substituters?) ['"`](?<from>(?:https?|ssh|ssh-ng|s3|file):[^'"`\s]{3,200})['"`]/,
      )[0]?.groups?.['from'];
    const user =
      /ssh-ng|copying|push|deploy|remote/.test(
        evidence
          .all(/ssh-ng|deploy|nix copy|push/)
          .map(([text]) => text)
          .join(' '),
      ) || /cannot add path/.test(evidence.line.text);
    const setting = path === '';
    return {
      culprit:
        [path, cache].filter((part) => part !== undefined && part !== '').join(' from ') ||
        'trusted-public-keys',
      facts: { path: path || undefined, cache },
      message: setting
        ? `The daemon ignores ${cache ?? 'the setting'}: the user that asks is not one of its trusted-users, and the cache is none of its trusted-substituters.`
        : `${path} is not signed by a key in trusted-public-keys of the receiver${cache === undefined ? '' : ` (it comes from ${cache})`}: the cache's key is missing there (or was replaced by an option on the command line), the path was never signed, or the user who sends it is not trusted.`,
      fixes: [
        nixFix(
          "Trust the cache's key (add it; the list in the configuration is joined with the default one).",
          `nix.settings.extra-trusted-public-keys = [ "NAME-1:KEY" ];\nnix.settings.extra-substituters = [ "${cache?.startsWith('http') === true ? cache : 'https://CACHE'}" ];`,
          'security',
        ),
        nixFix(
          'If you copy or deploy to a machine: let the user there send unsigned paths (that is as much as root), or deploy as root.',
          'nix.settings.trusted-users = [ "root" "@wheel" ];',
          'security',
        ),
        shellFix(
          'Or sign the paths before you send them.',
          `nix store sign --key-file /etc/nix/key.sec --recursive ${path || './result'}`,
        ),
        advice(
          'For a local store or a mount that you trust, add ?trusted=true to its URL.',
          user ? 'security' : 'none',
        ),
      ],
      // Nix goes on without the cache.
      confidence: setting ? 0.6 : undefined,
      verify: [
        `nix path-info --sigs ${path || './result'}`,
        'nix show-config | grep -E "trusted|substituters"',
      ],
    };
  },
};
