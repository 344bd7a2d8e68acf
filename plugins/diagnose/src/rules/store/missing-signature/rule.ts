import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { nixFix, shellFix } from '../../shared/fix.js';

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
      fixes: fixesFor({ path, cache, setting, sends: user }, evidence),
      // Nix goes on without the cache.
      confidence: setting ? 0.6 : undefined,
      verify: [
        `nix path-info --sigs ${path === '' ? './result' : shellWord(path)}`,
        'nix show-config | grep -E "trusted|substituters"',
      ],
    };
  },
};

/** Keys of caches that many use, as these publish them. */
const keys: Readonly<Record<string, string>> = {
  'cache.nixos.org': 'cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY=',
  'nix-community.cachix.org':
    'nix-community.cachix.org-1:mB9FSh9qf2dCimDSUo8Zy7bkq5CX+/rkCWyvRCYg3Fs=',
};

function fixesFor(
  found: {
    readonly path: string;
    readonly cache: string | undefined;
    readonly setting: boolean;
    readonly sends: boolean;
  },
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const { path, cache, setting, sends } = found;
  const host = /^https?:\/\/(?<host>[\w.-]{3,120})/.exec(cache ?? '')?.groups?.['host'];
  const key = host === undefined ? undefined : keys[host];
  const trust = nixFix(
    "Trust the cache's key, where the paths are received (it is added to the default ones).",
    `nix.settings.extra-trusted-public-keys = [ "${key ?? 'YOUR_KEY'}" ];\nnix.settings.extra-substituters = [ "${host === undefined ? 'YOUR_CACHE' : `https://${host}`}" ];`,
    {
      risk: 'security',
      fill: {
        ...(key === undefined
          ? { YOUR_KEY: 'the public key that the cache publishes, NAME-1:…' }
          : {}),
        ...(host === undefined ? { YOUR_CACHE: 'its address, https://…' } : {}),
      },
    },
  );
  const user = nixFix(
    'Let the user who asks be trusted by the daemon (that is as much as root), on the machine that receives.',
    'nix.settings.trusted-users = [ "root" "@wheel" ];',
    'security',
  );
  const file = shellFix(
    'Where no configuration manages Nix: the same in nix.conf, and restart the daemon.',
    `echo "extra-trusted-users = $USER" | sudo tee -a /etc/nix/nix.conf && sudo systemctl restart nix-daemon`,
    { risk: 'security', holds: { platforms: ['linux'] } },
  );
  const sign = shellFix(
    'Or sign the paths before you send them, with a key that the receiver trusts.',
    `nix store sign --key-file YOUR_KEY_FILE --recursive ${path === '' ? './result' : shellWord(path)}`,
    { fill: { YOUR_KEY_FILE: 'a secret key of nix key generate-secret' } },
  );
  if (setting)
    return evidence.context.platform === 'linux' ? [file, trust, user] : [user, trust, file];
  const unsigned = evidence.all(/\bnix copy (?<rest>.{0,200})/)[0]?.groups?.['rest'];
  const local = /--to (?:\/|\.|~|file:|local)/.test(unsigned ?? '');
  const unchecked = shellFix(
    `Copy without asking for a signature${local ? '' : ' (the receiver must still trust the user)'}.`,
    'nix copy --no-check-sigs --to YOUR_STORE YOUR_PATH',
    {
      risk: 'security',
      fill: { YOUR_STORE: 'the store, as it was given', YOUR_PATH: 'what is copied' },
    },
  );
  if (local) return [unchecked, sign, user];
  return sends ? [user, sign, trust] : [trust, user, sign];
}
