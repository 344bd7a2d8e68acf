import { nixString } from '../../shared/code.js';
import { advice, nixFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

const manual = {
  title: 'nix.conf: trusted-users',
  url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-trusted-users',
};

/** What is asked of the daemon is for users whom it trusts. */
export const notTrusted = ruleOfSayings(
  {
    id: 'store/not-trusted',
    class: 'not-trusted-user',
    phase: 'store',
    title: 'The daemon does not trust this user with that',
    components: ['store', 'security'],
    confidence: 0.9,
    docs: [manual],
  },
  [
    {
      anchors: [
        'you are not privileged to',
        'repairing is not allowed',
        'you are not allowed to ignore',
      ],
      line: /error: (?:you are not privileged to (?<what>[\w -]{3,60})|repairing is not allowed because you are not in ['"`]trusted-users|you are not allowed to ignore liveness)/,
      explain(evidence) {
        const what =
          evidence.get('what') ||
          (evidence.line.text.includes('liveness') ? 'ignore liveness' : 'repair paths');
        return {
          culprit: what,
          facts: { what },
          message: `The daemon does this only for root and trusted users: ${what}.`,
          fixes: [
            advice(
              /repair/.test(what)
                ? 'Run the same command with sudo (a repair is for root).'
                : 'If it is for once: run the same command with sudo.',
            ),
            nixFix(
              'If this user shall always be able to (a trusted user is as good as root): add them.',
              'nix.settings.trusted-users = [ "root" "YOUR_USER" ];',
              { risk: 'security', fill: { YOUR_USER: 'the name of the user' } },
            ),
          ],
          verify: ['nix store info   # Trusted: 1'],
        };
      },
    },
    {
      anchors: [
        'ignoring untrusted flake configuration',
        'ignoring untrusted substituter',
        'ignoring the client-specified setting',
      ],
      line: /ignoring untrusted (?:flake configuration setting ['"`](?<setting>[\w-]{2,60})['"`]|substituter ['"`](?<cache>[^'"`\s]{3,200})['"`])/,
      explain(evidence) {
        const cache = evidence.get('cache');
        const setting = evidence.get('setting');
        return {
          culprit: cache || setting,
          facts: { setting: setting || undefined, substituter: cache || undefined },
          message:
            cache === ''
              ? `The flake asks for ${setting} (nixConfig), and Nix leaves that out: nobody has accepted it. What a cache would have had is built here.`
              : `The cache ${cache} is asked for by somebody whom the daemon does not trust, and is left out. What it would have had is built here.`,
          fixes: [
            ...(cache === ''
              ? [
                  advice(
                    'If you trust the flake: accept it for this run, with --accept-flake-config behind the command.',
                  ),
                ]
              : []),
            nixFix(
              cache === ''
                ? 'If it is a cache that you trust: have the machine know it (with its key), so that no flake has to ask.'
                : 'If you trust it: have the machine know it, with its key.',
              `nix.settings = {\n  substituters = [ ${cache === '' ? '"YOUR_CACHE"' : nixString(cache)} ];\n  trusted-public-keys = [ "YOUR_KEY" ];\n};`,
              {
                risk: 'security',
                fill: {
                  ...(cache === '' ? { YOUR_CACHE: 'the address of the cache' } : {}),
                  YOUR_KEY: 'its key, as the page of the cache shows it',
                },
              },
            ),
          ],
          verify: ['nix config show substituters trusted-public-keys'],
          confidence: 0.55,
        };
      },
    },
  ],
);
